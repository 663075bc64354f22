/** From rows of the ledger to values and back. The rows are our own, so a wrong type in one is a damaged ledger. */

import type { CalendarDate } from "../../../domain/calendar-date.ts";
import { type Billed, billedText, parseBilled } from "../../../domain/invoice/billed.ts";
import type { Invoice } from "../../../domain/invoice/invoice.ts";
import type {
  BilledShare,
  CustomerLink,
  Follows,
  Intent,
  InvoiceLink,
  ItemLink,
  TaxLink,
} from "../../../domain/ledger/ledger.ts";
import { type Decimal, decimal } from "../../../domain/money/money.ts";
import { integer, integerOrNull, type Row, text, textOrNull } from "./work.ts";

function billed(row: Row): Billed | null {
  const stored = textOrNull(row, "billed");
  return stored === null ? null : parseBilled(stored);
}

/** Amounts inside go as their own text. */
function followsText({ invoiceLink, ...rest }: Follows): string {
  const link = invoiceLink && {
    ...invoiceLink,
    billed: invoiceLink.billed && billedText(invoiceLink.billed),
  };
  return JSON.stringify({ ...rest, ...(link && { invoiceLink: link }) });
}

/** Null in rows of an older pdqb: then nothing is known to follow. */
function toFollows(stored: string | null): Follows {
  if (stored === null) return { target: null };
  const { invoiceLink, ...rest } = JSON.parse(stored);
  if (!invoiceLink) return rest;
  const { billed: kept } = invoiceLink;
  return { ...rest, invoiceLink: { ...invoiceLink, billed: kept && parseBilled(kept) } };
}

export const toIntent = (row: Row): Intent => ({
  id: text(row, "id"),
  key: text(row, "key"),
  kind: text(row, "kind") as Intent["kind"],
  dealId: integerOrNull(row, "deal_id"),
  state: text(row, "state") as Intent["state"],
  requestId: text(row, "request_id"),
  body: text(row, "body"),
  marker: textOrNull(row, "marker"),
  summary: text(row, "summary"),
  follows: toFollows(textOrNull(row, "follows")),
  createdAt: text(row, "created_at"),
  firstSentAt: textOrNull(row, "first_sent_at"),
  lastSentAt: textOrNull(row, "last_sent_at"),
  objectId: textOrNull(row, "object_id"),
  outcome: text(row, "outcome"),
});

export const toInvoiceLink = (row: Row): InvoiceLink => ({
  invoiceId: text(row, "invoice_id"),
  dealId: integer(row, "deal_id"),
  part: text(row, "part"),
  generation: integer(row, "generation"),
  dealTitle: text(row, "deal_title"),
  dealValue: textOrNull(row, "deal_value"),
  ownerId: integerOrNull(row, "owner_id"),
  pipelineId: integerOrNull(row, "pipeline_id"),
  billed: billed(row),
  createdAt: text(row, "created_at"),
});

export const toCustomerLink = (row: Row): CustomerLink => ({
  source: text(row, "source") as CustomerLink["source"],
  sourceId: integer(row, "source_id"),
  currency: text(row, "currency"),
  customerId: text(row, "customer_id"),
  customerName: text(row, "customer_name"),
});

export const toItemLink = (row: Row): ItemLink => ({
  productId: integer(row, "product_id"),
  variationId: integer(row, "variation_id") || null,
  itemId: text(row, "item_id"),
  itemName: text(row, "item_name"),
});

export const toTaxLink = (row: Row): TaxLink => ({
  percent: text(row, "percent"),
  customerId: text(row, "customer_id") || null,
  taxCodeId: text(row, "tax_code_id"),
  taxCodeName: text(row, "tax_code_name"),
});

