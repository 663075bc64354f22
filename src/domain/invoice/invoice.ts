/** An invoice as QuickBooks last told it. */

import type { CalendarDate } from "../calendar-date.ts";
import type { CustomerId, InvoiceId } from "../ids.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";
import { shellWord } from "../shell-word.ts";
import type { Marker } from "./marker.ts";

/**
 * A snapshot. All amounts are in `currency`. `allQuantitiesZero` and `privateNote` are what tells a void
 * (docs/quickbooks.md 5); `deleted` is set only when a read or a change feed said so.
 */
export type Invoice = {
  id: InvoiceId;
  /** DocNumber; null where custom numbers are on and none was given. */
  number: string | null;
  syncToken: string;
  customer: { id: CustomerId; name: string };
  currency: CurrencyCode;
  total: Decimal;
  balance: Decimal;
  tax: Decimal;
  date: CalendarDate;
  dueDate: CalendarDate | null;
  emailStatus: string | null;
  emailedAt: string | null;
  privateNote: string;
  allQuantitiesZero: boolean;
  /** RFC 3339, as QuickBooks wrote it. */
  createdAt: string;
  updatedAt: string;
  deleted: boolean;
};

/** An invoice of the books that cannot be read. `privateNote`: null where not even that can. */
export type UnreadInvoice = { why: string; privateNote: string | null };

/** An invoice that carries a marker of ours. */
export type MarkedInvoice = { invoice: Invoice; marker: Marker };

/** What tells whether an invoice still stands. */
export type Standing = Pick<
  Invoice,
  "total" | "balance" | "deleted" | "allQuantitiesZero" | "privateNote"
>;

/** What two numbers have in common that are one to whoever reads the invoice: case and blanks around them do not count. */
export const numberKey = (number: string | null): string | undefined =>
  number?.trim().toLowerCase();

/** As people call it: `1042`, or `id:3120` for one without a number. */
export function invoiceName({ number, id }: Pick<Invoice, "number" | "id">): string {
  return number ?? `id:${id}`;
}

/** An invoice with what only one of its own shows. */
export type InvoiceDetail = {
  invoice: Invoice;
  lines: InvoiceLine[];
  /** What lowers its balance, by QuickBooks' type (`Payment`, `CreditMemo`, `Deposit`…) and id. */
  applied: { type: string; id: string }[];
  email: string | null;
  cc: string | null;
  memo: string;
};

export type InvoiceLine = {
  text: string;
  item: string | null;
  quantity: Decimal | null;
  unitPrice: Decimal | null;
  /** In the invoice's currency; negative for a discount, null for a line of text. */
  amount: Decimal | null;
};

/** A payment that settles invoices, whole or in part; one of a total of zero applies a credit. */
export type Payment = {
  id: string;
  number: string | null;
  date: CalendarDate | null;
  customer: Invoice["customer"];
  /** Empty where the answer does not name it: then it is the company's own. */
  currency: CurrencyCode;
  total: Decimal;
  /** Of the total, what no invoice has yet. */
  unapplied: Decimal;
  /** What goes to each invoice, by its id. */
  applied: { invoiceId: InvoiceId; amount: Decimal }[];
  /** What it takes from credit memos, by their ids. */
  credits: { creditMemoId: string; amount: Decimal }[];
};

/** A credit to a customer. `remaining`: what no invoice has yet. */
export type CreditMemo = Pick<Payment, "id" | "date" | "customer" | "currency"> & {
  remaining: Decimal;
};

/** The name as a word of a command to paste. */
export function invoiceWord(invoice: Parameters<typeof invoiceName>[0]): string {
  return shellWord(invoiceName(invoice));
}
