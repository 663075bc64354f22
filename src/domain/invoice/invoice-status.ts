/**
 * The status of an invoice: a pure function of what QuickBooks returned, what the ledger knew, and today's date in the
 * company's time zone. Rules and their order: docs/quickbooks.md 5.
 */
import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import { moneyWords } from "../money/amount-words.ts";
import type { Decimal } from "../money/money.ts";
import type { Invoice, Standing } from "./invoice.ts";

export const INVOICE_STATUSES = [
  "open",
  "paid",
  "partially_paid",
  "overdue",
  "voided",
  "deleted",
] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

export type StatusVerdict = {
  status: InvoiceStatus;
  /** Why, in a sentence for the operator. */
  reason: string;
  /** Whole days past the due date, 0 unless overdue. */
  daysOverdue: number;
};

/** `lastTotal`: the last total above zero that was ever seen, which tells a void in a language whose marker we do not know. */
export function invoiceStatus(
  invoice: Invoice,
  today: CalendarDate,
  lastTotal?: Decimal | null,
): StatusVerdict {
  const verdict = (status: InvoiceStatus, reason: string, daysOverdue = 0): StatusVerdict => ({
    status,
    reason,
    daysOverdue,
  });
  const amount = (value: Decimal) => moneyWords(value, invoice.currency);
  if (invoice.deleted) return verdict("deleted", "QuickBooks says that it was deleted.");
  if (isVoided(invoice, lastTotal)) {
    return verdict("voided", "Its total and all quantities are zero, and it was not so before.");
  }
  if (invoice.total.isZero()) {
    return verdict("paid", "Its total is zero, so there is nothing to pay.");
  }
  if (invoice.balance.lte(0)) return verdict("paid", "Nothing is left to pay.");
  const part = invoice.balance.lt(invoice.total);
  const left = `${amount(invoice.balance)} of ${amount(invoice.total)} is left to pay`;
  if (invoice.dueDate !== null && invoice.dueDate < today) {
    const days = daysBetween(invoice.dueDate, today);
    return verdict("overdue", `${left}, and it was due on ${invoice.dueDate}.`, days);
  }
  return part ? verdict("partially_paid", `${left}.`) : verdict("open", `${left}.`);
}

/**
 * A void keeps the invoice and zeroes it; its private note begins with `Voided`, in front of the old text. A zero invoice
 * made on purpose has quantities, or was never above zero.
 */
function isVoided(invoice: Standing, lastTotal: Decimal | null | undefined): boolean {
  if (!invoice.total.isZero() || !invoice.balance.isZero() || !invoice.allQuantitiesZero) {
    return false;
  }
  return /^voided\b/i.test(invoice.privateNote) || (lastTotal?.gt(0) ?? false);
}

/** True for an invoice that still stands in the books. */
export function isLive(invoice: Standing, lastTotal?: Decimal | null): boolean {
  return !invoice.deleted && !isVoided(invoice, lastTotal);
}

/** The same of one that the ledger knows. */
export const isLiveInvoice = (known: { invoice: Standing; lastTotal: Decimal | null }) =>
  isLive(known.invoice, known.lastTotal);
