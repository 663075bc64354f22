/** Snapshots of invoices with their links, as one value. */

import type { Invoice } from "../../../domain/invoice/invoice.ts";
import { type BilledShare, type KnownInvoice, REFRESHED } from "../../../domain/ledger/ledger.ts";
import type { InvoiceFilter, InvoiceHead } from "../../../ports.ts";
import { invoiceRow, lastTotal, toBilledShare, toInvoice, toInvoiceLink } from "./rows.ts";
import { LINKED, type Tables } from "./tables.ts";
import type { Row, Value, Work } from "./work.ts";

export const UNPAID = "balance <> '0' and deleted = 0";

function* idsOfDeals({ rows, dialect }: Tables, dealIds: number[]): Work<string> {
  const more = `and ${dialect.isAmong("deal_id", "integer")}`;
  const links = yield* rows("invoice_links", more, [JSON.stringify(dealIds)], "invoice_id");
  return JSON.stringify(links.map((row) => row["invoice_id"]));
}

/** Those that fit, by date. */
export function* findInvoices(tables: Tables, filter: InvoiceFilter): Work<KnownInvoice[]> {
  const { dealIds, invoiceIds, number, customerId, unpaid, due } = filter;
  const withId = tables.dialect.isAmong("id", "text");
  const conditions: [string, ...Value[]][] = [];
  if (number !== undefined) conditions.push(["lower(trim(number)) = lower(trim(?))", number]);
  if (customerId !== undefined) conditions.push(["customer_id = ?", customerId]);
  if (invoiceIds !== undefined) conditions.push([withId, JSON.stringify(invoiceIds)]);
  if (dealIds !== undefined) conditions.push([withId, yield* idsOfDeals(tables, dealIds)]);
  if (unpaid) conditions.push([UNPAID]);
  if (due) conditions.push(["due_date >= ? and due_date < ?", due.from, due.until]);
  const more = conditions.map(([sql]) => `and ${sql} `).join("");
  const values = conditions.flatMap(([, ...values]) => values);
  const found = yield* tables.rows("invoices", `${more}order by date, id`, values);
  return yield* withLinks(tables, found, { all: conditions.length === 0 });
}

export function* invoiceHeads(tables: Tables, dealId?: number): Work<InvoiceHead[]> {
  const withId = dealId === undefined ? "" : `and ${tables.dialect.isAmong("id", "text")}`;
  const values = dealId === undefined ? [] : [yield* idsOfDeals(tables, [dealId])];
  const refreshed = (yield* cursorOf(tables, REFRESHED)) ?? "";
  const more = `and deleted = 0 ${withId} order by date, id`;
  const found = yield* tables.rows("invoices", more, values, "id, number, refreshed_at");
  return found.map((row) => ({
    id: String(row["id"]),
    number: row["number"] === null ? null : String(row["number"]),
    refreshedAt: knownSince(row, refreshed),
  }));
}

const SHARE =
  "deal_id, part, deal_value, billed, l.created_at, total, balance, tax, deleted, quantities_zero, private_note, last_total";

export function* billedRows({ rows, dialect }: Tables, dealIds: number[]): Work<BilledShare[]> {
  const more = `and i.id = l.invoice_id and ${dialect.isAmong("deal_id", "integer")}`;
  return (yield* rows(LINKED, more, [JSON.stringify(dealIds)], SHARE)).map(toBilledShare);
}

/** `after`: the last one of the page before, none for the first. */
export function* newestPage(
  tables: Tables,
  { after, size }: { after: Invoice | undefined; size: number },
): Work<KnownInvoice[]> {
  const older = after ? "and (date, id) < (?, ?)" : "";
  const more = `${older} order by date desc, id desc limit ${size}`;
  const page = yield* tables.rows("invoices", more, after ? [after.date, after.id] : []);
  return yield* withLinks(tables, page, { all: false });
}

/** `all`: the rows are all that there are. */
function* withLinks(tables: Tables, found: Row[], { all }: { all: boolean }): Work<KnownInvoice[]> {
  const ids = JSON.stringify(found.map((row) => row["id"]));
  const more = all ? "" : `and ${tables.dialect.isAmong("invoice_id", "text")}`;
  const links = yield* tables.rows("invoice_links", more, all ? [] : [ids]);
  const byInvoice = grouped(links.map(toInvoiceLink));
  const refreshed = (yield* cursorOf(tables, REFRESHED)) ?? "";
  return found.map((row) => ({
    invoice: toInvoice(row),
    refreshedAt: knownSince(row, refreshed),
    lastTotal: lastTotal(row),
    links: byInvoice.get(String(row["id"])) ?? [],
  }));
}

/** A refresh of all makes sure of every invoice, also of those that it did not have to read. */
export function knownSince(row: Row, refreshed: string): string {
  const readAt = String(row["refreshed_at"]);
  return readAt < refreshed ? refreshed : readAt;
}

export function* cursorOf({ rows }: Tables, name: string): Work<string | undefined> {
  const value = (yield* rows("cursors", "and name = ?", [name]))[0]?.["value"];
  return typeof value === "string" ? value : undefined;
}

/** Keeps the last total above zero beside a total of zero. Of several readings of one invoice the last counts. */
export function* putInvoices(
  { rows, put, dialect }: Tables,
  invoices: Invoice[],
  refreshedAt: string,
): Work<void> {
  const last = [...new Map(invoices.map((invoice) => [invoice.id, invoice])).values()];
  const zero = last.filter(({ total }) => total.isZero()).map(({ id }) => id);
  const kept = new Map<string, Value>();
  if (zero.length > 0) {
    const more = `and ${dialect.isAmong("id", "text")}`;
    const before = yield* rows("invoices", more, [JSON.stringify(zero)], "id, last_total");
    for (const row of before) kept.set(String(row["id"]), row["last_total"] ?? null);
  }
  const fresh = last.map((invoice) => {
    const row = invoiceRow(invoice, refreshedAt);
    const total = invoice.total.isZero() ? kept.get(invoice.id) : row["total"];
    return { ...row, last_total: total ?? null };
  });
  yield* put("invoices", ...fresh);
}

function grouped<T extends { invoiceId: string }>(links: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const link of links) {
    const group = groups.get(link.invoiceId);
    if (group) group.push(link);
    else groups.set(link.invoiceId, [link]);
  }
  return groups;
}
