/** The tables of a month's report. */
import { type BarChart, columnsOf, type Part, partOf } from "../../cli/document/document.ts";
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
  const { text, amount } = columnsOf<SumsRow>();
  const currencyOf = ({ currency }: SumsRow) => currency;
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return partOf({
    ...{ name: "invoices", title: "Invoices issued, and the month before" },
    about: "With tax, each month as it stood at its end: what was paid later counts as open.",
    rows,
    columns: [
      text("month", "Month", ({ month }) => month),
      ...SUMS.map(([key, title]) => amount(key, title, (row) => row[key], currencyOf)),
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
  const { text, number, amount } = columnsOf<MonthFigures["unbilled"][number]>();
  return partOf({
    ...{ name: "not_billed", title: "Won and not billed, by owner and pipeline", rows },
    empty: "Everything that was won is billed.",
    columns: [
      text("owner", "Owner", ({ owner }) => owner),
      text("pipeline", "Pipeline", ({ pipeline }) => pipeline),
      number("deals", "Deals", ({ deals }) => deals),
      amount(
        "amount",
        "Net",
        (row) => row.amount,
        ({ currency }) => currency,
      ),
    ],
  });
}

function runsPart(rows: MonthFigures["runs"]): Part {
  type Row = (typeof rows)[number];
  const { text, number } = columnsOf<Row>();
  type Counts = ReturnType<typeof countsOf>;
  const count = (key: string, title: string, of: (counts: Counts) => number) =>
    number(key, title, ({ rows }) => of(countsOf(rows)));
  return partOf({
    ...{ name: "runs", title: "Runs", rows, empty: "There was no run." },
    columns: [
      text("run", "Run", ({ run }) => run.name),
      text("state", "State", ({ run }) => run.state),
      text("planned_by", "Planned by", ({ run }) => run.planned.by.name),
      text("approved_by", "Approved by", ({ run }) => run.approved?.by.name),
      text("applied_by", "Applied by", ({ run }) => run.applied?.by.name),
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
  const { text, moment, labelled } = columnsOf<MonthFigures["ended"][number]>();
  return partOf({
    ...{ name: "cancelled", title: "Voids and deletions", rows },
    empty: "No invoice was voided or deleted with pdqb.",
    columns: [
      moment("at", "When", ({ at }) => at),
      text("action", "What", ({ action }) => action),
      text("invoice", "Invoice", ({ invoice }) => invoice),
      text("actor", "Who", ({ actor }) => actor),
      labelled("before", "Before", ({ before }) => before),
      labelled("reason", "Why", ({ reason }) => reason),
    ],
  });
}

function costPart({ calls, metered, tokens }: Calls): Part {
  const rows = [
    { what: "QuickBooks calls", count: calls },
    { what: "QuickBooks reads that Intuit counts", count: metered },
    { what: "Pipedrive tokens", count: tokens },
  ];
  const { text, number } = columnsOf<(typeof rows)[number]>();
  return partOf({
    ...{ name: "calls", title: "What this report has cost", rows },
    columns: [
      text("what", "What", ({ what }) => what),
      number("count", "Count", ({ count }) => count),
    ],
  });
}
