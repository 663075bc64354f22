/** Snapshots of invoices with their links, as one value. */

import { grouped } from "../../../domain/grouped.ts";
import type { DealId } from "../../../domain/ids.ts";
import type { Invoice } from "../../../domain/invoice/invoice.ts";
import { type BilledShare, type KnownInvoice, REFRESHED } from "../../../domain/ledger/ledger.ts";
import type { InvoiceFilter, InvoiceHead } from "../../../ports.ts";
import { invoiceRow, lastTotal, toBilledShare, toInvoice, toInvoiceLink } from "./rows.ts";
import { LINKED, type Tables } from "./tables.ts";
import { type Row, together, type Value, type Work } from "./work.ts";

export const UNPAID = "balance <> '0' and deleted = 0";

/** A condition of SQL with its values. */
type Condition = { sql: string; values: Value[] };

function isOfDeals({ within, dialect }: Tables, dealIds: DealId[]): Condition {
  const isAmong = `and ${dialect.isAmong("deal_id", "integer")}`;
  return within("id", { table: "invoice_links", column: "invoice_id" }, isAmong, [
    JSON.stringify(dealIds),
  ]);
}

/** Those that fit, by date. */
export function* findInvoices(tables: Tables, filter: InvoiceFilter): Work<KnownInvoice[]> {
  const { dealIds, invoiceIds, number, customerId, unpaid, due } = filter;
  const withId = tables.dialect.isAmong("id", "text");
  const conditions: Condition[] = [];
  const add = (sql: string, ...values: Value[]) => conditions.push({ sql, values });
  if (number !== undefined) add("lower(trim(number)) = lower(trim(?))", number);
  if (customerId !== undefined) add("customer_id = ?", customerId);
  if (invoiceIds !== undefined) add(withId, JSON.stringify(invoiceIds));
  if (dealIds !== undefined) conditions.push(isOfDeals(tables, dealIds));
  if (unpaid) add(UNPAID);
  if (due) add("due_date >= ? and due_date < ?", due.from, due.until);
  const more = conditions.map(({ sql }) => `and ${sql} `).join("");
  const values = conditions.flatMap((one) => one.values);
  return yield* withLinks(tables, { more, values, order: "order by date, id" });
}

export function* invoiceHeads(tables: Tables, dealId?: DealId): Work<InvoiceHead[]> {
  const ofDeal = dealId === undefined ? undefined : isOfDeals(tables, [dealId]);
  const more = `and deleted = 0 ${ofDeal ? `and ${ofDeal.sql}` : ""} order by date, id`;
  const [refreshed = "", found] = yield* together(
    cursorOf(tables, REFRESHED),
    tables.rows("invoices", more, ofDeal?.values ?? [], "id, number, refreshed_at"),
  );
  return found.map((row) => ({
    id: String(row["id"]),
    number: row["number"] === null ? null : String(row["number"]),
    refreshedAt: knownSince(row, refreshed),
  }));
}

const SHARE =
  "deal_id, part, deal_value, billed, l.created_at, total, balance, tax, deleted, quantities_zero, private_note, last_total";

export function* billedRows({ rows, dialect }: Tables, dealIds: DealId[]): Work<BilledShare[]> {
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
  const values = after ? [after.date, after.id] : [];
  return yield* withLinks(tables, { more, values });
}

/** The invoices that `more` leaves; all, if it is empty. */
function* withLinks(
  tables: Tables,
  { more, values, order = "" }: { more: string; values: Value[]; order?: string },
): Work<KnownInvoice[]> {
  const { rows, within } = tables;
  const ofThese = within("invoice_id", { table: "invoices", column: "id" }, more, values);
  const [found, links, refreshed = ""] = yield* together(
    rows("invoices", `${more} ${order}`, values),
    more === ""
      ? rows("invoice_links")
      : rows("invoice_links", `and ${ofThese.sql}`, ofThese.values),
    cursorOf(tables, REFRESHED),
  );
  const byInvoice = grouped(links.map(toInvoiceLink), ({ invoiceId }) => invoiceId);
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
