/** Snapshots of invoices with their links, as one value. */
import { type KnownInvoice, REFRESHED } from "../../../domain/ledger/ledger.ts";
import { invoiceRow, lastTotal, toInvoice, toInvoiceLink } from "./rows.ts";
import type { Row, Tables } from "./tables.ts";

/** `all`: the rows are all that there are. */
export function withLinks(tables: Tables, found: Row[], { all }: { all: boolean }): KnownInvoice[] {
  const ids = JSON.stringify(found.map((row) => row["id"]));
  const links = all
    ? tables.rows("invoice_links")
    : tables.rows("invoice_links", "and invoice_id in (select value from json_each(?))", [ids]);
  const byInvoice = grouped(links.map(toInvoiceLink));
  const refreshed = cursorOf(tables, REFRESHED) ?? "";
  return found.map((row) => {
    const readAt = String(row["refreshed_at"]);
    const isOlder = readAt < refreshed;
    return {
      invoice: toInvoice(row),
      refreshedAt: isOlder ? refreshed : readAt,
      lastTotal: lastTotal(row),
      links: byInvoice.get(String(row["id"])) ?? [],
    };
  });
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
  for (const link of links)
    groups.set(link.invoiceId, [...(groups.get(link.invoiceId) ?? []), link]);
  return groups;
}
