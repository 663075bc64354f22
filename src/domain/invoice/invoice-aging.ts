/** What is owed, by how long it has been due: 0, 1 to 30, 31 to 60, 61 to 90 and over 90 days, by currency. */
import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { KnownInvoice } from "../ledger/ledger.ts";
import { type Decimal, sum, ZERO } from "../money/money.ts";
import type { AgingBucket, AgingGroup, AgingRow, AgingSums } from "./aging-sums.ts";
import { AGING_BUCKETS } from "./aging-sums.ts";
import type { Invoice } from "./invoice.ts";
import { isLive } from "./invoice-status.ts";

/** How many days after its due date an invoice is in which bucket, both included; null leaves that end open. */
export const BUCKET_DAYS: Record<AgingBucket, { from: number | null; to: number | null }> = {
  current: { from: null, to: 0 },
  days_1_30: { from: 1, to: 30 },
  days_31_60: { from: 31, to: 60 },
  days_61_90: { from: 61, to: 90 },
  over_90: { from: 91, to: null },
};

/** What is left to pay of one invoice, in `currency`; owner and pipeline are those of its deal. */
export type Owed = Pick<Invoice, "customer" | "currency" | "balance" | "date" | "dueDate"> & {
  ownerId: number | null;
  pipelineId: number | null;
  /** When the books were read. */
  refreshedAt: string;
};

/** Undefined where nothing is owed: paid, voided or deleted. */
export function owedOf({ invoice, lastTotal, links, refreshedAt }: KnownInvoice): Owed | undefined {
  if (!isLive(invoice, lastTotal) || invoice.balance.lte(0)) return undefined;
  const { customer, currency, balance, date, dueDate } = invoice;
  const [link] = links;
  const { ownerId = null, pipelineId = null } = link ?? {};
  return { customer, currency, balance, date, dueDate, ownerId, pipelineId, refreshedAt };
}

/**
 * Open balances as they are now, aged as of a day; an invoice that was issued after it is left out. One without a due date is due on
 * its own day.
 */
export function agingSums(
  invoices: readonly Owed[],
  asOf: CalendarDate,
  groupOf: (owed: Owed) => AgingGroup,
): AgingSums[] {
  const all = new Map<string, AgingSums>();
  for (const owed of invoices) {
    const { currency, date, dueDate, balance, refreshedAt } = owed;
    if (date > asOf) continue;
    const sums = sumsOf(all, { group: groupOf(owed), currency, oldest: refreshedAt });
    add(sums, bucketOf(daysBetween(dueDate ?? date, asOf)), balance);
    if (refreshedAt < sums.oldest) sums.oldest = refreshedAt;
  }
  return [...all.values()];
}

/** Rows by currency, the largest first; `totals` has one for each currency. */
export function invoiceAging(sums: readonly AgingSums[]): {
  rows: AgingRow[];
  totals: AgingRow[];
  oldest: string | undefined;
} {
  const totals = new Map<string, AgingSums>();
  for (const { currency, buckets, oldest } of sums)
    for (const bucket of AGING_BUCKETS)
      add(
        sumsOf(totals, { group: { id: "", name: "Total" }, currency, oldest }),
        bucket,
        buckets[bucket],
      );
  const oldest = sums.map((one) => one.oldest).sort()[0];
  return { rows: inOrder(sums), totals: inOrder([...totals.values()]), oldest };
}

function sumsOf(
  all: Map<string, AgingSums>,
  { group, currency, oldest }: Omit<AgingSums, "buckets">,
): AgingSums {
  const key = `${currency}/${group.id}`;
  const sums = all.get(key) ?? { group, currency, oldest, buckets: empty() };
  all.set(key, sums);
  return sums;
}

function add({ buckets }: AgingSums, bucket: AgingBucket, amount: Decimal): void {
  buckets[bucket] = buckets[bucket].plus(amount);
}

const inOrder = (all: readonly AgingSums[]): AgingRow[] =>
  all
    .map(({ group, currency, buckets }) => ({
      ...{ group, currency, buckets },
      total: sum(Object.values(buckets)),
    }))
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
  const isIn = (bucket: AgingBucket) => days <= (BUCKET_DAYS[bucket].to ?? days);
  return AGING_BUCKETS.find(isIn) ?? "over_90";
}
