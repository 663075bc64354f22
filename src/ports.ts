/**
 * Everything that pdqb needs from the world, on one page. All methods are asynchronous, so that an adapter is loaded when first asked.
 * Each method may throw the errors of domain/errors.ts; a failed request to a service is always a ServiceError with its fate.
 */
import type {
  Account,
  Company,
  Customer,
  CustomerUpdate,
  Environment,
  ExchangeRate,
  Item,
  NamedEntry,
  NameHolder,
  NewCustomer,
  NewItem,
  Preferences,
  TaxCode,
  Term,
} from "./domain/books.ts";
import type { CalendarDate } from "./domain/calendar-date.ts";
import type {
  Deal,
  DealDiscount,
  DealLine,
  DealStatus,
  DealSummary,
  FieldDefinition,
  FieldOwner,
  Installment,
  Organization,
  Person,
  PipedriveOwner,
  PipedriveUser,
  Product,
} from "./domain/deal.ts";
import type { Invoice, InvoiceDetail, Payment } from "./domain/invoice.ts";
import type { InvoicePlan } from "./domain/invoice-plan.ts";
import type {
  CustomerLink,
  HistoryEntry,
  Intent,
  InvoiceLink,
  ItemLink,
  KnownInvoice,
  TaxLink,
} from "./domain/ledger.ts";
import type { CurrencyCode } from "./domain/money.ts";
import type { PipedriveSecret, QuickBooksSecret, SettingsFile } from "./domain/settings.ts";

/** Pipedrive, as the connected user sees it. Reads throw kind `not_found` for an id that is unknown, deleted or invisible. */
export interface Pipedrive {
  me(): Promise<PipedriveUser>;
  /** Also finds archived deals (`isArchived`). A deleted deal is `not_found`. Cost 1. */
  deal(id: number): Promise<Deal>;
  /** Newest change first where `since` is given; at most `limit` rows. `complete` is false if there were more. */
  deals(query: {
    status?: DealStatus;
    since?: string;
    ownerId?: number;
    filterId?: number;
    limit: number;
  }): Promise<{ deals: DealSummary[]; complete: boolean }>;
  /** By title; needs two characters. */
  searchDeals(term: string, limit: number): Promise<DealSummary[]>;
  /** All lines in the order of the web app (`order_nr`, then id). Cost 10 a page. */
  dealLines(dealId: number): Promise<DealLine[]>;
  dealDiscounts(dealId: number): Promise<DealDiscount[]>;
  /** Empty where the plan has no installments (402, 403). */
  installments(dealId: number): Promise<Installment[]>;
  organization(id: number): Promise<Organization>;
  person(id: number): Promise<Person>;
  /** Unknown and deleted ids are left out, or come with `isDeleted`. */
  products(ids: number[]): Promise<Product[]>;
  searchProducts(term: string, limit: number): Promise<Product[]>;
  fields(owner: FieldOwner): Promise<FieldDefinition[]>;
  /** Names of organizations by id, 100 a call; unknown ids are left out. */
  organizationNames(ids: number[]): Promise<Map<number, string>>;
  owners(): Promise<PipedriveOwner[]>;
}

/** What one read of the books tells a planner. Missing ids are left out of the lists; inactive entries are in. */
export type BooksLookup = {
  customers: Customer[];
  items: Item[];
  taxCodes: TaxCode[];
  terms: Term[];
};

/** A write that is ready: the exact body that an intent keeps and the request carries. */
export type Write = { kind: Intent["kind"]; body: string };

