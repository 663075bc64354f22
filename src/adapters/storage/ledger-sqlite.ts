/**
 * The Ledger port on SQLite. Each method is one statement or one transaction; rows are keyed by the scope, so that those of
 * another company pair are never seen. Reading a ledger that does not exist finds nothing and makes nothing.
 */
import type { WrittenBack } from "../../domain/ledger/ledger.ts";
import type { Ledger } from "../../ports.ts";
import { chainFaults } from "./history-chain.ts";
import { appendHistory, findHistory, historyHead, historyPages } from "./ledger/history.ts";
import {
  cursorOf,
  findInvoices,
  invoiceHeads,
  owedRows,
  putInvoice,
  withLinks,
} from "./ledger/known-invoices.ts";
import {
  customerLinkRow,
  intentRow,
  invoiceLinkRow,
  itemLinkRow,
  taxLinkRow,
  toCustomerLink,
  toIntent,
  toInvoiceLink,
  toItemLink,
  toTaxLink,
} from "./ledger/rows.ts";
import { ledgerRuns } from "./ledger/run-rows.ts";
import type { Value } from "./ledger/sqlite.ts";
import { type LedgerOptions, openTables } from "./ledger/tables.ts";
import { exclusive } from "./locks-sqlite.ts";

/** Rows of the history that are read at once. */
const PAGE_SIZE = 1000;

