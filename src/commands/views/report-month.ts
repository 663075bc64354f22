/** The tables of a month's report. */
import {
  type BarChart,
  type DocumentColumn,
  type Part,
  partOf,
} from "../../cli/document/document.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import type { CheckResult } from "../../usecases/check/check-types.ts";
import type { MonthFigures } from "../../usecases/reports/month.ts";
import type { MonthSums } from "../../usecases/reports/month-sums.ts";
import { agingPart } from "./aging-part.ts";
import { checkParts } from "./check-document.ts";
import { countsOf, totalsOf } from "./run.ts";

type Calls = { calls: number; metered: number; tokens: number };

/** `calls`: what the report itself has cost. */
export function monthParts(check: CheckResult, figures: MonthFigures, calls: Calls): Part[] {
  const { months, aging, asOf, unbilled, runs, ended } = figures;
  const [bridge, ...others] = checkParts(check);
  return [
    ...(bridge ? [bridge] : []),
    sumsPart(months),
    agingPart(aging, asOf),
    unbilledPart(unbilled),
    ...others,
    runsPart(runs),
    endedPart(ended),
    costPart(calls),
  ];
}

type SumsRow = { month: string; currency: string } & Record<(typeof SUMS)[number][0], Decimal>;
const SUMS = [
  ["invoiced", "Invoiced"],
  ["paid", "Paid"],
  ["open", "Open"],
  ["overdue", "Of it overdue"],
] as const;

function sumsPart(months: MonthSums[]): Part {
  const rows: SumsRow[] = months.flatMap(({ period, sums }) =>
    sums.map((one) => ({ ...one, month: period.since.slice(0, 7) })),
  );
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return partOf({
    ...{ name: "invoices", title: "Invoices issued, and the month before" },
    about: "With tax, each month as it stood at its end: what was paid later counts as open.",
    rows,
    columns: [
      { key: "month", title: "Month", kind: "text", value: ({ month }) => month },
      ...SUMS.map(
        ([key, title]): DocumentColumn<SumsRow> => ({
          ...{ key, title, kind: "amount", value: (row) => amountText(row[key]) },
          currency: ({ currency }) => currency,
        }),
      ),
    ],
    charts: currencies.map((currency) => sumsChart(rows, currency)),
    empty: "No invoice was issued.",
  });
}

/** Paid and open come to what was invoiced. */
function sumsChart(rows: SumsRow[], currency: string): BarChart {
  const shown = rows.filter((row) => row.currency === currency);
  const values = (of: (row: SumsRow) => Decimal) => shown.map((row) => amountText(of(row)));
  return {
    ...{ title: "Invoiced, by what became of it", currency, bars: shown.map(({ month }) => month) },
    series: [
      { name: "Paid", tone: "good", values: values(({ paid }) => paid) },
      { name: "Open", tone: "plain", values: values(({ open, overdue }) => open.minus(overdue)) },
      { name: "Overdue", tone: "bad", values: values(({ overdue }) => overdue) },
    ],
  };
}

function unbilledPart(rows: MonthFigures["unbilled"]): Part {
  return partOf({
    ...{ name: "not_billed", title: "Won and not billed, by owner and pipeline", rows },
    empty: "Everything that was won is billed.",
    columns: [
      { key: "owner", title: "Owner", kind: "text", value: ({ owner }) => owner },
      { key: "pipeline", title: "Pipeline", kind: "text", value: ({ pipeline }) => pipeline },
      { key: "deals", title: "Deals", kind: "number", value: ({ deals }) => String(deals) },
      {
        ...{ key: "amount", title: "Net", kind: "amount" },
        value: ({ amount }) => amountText(amount),
        currency: ({ currency }) => currency,
      },
    ],
  });
}

function runsPart(rows: MonthFigures["runs"]): Part {
  type Row = (typeof rows)[number];
  const text = (key: string, title: string, value: (row: Row) => string) => ({
    ...{ key, title, kind: "text" as const, value },
  });
  const count = (
    key: string,
    title: string,
    of: (counts: ReturnType<typeof countsOf>) => number,
  ) => ({
    ...{ key, title, kind: "number" as const },
    value: ({ rows }: Row) => String(of(countsOf(rows))),
  });
  return partOf({
    ...{ name: "runs", title: "Runs", rows, empty: "There was no run." },
    columns: [
      text("run", "Run", ({ run }) => run.name),
      text("state", "State", ({ run }) => run.state),
      text("planned_by", "Planned by", ({ run }) => run.planned.by.name),
      text("approved_by", "Approved by", ({ run }) => run.approved?.by.name ?? ""),
      text("applied_by", "Applied by", ({ run }) => run.applied?.by.name ?? ""),
      count("created", "Created", ({ created, sent }) => created + sent),
      count(
        "problem",
        "Not created",
        ({ problem, changed, failed, ready }) => problem + changed + failed + ready,
      ),
      count("in_doubt", "In doubt", ({ in_doubt }) => in_doubt),
      text("amount", "Amount created", ({ rows }) =>
        totalsOf(rows)
          .filter(({ created }) => !created.isZero())
          .map(({ created, currency }) => moneyWords(created, currency))
          .join(", "),
      ),
    ],
  });
}

function endedPart(rows: MonthFigures["ended"]): Part {
  return partOf({
    ...{ name: "cancelled", title: "Voids and deletions", rows },
    empty: "No invoice was voided or deleted with pdqb.",
    columns: [
      { key: "at", title: "When", kind: "moment", value: ({ at }) => at },
      { key: "action", title: "What", kind: "text", value: ({ action }) => action },
      { key: "invoice", title: "Invoice", kind: "text", value: ({ invoice }) => invoice },
      { key: "actor", title: "Who", kind: "text", value: ({ actor }) => actor },
      {
        ...{ key: "before", title: "Before", kind: "text", isNote: true, noteLabel: "Before" },
        value: ({ before }) => before ?? "",
      },
      {
        ...{ key: "reason", title: "Why", kind: "text", isNote: true, noteLabel: "Why" },
        value: ({ reason }) => reason ?? "",
      },
    ],
  });
}

function costPart({ calls, metered, tokens }: Calls): Part {
  const rows = [
    { what: "QuickBooks calls", count: calls },
    { what: "QuickBooks reads that Intuit counts", count: metered },
    { what: "Pipedrive tokens", count: tokens },
  ];
  return partOf({
    ...{ name: "calls", title: "What this report has cost", rows },
    columns: [
      { key: "what", title: "What", kind: "text", value: ({ what }) => what },
      { key: "count", title: "Count", kind: "number", value: ({ count }) => String(count) },
    ],
  });
}
