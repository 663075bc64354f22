import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { type Column, sortRows } from "../../cli/table.ts";
import {
  AGING_BUCKETS,
  type AgingBucket,
  type AgingRow,
} from "../../domain/invoice/invoice-aging.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import { AGED_BY, ageInvoices } from "../../usecases/invoices/age-invoices.ts";
import { defineCommand } from "../context.ts";
import { readFresh } from "./read-fresh.ts";

export const invoiceAging = defineCommand({
  name: "aging",
  summary: "Show what is owed, by how long it has been due",
  description: `Of the invoices that pdqb knows, as the ledger has them; --whole-company reads all
open invoices from QuickBooks. With --as-of today's balances are aged as of that
day: what was paid since is not put back.`,
  effect: "reads",
  isList: true,
  flags: {
    asOf: flag.date("Age as of this day (default: today)", { value: "date" }),
    by: flag.choice("A row for each (default: customer)", AGED_BY),
    wholeCompany: flag.switch("Invoices made elsewhere too"),
    refresh: flag.switch("Read statuses from QuickBooks first"),
  },
  examples: [
    "pdqb invoices aging",
    "pdqb invoices aging --by owner --csv",
    "pdqb invoices aging --whole-company --as-of 2026-12-31",
  ],
  async run(context, { flags }) {
    const { ports, connected, today, globals, show, io, progress } = context;
    const profile = await connected();
    const asOf = flags.asOf ?? (await today());
    const by = flags.by ?? "customer";
    if (flags.refresh && !flags.wholeCompany) await readFresh(context, profile, undefined);
    const read = () => ageInvoices(ports, { asOf, by, wholeCompany: flags.wholeCompany });
    const { rows, totals, oldest } = flags.wholeCompany
      ? await progress.during("Reading open invoices", read)
      : await read();
    const isDrawn = io.outIsTerminal && !globals.csv;
    const columns = isDrawn && io.width >= BARS_FROM ? [...COLUMNS, bars(rows)] : COLUMNS;
    const sorted = sortRows(rows, COLUMNS, globals.sort);
    const shown = sorted.slice(0, globals.limit ?? sorted.length);
    await show({
      json: {
        as_of: asOf,
        by,
        rows: shown.map(rowJson),
        totals: totals.map(({ currency, buckets, total }) => ({
          currency,
          ...amounts(buckets),
          total: amountText(total),
        })),
        complete: shown.length === sorted.length,
      },
      table: tableOf(isDrawn ? [...shown, ...totals] : shown, columns),
      empty: "Nothing is owed.",
      ...(isDrawn && oldest
        ? {
            note: flags.wholeCompany
              ? `Aged as of ${asOf}, as QuickBooks has them now.`
              : `Aged as of ${asOf}, as read at ${oldest}; --refresh reads QuickBooks first.`,
          }
        : {}),
    });
  },
});

const TITLES: Record<AgingBucket, string> = {
  current: "Not due",
  days_1_30: "1-30",
  days_31_60: "31-60",
  days_61_90: "61-90",
  over_90: "Over 90",
};

const COLUMNS: readonly Column<AgingRow>[] = [
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
      title: TITLES[bucket],
      align: "right",
      value: ({ buckets }) => amountText(buckets[bucket]),
      terminal: ({ buckets, currency }, paint) => drawn(bucket, buckets[bucket], currency, paint),
    }),
  ),
  {
    key: "total",
    title: "Total",
    align: "right",
    value: ({ total }) => amountText(total),
    terminal: ({ total, currency }, paint) => paint.bold(bare(total, currency)),
  },
];

/** Without its currency, which has a column of its own. */
const bare = (amount: Decimal, currency: string) => money(amount, currency).replace(/ \S*$/, "");

function drawn(bucket: AgingBucket, amount: Decimal, currency: string, paint: Paint): string {
  if (amount.isZero()) return paint.dim("-");
  const text = bare(amount, currency);
  if (bucket === "current") return text;
  return bucket === "over_90" ? paint.red(text) : paint.yellow(text);
}

/** A narrower terminal has no room beside the amounts. */
const BARS_FROM = 100;
const BAR_WIDTH = 12;

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

const amounts = (buckets: AgingRow["buckets"]) =>
  Object.fromEntries(AGING_BUCKETS.map((bucket) => [bucket, amountText(buckets[bucket])]));

const rowJson = ({ group, currency, buckets, total }: AgingRow) => ({
  group: group.id === "" ? null : group,
  currency,
  ...amounts(buckets),
  total: amountText(total),
});
