/** Snapshots of invoices with their links, as one value. */

import type { Owed } from "../../../domain/invoice/invoice-aging.ts";
import { type KnownInvoice, REFRESHED } from "../../../domain/ledger/ledger.ts";
import type { InvoiceFilter, InvoiceHead } from "../../../ports.ts";
import { invoiceRow, lastTotal, toInvoice, toInvoiceLink, toOwed } from "./rows.ts";
import type { Value } from "./sqlite.ts";
import type { Row, Tables } from "./tables.ts";

const UNPAID = "balance <> '0' and deleted = 0";
const WITH_ID = "id in (select value from json_each(?))";

function idsOfDeals({ rows }: Tables, dealIds: number[]): string {
  const more = "and deal_id in (select value from json_each(?))";
  const links = rows("invoice_links", more, [JSON.stringify(dealIds)], "invoice_id");
  return JSON.stringify(links.map((row) => row["invoice_id"]));
}

/** Those that fit, by date. */
export function findInvoices(tables: Tables, filter: InvoiceFilter): KnownInvoice[] {
  const { dealIds, invoiceIds, number, customerId, unpaid, due } = filter;
  const conditions: [string, ...Value[]][] = [];
  if (number !== undefined) conditions.push(["lower(trim(number)) = lower(trim(?))", number]);
  if (customerId !== undefined) conditions.push(["customer_id = ?", customerId]);
  if (invoiceIds !== undefined) conditions.push([WITH_ID, JSON.stringify(invoiceIds)]);
  if (dealIds !== undefined) conditions.push([WITH_ID, idsOfDeals(tables, dealIds)]);
  if (unpaid) conditions.push([UNPAID]);
  if (due) conditions.push(["due_date >= ? and due_date < ?", due.from, due.until]);
  const more = conditions.map(([sql]) => `and ${sql} `).join("");
  const values = conditions.flatMap(([, ...values]) => values);
  const found = tables.rows("invoices", `${more}order by date, id`, values);
  return withLinks(tables, found, { all: conditions.length === 0 });
}

export function invoiceHeads(tables: Tables, dealId?: number): InvoiceHead[] {
  const [more, values] =
    dealId === undefined ? ["", []] : [`and ${WITH_ID}`, [idsOfDeals(tables, [dealId])]];
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

/** Of the deal that was linked first. */
const ofLink = (
  column: string,
) => `(select ${column} from invoice_links l where l.environment = invoices.environment
  and l.pipedrive_company = invoices.pipedrive_company and l.realm = invoices.realm and l.invoice_id = invoices.id
  order by deal_id limit 1) as ${column}`;
const OWED = `customer_id, customer_name, currency, balance, date, due_date, refreshed_at, ${ofLink("owner_id")}, ${ofLink("pipeline_id")}`;

export function owedRows(tables: Tables): Owed[] {
  const refreshed = cursorOf(tables, REFRESHED) ?? "";
  return tables
    .rows("invoices", `and ${UNPAID}`, [], OWED)
    .map((row) => ({ ...toOwed(row), refreshedAt: knownSince(row, refreshed) }));
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
