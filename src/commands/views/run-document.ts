/** A run in pages, workbooks and CSV files, for a reviewer without a terminal. */
import { type DocumentColumn, type Part, partOf } from "../../cli/document/document.ts";
import { utcTime } from "../../cli/when.ts";
import { amountText, type Decimal, plainText, sum } from "../../domain/money/money.ts";
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

type Column<T> = DocumentColumn<T>;

const text = <T>(key: string, title: string, value: (row: T) => string): Column<T> => ({
  ...{ key, title, kind: "text", value },
});

const number = <T>(key: string, title: string, value: (row: T) => string): Column<T> => ({
  ...{ key, title, kind: "number", value },
});

function amount<T>(
  key: string,
  title: string,
  value: (row: T) => Decimal | string | null | undefined,
  currency: (row: T) => string,
): Column<T> {
  const shown = (row: T) => {
    const found = value(row) ?? "";
    return typeof found === "string" ? found : amountText(found);
  };
  return { ...{ key, title, kind: "amount" }, value: shown, currency };
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

const SUM_COLUMNS: readonly Column<Sum>[] = [
  text("state", "State", ({ state }) => stateText(state)),
  number("invoices", "Invoices", ({ rows }) => String(rows.length)),
  amount(
    "amount",
    "Amount",
    ({ rows }) => sum(rows.flatMap((row) => amountIn(row) ?? [])),
    ({ currency }) => currency,
  ),
];

const ofRow = ({ currency }: RunRow) => currency;

const INVOICE_COLUMNS: readonly Column<RunRow>[] = [
  number("deal", "Deal", ({ dealId }) => String(dealId)),
  text("title", "Title", ({ title }) => title),
  text("part", "Part", ({ part }) => part ?? ""),
  text("customer", "Customer", ({ customer }) => customer?.name ?? ""),
  { key: "date", title: "Date", kind: "date", value: ({ date }) => date ?? "" },
  { key: "due_date", title: "Due", kind: "date", value: ({ dueDate }) => dueDate ?? "" },
  amount("net", "Net", ({ totals }) => totals?.net, ofRow),
  amount("discount", "Discount", ({ totals }) => totals?.discount, ofRow),
  amount("tax", "Tax", ({ totals }) => totals?.tax, ofRow),
  amount("total", "Total", amountIn, ofRow),
  text("state", "State", ({ state }) => stateText(state)),
  text("invoice", "Invoice", invoiceOf),
  { ...text("what", "What", whatOf), isNote: true },
];

type Line = PlanLine & Pick<RunRow, "dealId"> & Pick<InvoicePlan, "currency">;

const linesOf = ({ row: { dealId }, plan }: ReviewedRow): Line[] =>
  (plan?.lines ?? []).map((line) => ({ ...line, dealId, currency: plan?.currency ?? "" }));

const ofLine = ({ currency }: Line) => currency;

const LINE_COLUMNS: readonly Column<Line>[] = [
  number("deal", "Deal", ({ dealId }) => String(dealId)),
  number("line", "Line", ({ line }) => String(line)),
  text("text", "Text", (line) => line.text),
  text(
    "item",
    "Item",
    ({ item, newItem }) => item?.name ?? (newItem ? `new: ${newItem.name}` : ""),
  ),
  number("quantity", "Quantity", ({ quantity }) => plainText(quantity)),
  amount("unit_price", "Unit price", ({ unitPrice }) => unitPrice, ofLine),
  text("discount", "Discount", ({ discount }) => discount),
  amount("net", "Net", ({ net }) => net, ofLine),
  number("tax_percent", "Tax %", ({ taxPercent }) => plainText(taxPercent)),
  amount("tax", "Tax", ({ tax }) => tax, ofLine),
];

const MISSING_COLUMNS: readonly Column<Missing>[] = [
  text("what", "What", missingName),
  number("count", "Deals", ({ deals }) => String(deals.length)),
  text("deals", "Which", ({ deals }) => deals.join(", ")),
  text("next", "Next", ({ next }) => next),
];
