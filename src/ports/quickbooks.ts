/** The books of one QuickBooks company. */

import type {
  Account,
  Company,
  Customer,
  ExchangeRate,
  Item,
  NamedEntry,
  NameHolder,
  Preferences,
  TaxCode,
  Term,
} from "../domain/books.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { CustomerId, InvoiceId, ItemId, TaxCodeId, TermId } from "../domain/ids.ts";
import type { AgingRow } from "../domain/invoice/aging-sums.ts";
import type {
  CreditMemo,
  Invoice,
  InvoiceDetail,
  Payment,
  UnreadInvoice,
} from "../domain/invoice/invoice.ts";
import type { CurrencyCode } from "../domain/money/money.ts";
import type { BooksEntities, BooksEntity, BooksRequest, Written } from "./written.ts";

/** What one read of the books tells a planner. Missing ids are left out of the lists; inactive entries are in. */
export type BooksLookup = {
  customers: Customer[];
  items: Item[];
  taxCodes: TaxCode[];
  terms: Term[];
};

/** `isAll`: false where there may be more. */
export type NewestInvoices = {
  invoices: Invoice[];
  unread: UnreadInvoice[];
  isAll: boolean;
};

/** In the company's own currency. Credits are negative. Customers that owe nothing are missing. */
export type AgedReceivables = {
  currency: CurrencyCode;
  rows: (Pick<AgingRow, "buckets" | "total"> & { customer: Invoice["customer"] })[];
};

/** Both days inclusive. */
export type Span = { since: CalendarDate; until: CalendarDate };

