/** Rows of the history beside the names of their invoices: people know an invoice by its number. */
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { HistoryRow, KnownInvoice } from "../../domain/ledger/ledger.ts";

/** `invoice`: as lists show it; empty where the row is about none. */
export type NumberedRow = HistoryRow & { invoice: string };

export function numbered(
  rows: readonly HistoryRow[],
  known: readonly KnownInvoice[],
): NumberedRow[] {
  const names = new Map(known.map(({ invoice }) => [invoice.id, invoiceName(invoice)]));
  const nameOf = (id: string | null) => (id === null ? "" : (names.get(id) ?? `id:${id}`));
  return rows.map((row) => ({ ...row, invoice: nameOf(row.invoiceId) }));
}
