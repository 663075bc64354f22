/**
 * What was open at the end of a past day: what is open now, with what was settled later put back. It rests on invoices, payments and
 * credit memos as the books have them now: an invoice that was voided or deleted since was not owed, and so QuickBooks' report has it.
 */
import type { CalendarDate } from "../calendar-date.ts";
import { type Decimal, sum, ZERO } from "../money/money.ts";
import type { CreditMemo, Invoice, Payment } from "./invoice.ts";
import type { Owed } from "./invoice-aging.ts";

/** What payments that are dated after the day have settled, by the invoice's id. */
export function settledAfter(
  day: CalendarDate,
  payments: readonly Payment[],
): Map<string, Decimal> {
  const settled = new Map<string, Decimal>();
  for (const { applied } of payments.filter((payment) => !isUntil(day, payment)))
    for (const { invoiceId, amount } of applied)
      settled.set(invoiceId, (settled.get(invoiceId) ?? ZERO).plus(amount));
  return settled;
}

/** An invoice whose balance is that of the day. */
export function balanceAt(invoice: Invoice, settled: ReadonlyMap<string, Decimal>): Invoice {
  return { ...invoice, balance: invoice.balance.plus(settled.get(invoice.id) ?? ZERO) };
}

/** All that the books hold of these kinds. */
export type Receivables = {
  invoices: readonly Invoice[];
  payments: readonly Payment[];
  creditMemos: readonly CreditMemo[];
};

/** Money of customers that settled no invoice of that day yet: negative, by its own date. */
export function creditsAt(
  day: CalendarDate,
  { invoices, payments, creditMemos }: Receivables,
  refreshedAt: string,
): Owed[] {
  const invoicesThen = new Set(invoices.filter(({ date }) => date <= day).map(({ id }) => id));
  const memos = creditMemos.filter((memo) => isUntil(day, memo));
  const memosThen = new Set(memos.map(({ id }) => id));
  const later = payments.filter((payment) => !isUntil(day, payment)).flatMap((one) => one.credits);
  const usedLater = (id: string) =>
    sum(later.filter(({ creditMemoId }) => creditMemoId === id).map(({ amount }) => amount));
  const all = [
    ...memos.map((memo) => ({ ...memo, open: memo.remaining.plus(usedLater(memo.id)) })),
    ...payments
      .filter((payment) => isUntil(day, payment))
      .map((payment) => ({ ...payment, open: unappliedAt(payment, invoicesThen, memosThen) })),
  ];
  return all
    .filter(({ open }) => !open.isZero())
    .map(({ customer, currency, date, open }) => ({
      ...{ customer, currency, balance: open.negated(), date: date ?? day, dueDate: null },
      ...{ ownerId: null, pipelineId: null, refreshedAt },
    }));
}

/** What it paid of invoices that came later was not applied yet, and what it took of later credits was not there yet. */
function unappliedAt(
  { unapplied, applied, credits }: Payment,
  invoices: ReadonlySet<string>,
  memos: ReadonlySet<string>,
): Decimal {
  const early = applied.filter(({ invoiceId }) => !invoices.has(invoiceId));
  const borrowed = credits.filter(({ creditMemoId }) => !memos.has(creditMemoId));
  return unapplied
    .plus(sum(early.map(({ amount }) => amount)))
    .minus(sum(borrowed.map(({ amount }) => amount)));
}

/** Without a date it is as old as can be. */
const isUntil = (day: CalendarDate, { date }: Pick<Payment, "date">) =>
  date === null || date <= day;
