/** The rows of the ledger (docs/design.md 11). Times are RFC 3339 in UTC. */
import type { DealLine } from "../deal/deal.ts";
import { grouped } from "../grouped.ts";
import type { CustomerId, DealId, InvoiceId, ItemId, ProductId, TaxCodeId } from "../ids.ts";
import type { Billed } from "../invoice/billed.ts";
import type { Invoice, Standing } from "../invoice/invoice.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";

/** Every row belongs to one pair of companies in one environment; no row of another is ever seen. */
export type LedgerScope = { environment: string; pipedriveCompany: string; realm: string };

/** `open`: stored, perhaps sent, outcome not known. `done`: answered and believed. `ended`: refused, or found not to be done. */
type IntentState = "open" | "done" | "ended";

/** What an intent is about and what follows once it is done: kept in it, so that any later run can finish it. */
export type Follows = {
  /**
   * What to look for: the unique name of a customer or an item that is made, the id of what is changed; null for a new invoice.
   * In Pipedrive the field's name, the file's name, the activity's subject, the note's first words.
   */
  target: string | null;
  /** What the invoice was expected to come to, in its currency; absent where QuickBooks computes the tax. */
  total?: string;
  /** The plan of a new invoice as `planToText` writes it; absent where an earlier version sent it. */
  plan?: string;
  /** Name of the run that it belongs to. */
  run?: string;
  invoiceLink?: Omit<InvoiceLink, "invoiceId">;
  customerLink?: Omit<CustomerLink, "customerId" | "customerName">;
  itemLink?: Omit<ItemLink, "itemId" | "itemName">;
};

/** What makes a write happen exactly once. `body`: the exact bytes that carry `requestId`; the pair never changes. */
export type Intent = {
  id: string;
  key: string;
  /** Name of the kind of write that it is. */
  kind: string;
  dealId: DealId | null;
  state: IntentState;
  requestId: string;
  body: string;
  /** Last line of the private note of an invoice, by which it is found again; null for other kinds. */
  marker: string | null;
  /** What was about to be written, in a line for a person. */
  summary: string;
  follows: Follows;
  createdAt: string;
  /** Null until the first request left. */
  firstSentAt: string | null;
  lastSentAt: string | null;
  /** Id of what was made, once done. */
  objectId: string | null;
  /** Why it ended, or what was seen last. */
  outcome: string;
};

/** Deal ↔ invoice, with the deal as it was then. */
export type InvoiceLink = {
  invoiceId: InvoiceId;
  dealId: DealId;
  part: string;
  generation: number;
  dealTitle: string;
  dealValue: string | null;
  ownerId: number | null;
  pipelineId: number | null;
  /** What it bills of the deal; null where that is not known. */
  billed: Billed | null;
  createdAt: string;
};

/** Organization, else person, and currency → customer. */
export type CustomerLink = {
  source: "organization" | "person";
  sourceId: number;
  currency: CurrencyCode;
  customerId: CustomerId;
  customerName: string;
};

/** Product, or product and variation → item. */
export type ItemLink = {
  productId: ProductId;
  variationId: number | null;
  itemId: ItemId;
  itemName: string;
};

/** Tax percent, as shortest decimal text → tax code, for one customer or (null) for all; the customer's own comes first. */
export type TaxLink = {
  percent: string;
  customerId: CustomerId | null;
  taxCodeId: TaxCodeId;
  taxCodeName: string;
};

/** The last snapshot of an invoice, when it was read, and the last total above zero that was ever seen (invoiceStatus). */
export type KnownInvoice = {
  invoice: Invoice;
  refreshedAt: string;
  lastTotal: Decimal | null;
  links: InvoiceLink[];
};

/** An invoice with its link to a deal. */
export type LinkedInvoice = { known: KnownInvoice; link: InvoiceLink };

/** An invoice stands with each deal that it is linked to. */
export function invoicesByDeal(known: KnownInvoice[]): Map<DealId, KnownInvoice[]> {
  const linked = known.flatMap((one) => one.links.map(({ dealId }) => ({ dealId, one })));
  const byDeal = [...grouped(linked, ({ dealId }) => dealId)];
  return new Map(byDeal.map(([dealId, own]) => [dealId, own.map(({ one }) => one)]));
}

/** A deal's link with as much of its invoice as tells what it bills. */
export type BilledShare = {
  known: {
    invoice: Standing & Pick<Invoice, "tax">;
    lastTotal: Decimal | null;
  };
  link: Pick<InvoiceLink, "dealId" | "part" | "dealValue" | "billed" | "createdAt">;
};

/** The cursor that says when all known invoices were last made sure of: none of them is older news than that. */
export const REFRESHED = "invoices/refreshed";

/** What was written back into one deal of Pipedrive, so that only what changes is written again. */
export type WrittenBack = {
  dealId: DealId;
  /** Field code → the JSON text of its value. */
  values: Record<string, string>;
  note: { id: number; html: string } | null;
  /** Ids of the invoices whose PDF is on the deal, and of those whose being overdue has its activity. */
  files: string[];
  activities: string[];
  /** What was wanted when the deal was found deleted or archived: it is not tried again for the same. */
  refused: string | null;
};

export type HistoryEntry = {
  at: string;
  /** Pipedrive user and system user. */
  actor: string;
  action: string;
  invoiceId: InvoiceId | null;
  dealId: DealId | null;
  requestId: string | null;
  traceId: string | null;
  before: string | null;
  after: string | null;
  /** Name of the run that it belongs to. */
  run: string | null;
  /** Why, in the operator's words. */
  reason: string | null;
};

/** What is not said is null. */
export const historyEntry = (
  said: Pick<HistoryEntry, "at" | "actor" | "action" | "after"> & Partial<HistoryEntry>,
): HistoryEntry => ({
  invoiceId: null,
  dealId: null,
  requestId: null,
  traceId: null,
  before: null,
  run: null,
  reason: null,
  ...said,
});

/** One row of the chained history: its place, counted from 1, and its hash (SHA-256, hex) over itself and the row before. */
export type HistoryRow = HistoryEntry & { row: number; hash: string };

/** `row`: its place. `why`: a sentence. */
export type HistoryFault = { row: number; why: string };

export type CustomerSource = { kind: CustomerLink["source"]; id: number };

export type DealLinks = {
  customerLink: CustomerLink | undefined;
  taxLinks: TaxLink[];
  itemLink(line: DealLine): ItemLink | undefined;
};
