/** What is owed, by age, in pages and reports. */
import { type BarChart, columnsOf, type Part, partOf } from "../../cli/document/document.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { AGING_BUCKETS, type AgingBucket, type AgingRow } from "../../domain/invoice/aging-sums.ts";
import { amountText } from "../../domain/money/money.ts";

export const AGING_TITLES: Record<AgingBucket, string> = {
  current: "Not due",
  days_1_30: "1-30",
  days_31_60: "31-60",
  days_61_90: "61-90",
  over_90: "Over 90",
};

/** Of the bars of a picture. */
const LOOKS = {
  current: { name: "Not due", tone: "plain" },
  days_1_30: { name: "1-30 days", tone: "mild" },
  days_31_60: { name: "31-60 days", tone: "warn" },
  days_61_90: { name: "61-90 days", tone: "grave" },
  over_90: { name: "Over 90 days", tone: "bad" },
} as const;

/** A picture shows so many customers. */
const BARS_MAX = 12;

/** Customers, the largest first, and the sum of each currency. */
export function agingPart(
  { rows, totals }: { rows: AgingRow[]; totals: AgingRow[] },
  asOf: CalendarDate,
): Part {
  const { text, amount } = columnsOf<AgingRow>();
  const currencyOf = ({ currency }: AgingRow) => currency;
  const columns = [
    text("customer", "Customer", ({ group }) => group.name),
    ...AGING_BUCKETS.map((bucket) =>
      amount(bucket, AGING_TITLES[bucket], ({ buckets }) => buckets[bucket], currencyOf),
    ),
    amount("total", "Total", ({ total }) => total, currencyOf),
  ];
  return partOf({
    ...{ name: "owed", title: `Owed at the end of ${asOf}, by days overdue` },
    about: "Of the invoices that pdqb knows, without what was paid after that day.",
    ...{ rows: [...rows, ...totals], totals: totals.length, columns },
    charts: totals.map(({ currency }) =>
      chartOf(
        rows.filter((row) => row.currency === currency),
        currency,
      ),
    ),
    empty: "Nothing is owed.",
  });
}

function chartOf(rows: AgingRow[], currency: string): BarChart {
  const shown = rows.slice(0, BARS_MAX);
  return {
    ...{ title: "Who owes most", currency, bars: shown.map(({ group }) => group.name) },
    series: AGING_BUCKETS.map((bucket) => ({
      ...LOOKS[bucket],
      values: shown.map(({ buckets }) => amountText(buckets[bucket])),
    })),
  };
}