/** One QuickBooks company. Every write carries `requestId`; its error's fate says whether it may have happened. */
export interface QuickBooks {
  company(): Promise<Company>;
  preferences(): Promise<Preferences>;
  /** Home units for one unit of `currency` on a day; null where the books have none. */
  exchangeRate(currency: CurrencyCode, date: CalendarDate): Promise<ExchangeRate | null>;
  /** Customers and items by id, all tax codes with their rates, all terms: one batch call. */
  lookup(wanted: {
    customerIds: string[];
    itemIds: string[];
    taxCodes: boolean;
    terms: boolean;
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
  searchItems(term: string, limit: number): Promise<Item[]>;
  incomeAccounts(): Promise<Account[]>;
  /** Active ones, by full name. */
  classes(): Promise<NamedEntry[]>;
  locations(): Promise<NamedEntry[]>;
  invoice(id: string): Promise<Invoice>;
  /** The same with its lines, addresses and what is applied to it: also one call. */
  invoiceDetail(id: string): Promise<InvoiceDetail>;
  /** Payments by id; ones that are gone are left out. One call for up to 100. */
  payments(ids: string[]): Promise<Payment[]>;
  /** The bytes of its PDF. Throws unavailable where the answer is no whole PDF. */
  invoicePdf(id: string): Promise<Uint8Array>;
  invoicesByIds(ids: string[]): Promise<Invoice[]>;
  invoicesByNumber(number: string): Promise<Invoice[]>;
  /** Numbers of the invoices that were made last, the newest first; null where one has none. */
  newestNumbers(): Promise<(string | null)[]>;
  /** A customer, inactive or not, with its invoices created at or after `since` (RFC 3339): one call. Undefined where it is gone. */
  customerState(
    customerId: string,
    since: string,
  ): Promise<{ customer: Customer | undefined; invoices: Invoice[] }>;
  /** Invoices created in a window, of all customers: where a marker is looked for. */
  invoicesCreated(from: string, to: string): Promise<Invoice[]>;
  /** One CDC call. `truncated`: the answer was full, so a change may be missing. `time`: the service's clock, for the next call. */
  invoiceChanges(since: string): Promise<{ invoices: Invoice[]; truncated: boolean; time: string }>;
  /** Every invoice of the company, in pages of 1,000; `count` first, to choose the cheaper way. */
  invoiceCount(): Promise<number>;
  allInvoices(): AsyncIterable<Invoice[]>;

  customerWrite(customer: NewCustomer): Promise<Write>;
  /** A sparse update of the version that was read: members that are not named stay, masked ones too. */
  customerUpdateWrite(customer: Customer, update: CustomerUpdate): Promise<Write>;
  itemWrite(item: NewItem): Promise<Write>;
  /** The plan's customer and items must have their ids. `marker` becomes the last line of the private note. */
  invoiceWrite(plan: InvoicePlan, marker: string): Promise<Write>;
  /** The number in the body of an invoice that is on its way; null where it has none. */
  numberOfWrite(write: Write): Promise<string | null>;
  /** The customer that an invoice's write names; undefined where it names none. */
  customerOfWrite(write: Write): Promise<string | undefined>;
  /** Voiding or deleting the version that was read. */
  endWrite(kind: "void" | "delete", invoice: Invoice): Promise<Write>;
  /** A sparse update of the version that was read: addresses of copies, comma separated. */
  copiesWrite(invoice: Invoice, cc: string): Promise<Write>;
  /** The version that a write changes; null where it names none. */
  syncTokenOfWrite(write: Write): Promise<string | null>;
  /** Sending an invoice to an address; with it goes the delivery that it had before, by which the new one is told apart. */
  sendWrite(invoice: Invoice, to: string): Promise<Write>;
  /** The delivery time that a send's write was made with; null if there was none. */
  deliveryBefore(write: Write): Promise<string | null>;
  /** One attempt, no retry. Answers with what the service says it made. */
  send(write: Write, requestId: string): Promise<Written>;

  /** How far the service's clock was ahead of this machine's at its last answer; 0 before the first. */
  clockSkewMs(): Promise<number>;

  /** Requests under `/v3/` so far in this run, and reads as Intuit meters them (batch items singly). */
  usage(): Promise<{ calls: number; metered: number }>;
}

export type Written =
  | { kind: "customer" | "customer_update"; customer: Customer; traceId: string | undefined }
  | { kind: "item"; item: Item; traceId: string | undefined }
  | {
      kind: "invoice" | "invoice_update" | "send" | "void";
      invoice: Invoice;
      traceId: string | undefined;
    }
  | { kind: "delete"; invoiceId: string; traceId: string | undefined };

/** The local database of the profile's company pair. Reading one that does not exist finds nothing and makes nothing. */
export interface Ledger {
  /**
   * Runs `work` while no other process holds `key` (any text). Freed at once if the process dies. Throws unavailable if it is
   * still held after `waitMs`, 150 s if not given.
   */
  exclusive<T>(key: string, work: () => Promise<T>, options?: { waitMs?: number }): Promise<T>;

  intents(filter: { id?: string; key?: string; state?: Intent["state"] }): Promise<Intent[]>;
  /** Durable before it returns. */
  openIntent(intent: Intent): Promise<void>;
  /** Durable before it returns: called right before each sending. */
  markSent(intentId: string, at: string): Promise<void>;
  /** One transaction: the intent's outcome with all that follows from it. */
  settleIntent(
    intentId: string,
    outcome: { state: "done" | "ended"; objectId?: string; outcome: string },
    also: {
      invoice?: { snapshot: Invoice; refreshedAt: string };
      invoiceLink?: InvoiceLink;
      customerLink?: CustomerLink;
      itemLink?: ItemLink;
      history?: HistoryEntry;
    },
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
  removeItemLink(productId: number, variationId: number | null): Promise<boolean>;
  taxLinks(): Promise<TaxLink[]>;
  putTaxLink(link: TaxLink): Promise<void>;
  removeTaxLink(percent: string): Promise<boolean>;

  putInvoiceLink(link: InvoiceLink): Promise<void>;
  /** Links of one deal, or of all. */
  invoiceLinks(dealId?: number): Promise<InvoiceLink[]>;
  /** Snapshots with their links: of one deal, of given invoices, of one number, or all. */
  invoices(filter: {
    dealId?: number;
    invoiceIds?: string[];
    number?: string;
  }): Promise<KnownInvoice[]>;
  /** Replaces snapshots; only for invoices that are linked or known. One transaction with the cursor, if one is given. */
  saveInvoices(
    invoices: Invoice[],
    refreshedAt: string,
    cursor?: { name: string; value: string },
    history?: HistoryEntry[],
  ): Promise<void>;
  cursor(name: string): Promise<string | undefined>;

  /** A cached answer younger than `maxAgeMs`, as the JSON text that was put. */
  cached(name: string, maxAgeMs: number): Promise<string | undefined>;
  cache(name: string, json: string): Promise<void>;
  dropCache(prefix: string): Promise<void>;

  /** All that is known of this pair of companies but its history, in one transaction: for practice books that begin anew. */
  forget(): Promise<void>;

  history(filter: { invoiceId?: string; limit: number }): Promise<HistoryEntry[]>;
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
export interface LedgerFile {
  path(): Promise<string>;
  /** What is wrong with it, in sentences; changes no byte of it. */
  check(): Promise<{ exists: boolean; faults: string[] }>;
  /** A whole copy, also while others write. Throws refused where there is a file already, not_found without a ledger. */
  backup(target: string): Promise<void>;
  /** Puts a sound copy in its place. Answers with where the present one was kept, null if there was none. Throws refused, not_found. */
  restore(source: string, mark: string): Promise<string | null>;
}

/** The settings file, for all profiles. `update` is atomic and serialised across processes. */
export interface Settings {
  read(): Promise<SettingsFile>;
  update(change: (current: SettingsFile) => SettingsFile): Promise<void>;
  /** Files and folders of pdqb that others than their owner can read. */
  exposed(): Promise<string[]>;
  path(): Promise<string>;
}

/** Secrets of one profile; a write is on disk before it returns. */
export interface Secrets {
  /** Throws refused where secrets cannot be kept: tried before a login, so that no grant is made in vain. */
  checkKept(): Promise<void>;
  pipedrive(): Promise<PipedriveSecret | undefined>;
  quickbooks(): Promise<QuickBooksSecret | undefined>;
  putPipedrive(secret: PipedriveSecret | undefined): Promise<void>;
  putQuickBooks(secret: QuickBooksSecret | undefined): Promise<void>;
}

/** An app registered by the operator at one of the services. */
export type OAuthApp = { clientId: string; clientSecret: string };

/** Logging in to Pipedrive, before there is a connection. */
export interface PipedriveLogin {
  authorizeUrl(app: OAuthApp, redirectUrl: string, state: string): Promise<string>;
  /** Throws kind `connection` if the code or the app is refused. */
  exchange(app: OAuthApp, redirectUrl: string, code: string): Promise<PipedriveSecret>;
  whoami(secret: PipedriveSecret): Promise<PipedriveUser>;
  /** Ends the grant; one that is dead already is fine. A personal token is not revoked. */
  revoke(secret: PipedriveSecret): Promise<void>;
}

export interface QuickBooksLogin {
  authorizeUrl(app: OAuthApp, redirectUrl: string, state: string): Promise<string>;
  exchange(app: OAuthApp, redirectUrl: string, callback: URL): Promise<QuickBooksSecret>;
  company(secret: QuickBooksSecret, environment: Environment): Promise<Company>;
  revoke(secret: QuickBooksSecret): Promise<void>;
}

/** How a person's consent comes back: the whole callback address, still unchecked. */
export interface Consent {
  /** Listens on loopback at the redirect address, shows `authorizeUrl` (opening a browser if `openBrowser`), and waits for the one callback. */
  byLoopback(request: {
    authorizeUrl: string;
    redirectUrl: string;
    state: string;
    openBrowser: boolean;
    timeoutMs: number;
    /** Called once the listener is up, with the address to visit. */
    onReady: (address: string) => void;
  }): Promise<URL>;
  /** Follows the consent page of a loopback service by itself and allows. Refuses any other host. */
  byItself(authorizeUrl: string): Promise<URL>;
}

export interface Clock {
  now(): Promise<Date>;
  sleep(ms: number): Promise<void>;
}

export interface Random {
  /** `length` characters of `a-z0-9`, from a secure source. */
  text(length: number): Promise<string>;
}

export interface Browser {
  /** False if no browser could be started. */
  open(url: string): Promise<boolean>;
}

/** Files and folders that a person names. */
export interface Files {
  kind(path: string): Promise<"file" | "folder" | "nothing">;
  join(folder: string, name: string): Promise<string>;
  /** Whole or not at all; folders on the way are made. Throws refused. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
}

/** The process of the practice services, and its control address. */
export interface Practice {
  /** `anew`: the books that are there are kept aside, and fresh ones begun. Throws kind `unavailable` where they do not start. */
  start(options?: { anew?: boolean }): Promise<PracticeStatus>;
  stop(): Promise<boolean>;
  status(): Promise<PracticeStatus | undefined>;
  reset(company: string | undefined): Promise<void>;
  /** Names and values of `practice env`. Throws kind `usage` while it does not run. */
  env(): Promise<Record<string, string>>;
  /**
   * Steers them: `fail`, `log`, `clock`, `settings`, `outbox`. Without a change it reads; `clear` empties. Answers with the JSON
   * that they say. Throws kind `usage` for what they do not understand.
   */
  steer(what: string, change?: object | "clear"): Promise<Record<string, unknown>>;
  /** What other hands do to an invoice, told to the books through their own API. Throws kind `refused`. */
  hand(invoiceId: string, hand: PracticeHand): Promise<void>;
}

/** Amounts in the invoice's currency; a payment without one is of the whole balance, a credit is net. */
export type PracticeHand =
  | { kind: "pay"; amount?: number }
  | { kind: "credit"; amount: number }
  | { kind: "edit"; due?: string; memo?: string }
  | { kind: "void" | "delete" };

export type PracticeStatus = {
  pid: number;
  pipedriveOrigin: string;
  quickbooksOrigin: string;
  company: string;
};

/** pdqb itself, run as an operator would type it (the demo). */
export interface Program {
  /** Runs with the terminal's own streams and resolves with the exit code. `home` stands for PDQB_HOME. */
  run(args: string[], home: string): Promise<number>;
  /** Runs unseen and resolves with what it printed on stdout. */
  capture(args: string[], home: string): Promise<string>;
  /** An empty directory that `discard` removes. */
  temporaryHome(): Promise<string>;
  discard(home: string): Promise<void>;
}

/** What the environment says about this run: read once in main.ts. */
type Machine = { host: string; user: string; node: string };

export type Ports = {
  pipedrive: Pipedrive;
  quickbooks: QuickBooks;
  ledger: Ledger;
  ledgerFile: LedgerFile;
  settings: Settings;
  secrets: Secrets;
  pipedriveLogin: PipedriveLogin;
  quickbooksLogin: QuickBooksLogin;
  consent: Consent;
  clock: Clock;
  random: Random;
  browser: Browser;
  files: Files;
  practice: Practice;
  program: Program;
  machine: Machine;
};
