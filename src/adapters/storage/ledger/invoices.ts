/** Invoices that the ledger knows, their links to deals, and what was written back of them. */
import type { DealId } from "../../../domain/ids.ts";
import type { WrittenBack } from "../../../domain/ledger/ledger.ts";
import type { Ledger } from "../../../ports.ts";
import { appendHistory } from "./history.ts";
import {
  billedRows,
  cursorOf,
  findInvoices,
  invoiceHeads,
  newestPage,
  putInvoices,
} from "./known-invoices.ts";
import { overdueSums, owedSums } from "./owed.ts";
import { invoiceLinkRow, toInvoiceLink } from "./rows.ts";
import type { Tables } from "./tables.ts";
import { type Engine, together } from "./work.ts";

type Invoices = Pick<
  Ledger,
  | "putInvoiceLink"
  | "addInvoices"
  | "removeInvoiceLink"
  | "invoiceLinks"
  | "invoices"
  | "billedShares"
  | "owedSums"
  | "overdueSums"
  | "invoiceHeads"
  | "newestInvoices"
  | "saveInvoices"
  | "cursor"
  | "writtenBack"
  | "putWrittenBack"
>;

export function ledgerInvoices({ read, write }: Engine, tables: Tables): Invoices {
  const { rows, put, remove } = tables;
  const ofDeal = (table: "invoice_links" | "written_back", dealId: DealId | undefined) =>
    read(() => (dealId === undefined ? rows(table) : rows(table, "and deal_id = ?", [dealId])));
  return {
    putInvoiceLink: (link, history) =>
      write(function* () {
        yield* put("invoice_links", invoiceLinkRow(link));
        if (history) yield* appendHistory(tables, history);
      }),
    addInvoices: (found, refreshedAt) =>
      write(function* () {
        for (const { link } of found) yield* put("invoice_links", invoiceLinkRow(link));
        const invoices = found.map(({ invoice }) => invoice);
        yield* putInvoices(tables, invoices, refreshedAt);
      }),
    removeInvoiceLink: (dealId, invoiceId, history) =>
      write(function* () {
        const where = "deal_id = ? and invoice_id = ?";
        const was = yield* remove("invoice_links", where, [dealId, invoiceId]);
        if (was && history) yield* appendHistory(tables, history);
        return was;
      }),
    invoiceLinks: async (dealId) => (await ofDeal("invoice_links", dealId)).map(toInvoiceLink),
    invoices: (filter) => read(() => findInvoices(tables, filter)),
    billedShares: (dealIds) => read(() => billedRows(tables, dealIds)),
    owedSums: (asOf, by) => read(() => owedSums(tables, { asOf, by })),
    overdueSums: (today) => read(() => overdueSums(tables, today)),
    invoiceHeads: (dealId) => read(() => invoiceHeads(tables, dealId)),
    async *newestInvoices(size) {
      for (let after: Parameters<typeof newestPage>[1]["after"]; ; ) {
        const last = after;
        const page = await read(() => newestPage(tables, { after: last, size }));
        if (page.length > 0) yield page;
        after = page.at(-1)?.invoice;
        if (!after || page.length < size) return;
      }
    },
    saveInvoices: (invoices, refreshedAt, cursors = {}, history = []) =>
      write(function* () {
        const named = Object.entries(cursors).map(([name, value]) => ({ name, value }));
        yield* together(
          putInvoices(tables, invoices, refreshedAt),
          put("cursors", ...named),
          appendHistory(tables, ...history),
        );
      }),
    cursor: (name) => read(() => cursorOf(tables, name)),
    writtenBack: async (dealId) =>
      (await ofDeal("written_back", dealId)).map(
        (row) => JSON.parse(String(row["json"])) as WrittenBack,
      ),
    putWrittenBack: (row) =>
      write(() => put("written_back", { deal_id: row.dealId, json: JSON.stringify(row) })),
  };
}