/** One QuickBooks company. Every write carries `requestId`; its error's fate says whether it may have happened. */
export interface QuickBooks {
  company(): Promise<Company>;
  preferences(): Promise<Preferences>;
  /** Units of `to`, the home currency, for one of `from` on a day; null where the books have none. */
  exchangeRate(wanted: {
    from: CurrencyCode;
    to: CurrencyCode;
    date: CalendarDate;
  }): Promise<ExchangeRate | null>;
  /**
   * Customers and items by id, all tax codes with their rates, all terms: one batch call, and one more for each id that the
   * queries do not show (they lag behind writes). `taxCodeIds`, `termIds`: ids that must not be missing for that reason either.
   */
  lookup(wanted: {
    customerIds?: CustomerId[];
    itemIds?: ItemId[];
    taxCodes?: boolean;
    terms?: boolean;
    taxCodeIds?: TaxCodeId[];
    termIds?: TermId[];
  }): Promise<BooksLookup>;
  /** Customers by exact display name, by e-mail, or by a name pattern with `%`, active ones only; each may be absent. */
  matchCustomers(match: { name?: string; email?: string; like?: string }): Promise<Customer[]>;
  /** Every active customer, in pages of 1,000. */
  allCustomers(): AsyncIterable<Customer[]>;
  /** By part of the name; active ones. */
  searchCustomers(term: string, limit: number): Promise<Customer[]>;
  /** Who holds this display name: customers, vendors and employees, inactive ones included. */
  nameHolders(name: string): Promise<NameHolder[]>;
  /** Items that can stand on a line (no categories, no bundles), active, by exact SKU or name: one call. */
  matchItems(match: { skus: string[]; names: string[] }): Promise<Item[]>;
  /** Items of any type that hold one of these names at the top level, inactive ones included. */
  itemsNamed(names: string[]): Promise<Item[]>;
  /** By part of the name, then of the SKU; active ones that can stand on a line. One call for each. */
  searchItems(term: string, limit: number): Promise<Item[]>;
  incomeAccounts(): Promise<Account[]>;
  /** Active ones, by full name. */
  classes(): Promise<NamedEntry[]>;
  locations(): Promise<NamedEntry[]>;
  invoice(id: InvoiceId): Promise<Invoice>;
  /** The same with its lines, addresses and what is applied to it: also one call. */
  invoiceDetail(id: InvoiceId): Promise<InvoiceDetail>;
  /** Payments by id; ones that are gone are left out. One call for up to 100. */
  payments(ids: string[]): Promise<Payment[]>;
  /** Payments of all customers that are dated after a day, or all of them; so are the uses of credits, as payments of zero. */
  paymentsAfter(day: CalendarDate | null): Promise<Payment[]>;
  creditMemos(): Promise<CreditMemo[]>;
  /** QuickBooks' own report of what was owed at the end of a day. */
  agedReceivables(day: CalendarDate): Promise<AgedReceivables>;
  /** The bytes of its PDF. Throws unavailable where the answer is no whole PDF. */
  invoicePdf(id: InvoiceId): Promise<Uint8Array>;
  /** `unreadable`: whether an invoice that cannot be read fails the call or is left out (default: `refuse`). */
  invoicesByIds(ids: InvoiceId[], unreadable?: "refuse" | "skip"): Promise<Invoice[]>;
  invoicesByNumber(number: string): Promise<Invoice[]>;
  /** Numbers of the invoices that were made last, the newest first; null where one has none. */
  newestNumbers(): Promise<(string | null)[]>;
  /**
   * A customer, inactive or not, with its invoices created at or after `since` (RFC 3339): one call. Undefined where it is gone.
   * `readAt`: set where it was read before it was asked for. `othersSince`: from when on the newest invoices of all customers are
   * to come with it; they may be left out.
   */
  customerState(
    customerId: CustomerId,
    since: string,
    othersSince?: string,
  ): Promise<{
    customer: Customer | undefined;
    invoices: Invoice[];
    readAt?: Date;
    others?: NewestInvoices;
  }>;
  /** Of all customers, created at or after `since`, at most 1,000: one call. */
  newestInvoices(since: string): Promise<NewestInvoices>;
  /**
   * The same of many customers: a query for each 100 of them, and one more for each 1,000 of their invoices. A customer is left out where
   * it, or one of its invoices, cannot be read.
   */
  customerStates(
    customerIds: CustomerId[],
    since: string,
  ): Promise<{ customers: Customer[]; invoices: Invoice[] }>;
  /** All invoices of a customer, issued in a time frame: both days inclusive, each may be absent. */
  invoicesOfCustomer(
    customerId: CustomerId,
    issued: { since?: CalendarDate | undefined; until?: CalendarDate | undefined },
  ): Promise<Invoice[]>;
  /** Every invoice of which something is left to pay, in pages of 1,000. */
  unpaidInvoices(): AsyncIterable<Invoice[]>;
  /** Invoices created in a window, of all customers: where a marker is looked for. */
  invoicesCreated(from: string, to: string): Promise<Invoice[]>;
  /**
   * One CDC call. `truncated`: the answer was full, so a change may be missing. `unreadable`: ids of changed invoices that could not
   * be read. `time`: the service's clock, for the next call.
   */
  invoiceChanges(
    since: string,
  ): Promise<{ invoices: Invoice[]; unreadable: string[]; truncated: boolean; time: string }>;
  /** Every invoice of the company, in pages of 1,000; `count` first, to choose the cheaper way. */
  invoiceCount(): Promise<number>;
  /** How many were issued in each of at most 30 time frames: one call. Undefined where that cannot be asked now. */
  issuedCounts(spans: Span[]): Promise<number[] | undefined>;
  /** Invoices issued in a time frame, in pages of 1,000, or in several that hold fewer together: one call. What cannot be read is told of and left out. */
  issuedInvoices(spans: Span[]): AsyncIterable<Invoice[]>;
  /** What cannot be read is left out, and `skip` is told of it; without one, whoever runs the command. */
  allInvoices(skip?: (what: string, id?: InvoiceId) => void): AsyncIterable<Invoice[]>;

  /** One attempt, no retry. Answers with what the service says it made. */
  send<E extends BooksEntity>(
    request: BooksRequest<E>,
    requestId: string,
  ): Promise<Written<BooksEntities[E]>>;

  /** How far the service's clock was ahead of this machine's at its last answer; null before the first. */
  clockSkewMs(): Promise<number | null>;

  /** Requests under `/v3/` so far in this run, and reads as Intuit meters them (batch items singly). */
  usage(): Promise<{ calls: number; metered: number }>;
}
