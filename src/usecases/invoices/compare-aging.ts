/** What was owed on a day by our reckoning beside QuickBooks' own report of it, customer by customer. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { AGING_BUCKETS, type AgingRow } from "../../domain/invoice/aging-sums.ts";
import { agingSums, invoiceAging, type Owed, owedOf } from "../../domain/invoice/invoice-aging.ts";
import { balanceAt, creditsAt, settledAfter } from "../../domain/invoice/open-at.ts";
import { type CurrencyCode, ZERO } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";

/** Amounts with credits taken off; `ours` and `theirs` are absent where one knows nothing of the customer. */
export type AgingDifference = {
  customer: { id: string; name: string };
  ours: Amounts | null;
  theirs: Amounts | null;
};
type Amounts = Pick<AgingRow, "buckets" | "total">;

export type AgingComparison = {
  /** Of QuickBooks' report. */
  currency: CurrencyCode;
  compared: number;
  differences: AgingDifference[];
  /** Customers of other currencies: the report has its amounts in the company's own alone. */
  otherCurrencies: number;
};

/** Reads all invoices, payments and credit memos of the company. Throws connection, unavailable. */
export async function compareAging(
  { quickbooks, clock }: Pick<Ports, "quickbooks" | "clock">,
  day: CalendarDate,
): Promise<AgingComparison> {
  const report = await quickbooks.agedReceivables(day);
  const owed = await openItems({ quickbooks, clock }, day, report.currency);
  const { rows } = invoiceAging(agingSums(owed, day, ({ customer }) => customer));
  const foreign = new Set(
    owed.filter(({ currency }) => currency !== report.currency).map(({ customer }) => customer.id),
  );
  const own = rows.filter(({ group, buckets }) => !foreign.has(group.id) && !isNothing(buckets));
  const theirs = report.rows.filter(
    ({ customer, buckets }) => !foreign.has(customer.id) && !isNothing(buckets),
  );
  const ours = new Map(own.map((row) => [row.group.id, row]));
  const names = new Map(
    [...theirs.map(({ customer }) => customer), ...own.map(({ group }) => group)].map((one) => [
      one.id,
      one,
    ]),
  );
  const differences = [...names.values()].flatMap((customer): AgingDifference[] => {
    const one = ours.get(customer.id) ?? null;
    const other = theirs.find((row) => row.customer.id === customer.id) ?? null;
    return isSame(one, other) ? [] : [{ customer, ours: one, theirs: other }];
  });
  return {
    currency: report.currency,
    compared: names.size,
    differences,
    otherCurrencies: foreign.size,
  };
}

async function openItems(
  { quickbooks, clock }: Pick<Ports, "quickbooks" | "clock">,
  day: CalendarDate,
  home: CurrencyCode,
): Promise<Owed[]> {
  const payments = await quickbooks.paymentsAfter(null);
  const creditMemos = await quickbooks.creditMemos();
  const invoices = [];
  for await (const page of quickbooks.allInvoices()) invoices.push(...page);
  const settled = settledAfter(day, payments);
  const refreshedAt = clock.now().toISOString();
  const open = invoices.flatMap((one) => {
    const invoice = balanceAt(one, settled);
    return owedOf({ invoice, refreshedAt, lastTotal: null, links: [] }) ?? [];
  });
  const credits = creditsAt(day, { invoices, payments, creditMemos }, refreshedAt);
  return [...open, ...credits].map((one) => ({ ...one, currency: one.currency || home }));
}

const isNothing = (buckets: Amounts["buckets"]) =>
  AGING_BUCKETS.every((bucket) => buckets[bucket].isZero());

function isSame(one: Amounts | null, other: Amounts | null): boolean {
  if (!one || !other) return false;
  return AGING_BUCKETS.every((bucket) => one.buckets[bucket].equals(other.buckets[bucket]));
}

/** How much QuickBooks has more. */
export const differenceOf = ({ ours, theirs }: AgingDifference) =>
  (theirs?.total ?? ZERO).minus(ours?.total ?? ZERO);
