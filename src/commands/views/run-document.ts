/** A run in pages, workbooks and CSV files, for a reviewer without a terminal. */
import { columnsOf, type Part, partOf } from "../../cli/document/document.ts";
import { utcTime } from "../../cli/when.ts";
import { plainText, sum } from "../../domain/money/money.ts";
import type { InvoicePlan, PlanLine } from "../../domain/plan/invoice-plan.ts";
import { type Missing, missingOf } from "../../domain/run/needs.ts";
import { ROW_STATES, type Run, type RunRow, type Who } from "../../domain/run/run.ts";
import { amountIn, invoiceOf, leftOutText, missingName, stateText, whatOf } from "./run.ts";

/** `plan`: absent where the deal could not be planned. */
export type ReviewedRow = { row: RunRow; plan: InvoicePlan | undefined };

/** What the run comes to, each of its invoices, each line of those, and what is missing. */
export function runParts(reviewed: readonly ReviewedRow[]): Part[] {
  const rows = reviewed.map(({ row }) => row);
  return [
    partOf({ name: "totals", title: "Totals", rows: sumsOf(rows), columns: SUM_COLUMNS }),
    partOf({ name: "invoices", title: "Invoices", rows, columns: INVOICE_COLUMNS }),
    partOf({
      ...{ name: "lines", title: "Lines", rows: reviewed.flatMap(linesOf), columns: LINE_COLUMNS },
      about: "A discount on a whole invoice is in its total, and not in its lines.",
      empty: "No invoice could be planned.",
    }),
    partOf({
      ...{ name: "missing", title: "Missing", rows: missingOf(rows), columns: MISSING_COLUMNS },
      empty: "Nothing is missing.",
    }),
  ];
}

/** Who did what with it and what was left out of it, above the tables of a document. */
export function runFacts(run: Run, all: readonly RunRow[]) {
  const { state, digest, planned, approved, applied } = run;
  const left = leftOutText(run, all);
  const fact = (label: string, done: { by: Who; at: string } | null) =>
    done ? [{ label, value: `${done.by.name} <${done.by.pipedrive}>, ${utcTime(done.at)}` }] : [];
  return [
    { label: "State", value: state },
    { label: "Digest", value: digest },
    ...fact("Planned", planned),
    ...fact("Approved", approved),
    ...fact("Applied", applied),
    ...(left === "" ? [] : [{ label: "Left out", value: left }]),
  ];
}

type Sum = { state: RunRow["state"]; currency: string; rows: RunRow[] };

/** By state and currency, in the order of the states. */
function sumsOf(rows: readonly RunRow[]): Sum[] {
  return ROW_STATES.flatMap((state) => {
    const own = rows.filter((row) => row.state === state);
    const currencies = [...new Set(own.map(({ currency }) => currency))].sort();
    return currencies.map((currency) => ({
      ...{ state, currency },
      rows: own.filter((row) => row.currency === currency),
    }));
  });
}

const ofSum = columnsOf<Sum>();
const SUM_COLUMNS = [
  ofSum.text("state", "State", ({ state }) => stateText(state)),
  ofSum.number("invoices", "Invoices", ({ rows }) => rows.length),
  ofSum.amount(
    "amount",
    "Amount",
    ({ rows }) => sum(rows.flatMap((row) => amountIn(row) ?? [])),
    ({ currency }) => currency,
  ),
];

const ofRow = columnsOf<RunRow>();
const rowCurrency = ({ currency }: RunRow) => currency;
const INVOICE_COLUMNS = [
  ofRow.number("deal", "Deal", ({ dealId }) => dealId),
  ofRow.text("title", "Title", ({ title }) => title),
  ofRow.text("part", "Part", ({ part }) => part),
  ofRow.text("customer", "Customer", ({ customer }) => customer?.name),
  ofRow.date("date", "Date", ({ date }) => date),
  ofRow.date("due_date", "Due", ({ dueDate }) => dueDate),
  ofRow.amount("net", "Net", ({ totals }) => totals?.net, rowCurrency),
  ofRow.amount("discount", "Discount", ({ totals }) => totals?.discount, rowCurrency),
  ofRow.amount("tax", "Tax", ({ totals }) => totals?.tax, rowCurrency),
  ofRow.amount("total", "Total", amountIn, rowCurrency),
  ofRow.text("state", "State", ({ state }) => stateText(state)),
  ofRow.text("invoice", "Invoice", invoiceOf),
  ofRow.note("what", "What", whatOf),
];

type Line = PlanLine & Pick<RunRow, "dealId"> & Pick<InvoicePlan, "currency">;

const linesOf = ({ row: { dealId }, plan }: ReviewedRow): Line[] =>
  (plan?.lines ?? []).map((line) => ({ ...line, dealId, currency: plan?.currency ?? "" }));

const ofLine = columnsOf<Line>();
const lineCurrency = ({ currency }: Line) => currency;
const LINE_COLUMNS = [
  ofLine.number("deal", "Deal", ({ dealId }) => dealId),
  ofLine.number("line", "Line", ({ line }) => line),
  ofLine.text("text", "Text", ({ text }) => text),
  ofLine.text(
    "item",
    "Item",
    ({ item, newItem }) => item?.name ?? (newItem && `new: ${newItem.name}`),
  ),
  ofLine.number("quantity", "Quantity", ({ quantity }) => plainText(quantity)),
  ofLine.amount("unit_price", "Unit price", ({ unitPrice }) => unitPrice, lineCurrency),
  ofLine.text("discount", "Discount", ({ discount }) => discount),
  ofLine.amount("net", "Net", ({ net }) => net, lineCurrency),
  ofLine.number("tax_percent", "Tax %", ({ taxPercent }) => plainText(taxPercent)),
  ofLine.amount("tax", "Tax", ({ tax }) => tax, lineCurrency),
];

const ofMissing = columnsOf<Missing>();
const MISSING_COLUMNS = [
  ofMissing.text("what", "What", missingName),
  ofMissing.number("count", "Deals", ({ deals }) => deals.length),
  ofMissing.text("deals", "Which", ({ deals }) => deals.join(", ")),
  ofMissing.text("next", "Next", ({ next }) => next),
];
