/** The ledger, and its file. */

import type { CalendarDate } from "../domain/calendar-date.ts";
import type { PdqbError } from "../domain/errors.ts";
import type { CustomerId, DealId, InvoiceId, ProductId } from "../domain/ids.ts";
import type { AgedBy, AgingSums } from "../domain/invoice/aging-sums.ts";
import type { Invoice } from "../domain/invoice/invoice.ts";
import type {
  BilledShare,
  CustomerLink,
  HistoryEntry,
  HistoryFault,
  HistoryRow,
  Intent,
  InvoiceLink,
  ItemLink,
  KnownInvoice,
  TaxLink,
  WrittenBack,
} from "../domain/ledger/ledger.ts";
import type { CurrencyCode, Decimal } from "../domain/money/money.ts";
import type { Run, RunRow } from "../domain/run/run.ts";

/** Which of the invoices that the ledger knows. */
export type InvoiceFilter = {
  dealIds?: DealId[];
  invoiceIds?: InvoiceId[];
  /** In any case, with any blanks around it. */
  number?: string;
  customerId?: CustomerId;
  /** Something is left to pay, and it is not deleted. */
  unpaid?: true;
  /** The due date is `from` or later, and before `until`. */
  due?: { from: CalendarDate; until: CalendarDate };
};

/** Several conditions narrow. `since`: RFC 3339 in UTC. `actor`: a part of who did it, in any case. */
export type HistoryFilter = {
  invoiceId?: InvoiceId;
  dealId?: DealId;
  run?: string;
  since?: string;
  actor?: string;
  limit: number;
};

/** What a refresh needs of an invoice to ask for it. */
export type InvoiceHead = { id: InvoiceId; number: string | null; refreshedAt: string };

/** Of the invoices of one currency. */
export type OverdueSum = { currency: CurrencyCode; invoices: number; amount: Decimal };

/** What is committed with the outcome of a write. `invoiceId`: the invoice that its history is about. */
export type Consequences = {
  invoice?: { snapshot: Invoice; refreshedAt: string };
  invoiceLink?: InvoiceLink;
  customerLink?: CustomerLink;
  itemLink?: ItemLink;
  invoiceId?: InvoiceId;
};

/** For a key that somebody else holds. */
export type Waiting = {
  waitMs?: number;
  /** What is thrown in the end. `holder`: who has it, if that is known. */
  busy?(holder: string | undefined): PdqbError | Promise<PdqbError>;
};

/** The local database of the profile's company pair. Reading one that does not exist finds nothing and makes nothing. */
export interface Ledger {
  /**
   * Runs `work` while no other process holds `key` (any text). Freed at once if the process dies. Throws what `busy` says, or
   * unavailable, if it is still held after `waitMs`, 150 s if not given.
   */
  exclusive<T>(key: string, work: () => Promise<T>, options?: Waiting): Promise<T>;

  intents(filter: { id?: string; key?: string; state?: Intent["state"] }): Promise<Intent[]>;
  /** Ids of what was made by the newest of those whose body begins so, at most `limit`. */
  madeBy(filter: { kind: Intent["kind"]; bodyStart: string; limit: number }): Promise<string[]>;
  /** Durable before it returns. */
  openIntent(intent: Intent): Promise<void>;
  /** Durable before it returns: called right before each sending. */
  markSent(intentId: string, at: string): Promise<void>;
  /** One transaction: the intent's outcome with all that follows from it. */
  closeIntent(
    intentId: string,
    outcome: { state: "done" | "ended"; objectId?: string; outcome: string },
    also: Omit<Consequences, "invoiceId"> & { history?: HistoryEntry },
  ): Promise<void>;

  customerLink(
    source: CustomerLink["source"],
    sourceId: number,
    currency: CurrencyCode,
  ): Promise<CustomerLink | undefined>;
  customerLinks(): Promise<CustomerLink[]>;
  putCustomerLink(link: CustomerLink): Promise<void>;
  /** False if there was none. Without a currency: all of that source. */
  removeCustomerLink(
    source: CustomerLink["source"],
    sourceId: number,
    currency?: CurrencyCode,
  ): Promise<boolean>;
  itemLinks(): Promise<ItemLink[]>;
  putItemLink(link: ItemLink): Promise<void>;
  removeItemLink(productId: ProductId, variationId: number | null): Promise<boolean>;
  taxLinks(): Promise<TaxLink[]>;
  putTaxLink(link: TaxLink): Promise<void>;
  removeTaxLink(percent: string, customerId: CustomerId | null): Promise<boolean>;

