/** What is owed, by how long it has been due: 0, 1 to 30, 31 to 60, 61 to 90 and over 90 days, by currency. */
import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { KnownInvoice } from "../ledger/ledger.ts";
import { type CurrencyCode, type Decimal, sum, ZERO } from "../money/money.ts";
import type { Invoice } from "./invoice.ts";
import { isLive } from "./invoice-status.ts";

export const AGING_BUCKETS = [
  "current",
  "days_1_30",
  "days_31_60",
  "days_61_90",
  "over_90",
] as const;
export type AgingBucket = (typeof AGING_BUCKETS)[number];

/** Whose invoices they are; `id` is empty where that is not known. */
export type AgingGroup = { id: string; name: string };

/** What is left to pay of one invoice, in `currency`; owner and pipeline are those of its deal. */
export type Owed = Pick<Invoice, "customer" | "currency" | "balance" | "date" | "dueDate"> & {
  ownerId: number | null;
  pipelineId: number | null;
  /** When the books were read. */
  refreshedAt: string;
};

/** Undefined where nothing is owed: paid, voided or deleted. */
export function owedOf({ invoice, lastTotal, links, refreshedAt }: KnownInvoice): Owed | undefined {
  if (!isLive(invoice, lastTotal ?? undefined) || invoice.balance.lte(0)) return undefined;
  const { customer, currency, balance, date, dueDate } = invoice;
  const [link] = links;
  const { ownerId = null, pipelineId = null } = link ?? {};
  return { customer, currency, balance, date, dueDate, ownerId, pipelineId, refreshedAt };
}

/** Amounts in `currency`; `total` is the sum of the buckets. */
export type AgingRow = {
  group: AgingGroup;
  currency: CurrencyCode;
  buckets: Record<AgingBucket, Decimal>;
  total: Decimal;
};

/**
 * Open balances as they are now, aged as of a day; an invoice that was issued after it is left out. One without a due date is due on
 * its own day. Rows by currency, the largest first; `totals` has one for each currency.
 */
export function invoiceAging(
  invoices: readonly Owed[],
  asOf: CalendarDate,
  groupOf: (owed: Owed) => AgingGroup,
): { rows: AgingRow[]; totals: AgingRow[] } {
  const rows = new Map<string, Sums>();
  const totals = new Map<string, Sums>();
  const buckets = new Map<CalendarDate, AgingBucket>();
  for (const owed of invoices) {
    const { currency, date, dueDate, balance } = owed;
    if (date > asOf) continue;
    const due = dueDate ?? date;
    const bucket = buckets.get(due) ?? bucketOf(daysBetween(due, asOf));
    buckets.set(due, bucket);
    const group = groupOf(owed);
    add(sumsOf(rows, { group, currency }), bucket, balance);
  }
  for (const { currency, buckets } of rows.values())
    for (const bucket of AGING_BUCKETS)
      add(sumsOf(totals, { group: { id: "", name: "Total" }, currency }), bucket, buckets[bucket]);
  return { rows: inOrder(rows), totals: inOrder(totals) };
}

type Sums = Omit<AgingRow, "total">;

function sumsOf(all: Map<string, Sums>, { group, currency }: Omit<Sums, "buckets">): Sums {
  const key = `${currency}/${group.id}`;
  const sums = all.get(key) ?? { group, currency, buckets: empty() };
  all.set(key, sums);
  return sums;
}

function add({ buckets }: Sums, bucket: AgingBucket, amount: Decimal): void {
  buckets[bucket] = buckets[bucket].plus(amount);
}

const inOrder = (all: Map<string, Sums>): AgingRow[] =>
  [...all.values()]
    .map((sums) => ({ ...sums, total: sum(Object.values(sums.buckets)) }))
    .sort((one, other) =>
      one.currency === other.currency
        ? other.total.comparedTo(one.total)
        : one.currency < other.currency
          ? -1
          : 1,
    );

const empty = (): AgingRow["buckets"] => ({
  current: ZERO,
  days_1_30: ZERO,
  days_31_60: ZERO,
  days_61_90: ZERO,
  over_90: ZERO,
});

function bucketOf(days: number): AgingBucket {
  if (days <= 0) return "current";
  if (days <= 30) return "days_1_30";
  if (days <= 60) return "days_31_60";
  return days <= 90 ? "days_61_90" : "over_90";
}
