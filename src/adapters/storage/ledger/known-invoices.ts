/** Snapshots of invoices with their links, as one value. */

import { type KnownInvoice, REFRESHED } from "../../../domain/ledger/ledger.ts";
import type { InvoiceFilter, InvoiceHead } from "../../../ports.ts";
import type { Value } from "./database.ts";
import { invoiceRow, lastTotal, toInvoice, toInvoiceLink } from "./rows.ts";
import type { Row, Tables } from "./tables.ts";

const OF_DEALS = `id in (select invoice_id from invoice_links l where l.environment = invoices.environment
  and l.pipedrive_company = invoices.pipedrive_company and l.realm = invoices.realm and l.deal_id in (select value from json_each(?)))`;

/** Those that fit, by date. */
export function findInvoices(tables: Tables, filter: InvoiceFilter): KnownInvoice[] {
  const { dealIds, invoiceIds, number, customerId, unpaid, due } = filter;
  const conditions: [string, ...Value[]][] = [];
  if (number !== undefined) conditions.push(["number = ?", number]);
  if (customerId !== undefined) conditions.push(["customer_id = ?", customerId]);
  if (invoiceIds !== undefined)
    conditions.push(["id in (select value from json_each(?))", JSON.stringify(invoiceIds)]);
  if (dealIds !== undefined) conditions.push([OF_DEALS, JSON.stringify(dealIds)]);
  if (unpaid) conditions.push(["balance <> '0' and deleted = 0"]);
  if (due) conditions.push(["due_date >= ? and due_date < ?", due.from, due.until]);
  const more = conditions.map(([sql]) => `and ${sql} `).join("");
  const values = conditions.flatMap(([, ...values]) => values);
  const found = tables.rows("invoices", `${more}order by date, id`, values);
  return withLinks(tables, found, { all: conditions.length === 0 });
}

export function invoiceHeads(tables: Tables, dealId?: number): InvoiceHead[] {
  const [more, values] = dealId === undefined ? ["", []] : [`and ${OF_DEALS}`, [`[${dealId}]`]];
  const refreshed = cursorOf(tables, REFRESHED) ?? "";
  return tables
    .rows(
      "invoices",
      `and deleted = 0 ${more} order by date, id`,
      values,
      "id, number, refreshed_at",
    )
    .map((row) => ({
      id: String(row["id"]),
      number: row["number"] === null ? null : String(row["number"]),
      refreshedAt: knownSince(row, refreshed),
    }));
}

/** `all`: the rows are all that there are. */
export function withLinks(tables: Tables, found: Row[], { all }: { all: boolean }): KnownInvoice[] {
  const ids = JSON.stringify(found.map((row) => row["id"]));
  const links = all
    ? tables.rows("invoice_links")
    : tables.rows("invoice_links", "and invoice_id in (select value from json_each(?))", [ids]);
  const byInvoice = grouped(links.map(toInvoiceLink));
  const refreshed = cursorOf(tables, REFRESHED) ?? "";
  return found.map((row) => ({
    invoice: toInvoice(row),
    refreshedAt: knownSince(row, refreshed),
    lastTotal: lastTotal(row),
    links: byInvoice.get(String(row["id"])) ?? [],
  }));
}

/** A refresh of all makes sure of every invoice, also of those that it did not have to read. */
function knownSince(row: Row, refreshed: string): string {
  const readAt = String(row["refreshed_at"]);
  return readAt < refreshed ? refreshed : readAt;
}

export function cursorOf({ rows }: Tables, name: string): string | undefined {
  const value = rows("cursors", "and name = ?", [name])[0]?.["value"];
  return typeof value === "string" ? value : undefined;
}

/** Keeps the last total above zero beside a total of zero. */
export function putInvoice(
  { rows, put }: Tables,
  ...[invoice, refreshedAt]: Parameters<typeof invoiceRow>
): void {
  const row = invoiceRow(invoice, refreshedAt);
  const [before] = rows("invoices", "and id = ?", [invoice.id]);
  const kept = invoice.total.isZero() ? before?.["last_total"] : row["total"];
  put("invoices", { ...row, last_total: kept ?? null });
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