export const toInvoice = (row: Row): Invoice => ({
  id: text(row, "id"),
  number: textOrNull(row, "number"),
  syncToken: text(row, "sync_token"),
  customer: { id: text(row, "customer_id"), name: text(row, "customer_name") },
  currency: text(row, "currency"),
  total: decimal(text(row, "total")),
  balance: decimal(text(row, "balance")),
  tax: decimal(text(row, "tax")),
  date: text(row, "date") as CalendarDate,
  dueDate: textOrNull(row, "due_date") as CalendarDate | null,
  emailStatus: textOrNull(row, "email_status"),
  emailedAt: textOrNull(row, "emailed_at"),
  privateNote: text(row, "private_note"),
  allQuantitiesZero: integer(row, "quantities_zero") === 1,
  createdAt: text(row, "created_at"),
  updatedAt: text(row, "updated_at"),
  deleted: integer(row, "deleted") === 1,
});

export const toBilledShare = (row: Row): BilledShare => ({
  known: {
    invoice: {
      total: decimal(text(row, "total")),
      balance: decimal(text(row, "balance")),
      tax: decimal(text(row, "tax")),
      deleted: integer(row, "deleted") === 1,
      allQuantitiesZero: integer(row, "quantities_zero") === 1,
      privateNote: text(row, "private_note"),
    },
    lastTotal: lastTotal(row),
  },
  link: {
    dealId: integer(row, "deal_id"),
    part: text(row, "part"),
    dealValue: textOrNull(row, "deal_value"),
    billed: billed(row),
    createdAt: text(row, "created_at"),
  },
});

/** The last total above zero that was saved of an invoice. */
export function lastTotal(row: Row): Decimal | null {
  const total = textOrNull(row, "last_total");
  return total === null ? null : decimal(total);
}

export const invoiceRow = (invoice: Invoice, refreshedAt: string): Row => ({
  id: invoice.id,
  number: invoice.number,
  sync_token: invoice.syncToken,
  customer_id: invoice.customer.id,
  customer_name: invoice.customer.name,
  currency: invoice.currency,
  total: invoice.total.toFixed(),
  balance: invoice.balance.toFixed(),
  tax: invoice.tax.toFixed(),
  date: invoice.date,
  due_date: invoice.dueDate,
  email_status: invoice.emailStatus,
  emailed_at: invoice.emailedAt,
  private_note: invoice.privateNote,
  quantities_zero: invoice.allQuantitiesZero ? 1 : 0,
  created_at: invoice.createdAt,
  updated_at: invoice.updatedAt,
  deleted: invoice.deleted ? 1 : 0,
  refreshed_at: refreshedAt,
});

export const intentRow = (intent: Intent): Row => ({
  id: intent.id,
  key: intent.key,
  kind: intent.kind,
  deal_id: intent.dealId,
  state: intent.state,
  request_id: intent.requestId,
  body: intent.body,
  marker: intent.marker,
  summary: intent.summary,
  follows: followsText(intent.follows),
  created_at: intent.createdAt,
  first_sent_at: intent.firstSentAt,
  last_sent_at: intent.lastSentAt,
  object_id: intent.objectId,
  outcome: intent.outcome,
});

export const invoiceLinkRow = (link: InvoiceLink): Row => ({
  invoice_id: link.invoiceId,
  deal_id: link.dealId,
  part: link.part,
  generation: link.generation,
  deal_title: link.dealTitle,
  deal_value: link.dealValue,
  owner_id: link.ownerId,
  pipeline_id: link.pipelineId,
  billed: link.billed && billedText(link.billed),
  created_at: link.createdAt,
});

export const customerLinkRow = (link: CustomerLink): Row => ({
  source: link.source,
  source_id: link.sourceId,
  currency: link.currency,
  customer_id: link.customerId,
  customer_name: link.customerName,
});

/** The variation is part of the primary key, where a null would be equal to nothing: 0 stands for none. */
export const itemLinkRow = (link: ItemLink): Row => ({
  product_id: link.productId,
  variation_id: link.variationId ?? 0,
  item_id: link.itemId,
  item_name: link.itemName,
});

export const taxLinkRow = (link: TaxLink): Row => ({
  percent: link.percent,
  customer_id: link.customerId ?? "",
  tax_code_id: link.taxCodeId,
  tax_code_name: link.taxCodeName,
});