export function openLedger(options: LedgerOptions): Ledger {
  const { paths, scope, mode, now } = options;
  const tables = openTables(options);
  const { rows, put, remove, update, transaction, count } = tables;

  return {
    exclusive: (key, work, options) =>
      exclusive(
        paths.locks,
        `${scope.environment}/${scope.pipedriveCompany}/${scope.realm}/${key}`,
        work,
        options,
      ),
    path: async () => paths.ledger,

    async intents({ id, key, state }) {
      const parts: [string, Value | undefined][] = [
        ["id", id],
        ["key", key],
        ["state", state],
      ];
      const given = parts.filter((part): part is [string, Value] => part[1] !== undefined);
      const more = given.map(([name]) => `and ${name} = ?`).join(" ");
      return rows(
        "intents",
        `${more} order by created_at, id`,
        given.map(([, value]) => value),
      ).map(toIntent);
    },
    async openIntent(intent) {
      // Never in the place of another: a second open intent of a key has to fail.
      transaction(() => put("intents", intentRow(intent), "insert"));
    },
    async markSent(intentId, at) {
      const sent = "first_sent_at = coalesce(first_sent_at, ?), last_sent_at = ?";
      update("intents", sent, [at, at], "id = ?", [intentId]);
    },
    async closeIntent(intentId, { state, objectId, outcome }, also) {
      transaction(() => {
        const settled = "state = ?, object_id = ?, outcome = ?";
        update("intents", settled, [state, objectId ?? null, outcome], "id = ?", [intentId]);
        if (also.invoice) putInvoice(tables, also.invoice.snapshot, also.invoice.refreshedAt);
        if (also.invoiceLink) put("invoice_links", invoiceLinkRow(also.invoiceLink));
        if (also.customerLink) put("customer_links", customerLinkRow(also.customerLink));
        if (also.itemLink) put("item_links", itemLinkRow(also.itemLink));
        if (also.history) appendHistory(tables, also.history);
      });
    },

    async customerLink(source, sourceId, currency) {
      const [row] = rows("customer_links", "and source = ? and source_id = ? and currency = ?", [
        source,
        sourceId,
        currency,
      ]);
      return row && toCustomerLink(row);
    },
    customerLinks: async () => rows("customer_links").map(toCustomerLink),
    putCustomerLink: async (link) => put("customer_links", customerLinkRow(link)),
    async removeCustomerLink(source, sourceId, currency) {
      return currency === undefined
        ? remove("customer_links", "source = ? and source_id = ?", [source, sourceId])
        : remove("customer_links", "source = ? and source_id = ? and currency = ?", [
            source,
            sourceId,
            currency,
          ]);
    },
    itemLinks: async () => rows("item_links").map(toItemLink),
    putItemLink: async (link) => put("item_links", itemLinkRow(link)),
    removeItemLink: async (productId, variationId) =>
      remove("item_links", "product_id = ? and variation_id = ?", [productId, variationId ?? 0]),
    taxLinks: async () => rows("tax_links").map(toTaxLink),
    putTaxLink: async (link) => put("tax_links", taxLinkRow(link)),
    removeTaxLink: async (percent, customerId) =>
      remove("tax_links", "percent = ? and customer_id = ?", [percent, customerId ?? ""]),

    async putInvoiceLink(link, history) {
      transaction(() => {
        put("invoice_links", invoiceLinkRow(link));
        if (history) appendHistory(tables, history);
      });
    },
    async addInvoices(found, refreshedAt) {
      transaction(() => {
        for (const { invoice, link } of found) {
          put("invoice_links", invoiceLinkRow(link));
          putInvoice(tables, invoice, refreshedAt);
        }
      });
    },
    async removeInvoiceLink(dealId, invoiceId, history) {
      let was = false;
      transaction(() => {
        was = remove("invoice_links", "deal_id = ? and invoice_id = ?", [dealId, invoiceId]);
        if (was && history) appendHistory(tables, history);
      });
      return was;
    },
    invoiceLinks: async (dealId) =>
      (dealId === undefined
        ? rows("invoice_links")
        : rows("invoice_links", "and deal_id = ?", [dealId])
      ).map(toInvoiceLink),
    invoices: async (filter) => findInvoices(tables, filter),
    owed: async () => owedRows(tables),
    invoiceHeads: async (dealId) => invoiceHeads(tables, dealId),
    async *newestInvoices(pageSize) {
      let before: Value[] = [];
      for (;;) {
        const older = before.length === 0 ? "" : "and (date, id) < (?, ?)";
        const more = `${older} order by date desc, id desc limit ${pageSize}`;
        const page = rows("invoices", more, before);
        if (page.length > 0) yield withLinks(tables, page, { all: false });
        const last = page.at(-1);
        if (!last || page.length < pageSize) return;
        before = [last["date"] ?? null, last["id"] ?? null];
      }
    },
    async saveInvoices(invoices, refreshedAt, cursors = {}, history = []) {
      transaction(() => {
        for (const invoice of invoices) putInvoice(tables, invoice, refreshedAt);
        for (const [name, value] of Object.entries(cursors)) put("cursors", { name, value });
        for (const entry of history) appendHistory(tables, entry);
      });
    },
    cursor: async (name) => cursorOf(tables, name),

    ...ledgerRuns(tables),

    writtenBack: async (dealId) =>
      (dealId === undefined
        ? rows("written_back")
        : rows("written_back", "and deal_id = ?", [dealId])
      ).map((row) => JSON.parse(String(row["json"])) as WrittenBack),
    putWrittenBack: async (row) =>
      put("written_back", { deal_id: row.dealId, json: JSON.stringify(row) }),

    async cached(name, maxAgeMs) {
      // What was cached in the future was cached before the clock was set back.
      const at = now().getTime();
      const young = "and name = ? and cached_at between ? and ?";
      return text(rows("cache", young, [name, at - maxAgeMs, at])[0]?.["json"]);
    },
    async cache(name, json) {
      if (mode === "write") put("cache", { name, json, cached_at: now().getTime() });
    },
    async dropCache(prefix) {
      if (mode === "write") remove("cache", "substr(name, 1, ?) = ?", [prefix.length, prefix]);
    },

    async forget() {
      if (mode !== "write") return;
      const tables = [
        "intents",
        "invoices",
        "invoice_links",
        "customer_links",
        "item_links",
        "written_back",
        "runs",
        "run_rows",
      ] as const;
      transaction(() => {
        const rest = ["tax_links", "cursors", "cache", "history", "history_heads"] as const;
        for (const table of [...tables, ...rest]) remove(table, "true", []);
      });
    },

    history: async (filter) => findHistory(tables, filter),
    async *historyPages() {
      yield* historyPages(tables, PAGE_SIZE);
    },
    async verifyHistory() {
      const all = [...historyPages(tables, PAGE_SIZE)].flat();
      const head = historyHead(tables);
      return { rows: all.length, faults: chainFaults(all, head) };
    },
    counts: async () => ({
      invoices: count("invoices"),
      intentsOpen: count("intents", "and state = 'open'"),
      customerLinks: count("customer_links"),
      itemLinks: count("item_links"),
      taxLinks: count("tax_links"),
    }),
  };
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