  /** With a word for the history, in one transaction. */
  putInvoiceLink(link: InvoiceLink, history?: HistoryEntry): Promise<void>;
  /** Snapshots with a link each, all in one transaction. */
  addInvoices(found: { invoice: Invoice; link: InvoiceLink }[], refreshedAt: string): Promise<void>;
  /** False if there was none. */
  removeInvoiceLink(dealId: DealId, invoiceId: InvoiceId, history?: HistoryEntry): Promise<boolean>;
  /** Links of one deal, or of all. */
  invoiceLinks(dealId?: DealId): Promise<InvoiceLink[]>;
  /** Snapshots with their links, the oldest by their date first; several conditions narrow, none means all. */
  invoices(filter: InvoiceFilter): Promise<KnownInvoice[]>;
  /** What the invoices of these deals bill, without their snapshots: for lists of thousands of deals. */
  billedShares(dealIds: DealId[]): Promise<BilledShare[]>;
  /** What is left to pay of them, by age. */
  owedSums(asOf: CalendarDate, by: AgedBy): Promise<AgingSums[]>;
  /** What was due before that day and is not paid. */
  overdueSums(today: CalendarDate): Promise<OverdueSum[]>;
  /** Those that are not deleted, without their snapshots: of one deal, or all. */
  invoiceHeads(dealId?: DealId): Promise<InvoiceHead[]>;
  /** All of them, the newest by their date first, in pages: for ledgers that are too large to be held whole. */
  newestInvoices(pageSize: number): AsyncIterable<KnownInvoice[]>;
  /** Replaces snapshots; only for invoices that are linked or known. One transaction with the cursors, given by their names. */
  saveInvoices(
    invoices: Invoice[],
    refreshedAt: string,
    cursors?: Record<string, string>,
    history?: HistoryEntry[],
  ): Promise<void>;
  cursor(name: string): Promise<string | undefined>;

  /** The newest first. */
  runs(): Promise<Run[]>;
  run(name: string): Promise<Run | undefined>;
  /** Whether another pair of companies has a run of this name. */
  isRunElsewhere(name: string): Promise<boolean>;
  /** In one transaction with its invoices, which take the place of all before; without any, those stay. `plan`: as text. */
  putRun(run: Run, invoices?: { row: RunRow; plan?: string | undefined }[]): Promise<void>;
  runRows(name: string): Promise<RunRow[]>;
  /** The plan of one invoice, as it was put. */
  runPlan(name: string, position: number): Promise<string | undefined>;
  /** Changes rows that are there and leaves their plans: one transaction, durable before it returns. */
  saveRunRows(name: string, rows: RunRow[]): Promise<void>;

  /** Of one deal, or of all that have a row. */
  writtenBack(dealId?: DealId): Promise<WrittenBack[]>;
  putWrittenBack(row: WrittenBack): Promise<void>;

  /** A cached answer younger than `maxAgeMs`, as the JSON text that was put. */
  cached(name: string, maxAgeMs: number): Promise<string | undefined>;
  cache(name: string, json: string): Promise<void>;
  dropCache(prefix: string): Promise<void>;

  /** All that is known of this pair of practice companies, its history too, in one transaction: for books that begin again. */
  forget(): Promise<void>;

  /** The newest first. */
  history(filter: HistoryFilter): Promise<HistoryRow[]>;
  /** All rows in their order, in pages. */
  historyPages(): AsyncIterable<HistoryRow[]>;
  /** Whether the chain is whole; what is wrong with it, by rows. */
  verifyHistory(): Promise<{ rows: number; faults: HistoryFault[] }>;
  counts(): Promise<{
    invoices: number;
    intentsOpen: number;
    customerLinks: number;
    itemLinks: number;
    taxLinks: number;
  }>;
  path(): Promise<string>;
}

/** The ledger's file, of all profiles. Times in names are given by the caller. */
/** `schema`: the number of its last migration. */
export type LedgerCopy = { schema: number; invoices: number; links: number; history: number };

export interface LedgerFile {
  path(): Promise<string>;
  /** What is wrong with it, in sentences, and what mends it; changes no byte of it. */
  check(): Promise<{ exists: boolean; faults: string[]; next: string[] }>;
  /** A whole copy, also while others write. Throws refused where there is a file already, not_found without a ledger. */
  backup(target: string): Promise<void>;
  /** What stands in a sound copy; changes no byte of it. Throws refused, not_found. */
  look(source: string): Promise<LedgerCopy>;
  /** Puts a sound copy in its place. Answers with where the present one was kept, null if there was none. Throws refused, not_found. */
  restore(source: string, mark: string): Promise<string | null>;
}
