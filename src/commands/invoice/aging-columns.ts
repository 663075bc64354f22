/** What is owed, as a table: amounts by age, and on a wide terminal a bar. */

import type { Column } from "../../cli/column.ts";
import type { ListRows } from "../../cli/flat.ts";
import { bareAmount } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { AGING_BUCKETS, type AgingBucket, type AgingRow } from "../../domain/invoice/aging-sums.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import { AGING_TITLES } from "../views/aging-part.ts";

/** What is not due yet and what is worst is told on the narrowest terminal, too. */
const MIDDLE: readonly AgingBucket[] = ["days_1_30", "days_31_60", "days_61_90"];

export const AGING_COLUMNS: readonly Column<AgingRow>[] = [
  {
    key: "group",
    title: "Owed by",
    value: ({ group }) => group.name,
    terminal: ({ group }) => group.name || (group.id ? `id ${group.id}` : "(no deal)"),
    grow: true,
  },
  { key: "currency", title: "", value: ({ currency }) => currency },
  ...AGING_BUCKETS.map(
    (bucket): Column<AgingRow> => ({
      key: bucket,
      title: AGING_TITLES[bucket],
      align: "right",
      optional: MIDDLE.includes(bucket),
      value: ({ buckets }) => amountText(buckets[bucket]),
      terminal: ({ buckets, currency }, paint) => drawn(bucket, buckets[bucket], currency, paint),
    }),
  ),
  {
    key: "total",
    title: "Total",
    align: "right",
    value: ({ total }) => amountText(total),
    terminal: ({ total, currency }, paint) => paint.bold(bareAmount(total, currency)),
  },
];

function drawn(bucket: AgingBucket, amount: Decimal, currency: string, paint: Paint): string {
  if (amount.isZero()) return paint.dim("-");
  const text = bareAmount(amount, currency);
  if (bucket === "current") return text;
  return bucket === "over_90" ? paint.red(text) : paint.yellow(text);
}

/** A narrower terminal has no room beside the amounts. */
const BARS_FROM = 100;
const BAR_WIDTH = 12;

/** The columns of a terminal so wide. */
export function drawnColumns(rows: AgingRow[], width: number): readonly Column<AgingRow>[] {
  return width >= BARS_FROM ? [...AGING_COLUMNS, bars(rows)] : AGING_COLUMNS;
}

/** The share of the largest row of its currency; what is overdue is drawn full. */
function bars(rows: AgingRow[]): Column<AgingRow> {
  const largest = new Map<string, Decimal>();
  for (const { currency, total } of rows)
    if (total.gt(largest.get(currency) ?? 0)) largest.set(currency, total);
  const cells = (amount: Decimal, currency: string) =>
    Math.round(amount.div(largest.get(currency) ?? 1).toNumber() * BAR_WIDTH);
  const isTotal = (row: AgingRow) => !rows.includes(row);
  return {
    key: "bar",
    title: "",
    value: () => "",
    terminal: (row, paint) => {
      if (isTotal(row)) return "";
      const whole = cells(row.total, row.currency);
      const late = Math.min(whole, cells(row.total.minus(row.buckets.current), row.currency));
      return `${paint.red("█".repeat(late))}${"░".repeat(whole - late)}`;
    },
  };
}

/** The sums of one currency. */
export const totalJson = ({ currency, buckets, total }: AgingRow) => ({
  currency,
  ...Object.fromEntries(AGING_BUCKETS.map((bucket) => [bucket, amountText(buckets[bucket])])),
  total: amountText(total),
});

export const AGING_ROWS: ListRows<AgingRow> = {
  fields: ["group", "currency", ...AGING_BUCKETS, "total"],
  json: (row) => ({ group: row.group.id === "" ? null : row.group, ...totalJson(row) }),
};
