/** What a list of invoices comes to, by currency. */
import type { CalendarDate } from "../calendar-date.ts";
import type { KnownInvoice } from "../ledger/ledger.ts";
import { type CurrencyCode, type Decimal, ZERO } from "../money/money.ts";
import { invoiceStatus } from "./invoice-status.ts";

/** Amounts in `currency`. `invoiced` is `paid` and `open` together; `overdue` is the part of `open` that is past its due date. */
export type InvoiceSums = {
  currency: CurrencyCode;
  invoiced: Decimal;
  paid: Decimal;
  open: Decimal;
  overdue: Decimal;
};

/** Voided and deleted invoices count for nothing. In the order of the currencies' codes. */
export function invoiceSums(invoices: KnownInvoice[], today: CalendarDate): InvoiceSums[] {
  const sums = new Map<CurrencyCode, InvoiceSums>();
  for (const { invoice, lastTotal } of invoices) {
    const { status } = invoiceStatus(invoice, today, lastTotal);
    if (status === "voided" || status === "deleted") continue;
    const { currency, total, balance } = invoice;
    const before = sums.get(currency);
    sums.set(currency, {
      currency,
      invoiced: total.plus(before?.invoiced ?? ZERO),
      paid: total.minus(balance).plus(before?.paid ?? ZERO),
      open: balance.plus(before?.open ?? ZERO),
      overdue: (status === "overdue" ? balance : ZERO).plus(before?.overdue ?? ZERO),
    });
  }
  return [...sums.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1));
}
