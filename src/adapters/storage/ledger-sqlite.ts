/**
 * The Ledger port on SQLite. Each method is one statement or one transaction; rows are keyed by the scope, so that those of
 * another company pair are never seen. Reading a ledger that does not exist finds nothing and makes nothing.
 */
import {
  type KnownInvoice,
  type LedgerScope,
  REFRESHED,
  type WrittenBack,
} from "../../domain/ledger.ts";
import type { Ledger } from "../../ports.ts";
import {
  type Database,
  emptyDatabase,
  ledgerError,
  openDatabase,
  type Value,
} from "./ledger/database.ts";
import {
  customerLinkRow,
  historyRow,
  intentRow,
  invoiceLinkRow,
  invoiceRow,
  itemLinkRow,
  lastTotal,
  taxLinkRow,
  toCustomerLink,
  toHistory,
  toIntent,
  toInvoice,
  toInvoiceLink,
  toItemLink,
  toTaxLink,
} from "./ledger/rows.ts";
import { exclusive } from "./locks-sqlite.ts";
import type { HomePaths } from "./paths.ts";

export type LedgerOptions = {
  paths: HomePaths;
  scope: LedgerScope;
  /** `dry` makes no file and changes no row. */
  mode: "write" | "dry";
  now: () => Date;
};

const OURS = "environment = ? and pipedrive_company = ? and realm = ?";
type Row = Record<string, Value>;

export function openLedger({ paths, scope, mode, now }: LedgerOptions): Ledger {
  const own: Value[] = [scope.environment, scope.pipedriveCompany, scope.realm];
  let writable: Database | undefined;
  let readable: Database | undefined;

  function forWriting(): Database {
    if (mode === "dry") throw new Error("A dry run must not write to the ledger");
    writable ??= openDatabase(paths.ledger, true);
    return writable as Database;
  }
  function forReading(): Database {
    readable ??= writable ?? openDatabase(paths.ledger, false);
    return readable ?? emptyDatabase();
  }
  /** Rows of `table` in our scope; `more` follows `where`. */
  function rows(table: string, more = "", values: Value[] = [], what = "*"): Row[] {
    const database = forReading();
    try {
      const statement = database.prepare(`select ${what} from ${table} where ${OURS} ${more}`);
      return statement.all(...own, ...values) as Row[];
    } catch (error) {
      throw ledgerError(paths.ledger, error);
    }
  }
  function run(sql: string, values: Value[]): number {
    const database = forWriting();
    try {
      return Number(database.prepare(sql).run(...values).changes);
    } catch (error) {
      throw ledgerError(paths.ledger, error);
    }
  }
  function put(table: string, row: Row, verb = "insert or replace"): void {
    const names = ["environment", "pipedrive_company", "realm", ...Object.keys(row)];
    const holes = names.map(() => "?").join(", ");
    run(`${verb} into ${table} (${names.join(", ")}) values (${holes})`, [
      ...own,
      ...Object.values(row),
    ]);
  }
  function remove(table: string, where: string, values: Value[]): boolean {
    return run(`delete from ${table} where ${OURS} and ${where}`, [...own, ...values]) > 0;
  }
  function transaction(work: () => void): void {
    const database = forWriting();
    try {
      database.exec("begin immediate");
      work();
      database.exec("commit");
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw ledgerError(paths.ledger, error);
    }
  }
  const cursor = (name: string) => text(rows("cursors", "and name = ?", [name])[0]?.["value"]);
  const count = (table: string, more = "") =>
    Number(rows(table, more, [], "count(*) as rows")[0]?.["rows"] ?? 0);
  /** `all`: the rows are all that there are. */
  function withLinks(found: Row[], all: boolean): KnownInvoice[] {
    const links = all
      ? rows("invoice_links")
      : rows("invoice_links", "and invoice_id in (select value from json_each(?))", [
          JSON.stringify(found.map((row) => row["id"])),
        ]);
    const byInvoice = grouped(links.map(toInvoiceLink));
    const refreshed = cursor(REFRESHED) ?? "";
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
  function putInvoice(row: Row): void {
    const [before] = rows("invoices", "and id = ?", [row["id"] ?? null]);
    const isZero = Number(row["total"]) === 0;
    put("invoices", {
      ...row,
      last_total: isZero ? (before?.["last_total"] ?? null) : (row["total"] ?? null),
    });
  }

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
      run(
        `update intents set first_sent_at = coalesce(first_sent_at, ?), last_sent_at = ? where ${OURS} and id = ?`,
        [at, at, ...own, intentId],
      );
    },
    async settleIntent(intentId, { state, objectId, outcome }, also) {
      transaction(() => {
        run(`update intents set state = ?, object_id = ?, outcome = ? where ${OURS} and id = ?`, [
          state,
          objectId ?? null,
          outcome,
          ...own,
          intentId,
        ]);
        if (also.invoice) putInvoice(invoiceRow(also.invoice.snapshot, also.invoice.refreshedAt));
        if (also.invoiceLink) put("invoice_links", invoiceLinkRow(also.invoiceLink));
        if (also.customerLink) put("customer_links", customerLinkRow(also.customerLink));
        if (also.itemLink) put("item_links", itemLinkRow(also.itemLink));
        if (also.history) put("history", historyRow(also.history));
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
    removeTaxLink: async (percent) => remove("tax_links", "percent = ?", [percent]),

    async putInvoiceLink(link, history) {
      transaction(() => {
        put("invoice_links", invoiceLinkRow(link));
        if (history) put("history", historyRow(history));
      });
    },
    async removeInvoiceLink(dealId, invoiceId, history) {
      let was = false;
      transaction(() => {
        was = remove("invoice_links", "deal_id = ? and invoice_id = ?", [dealId, invoiceId]);
        if (was && history) put("history", historyRow(history));
      });
      return was;
    },
    invoiceLinks: async (dealId) =>
      (dealId === undefined
        ? rows("invoice_links")
        : rows("invoice_links", "and deal_id = ?", [dealId])
      ).map(toInvoiceLink),
    async invoices({ dealId, invoiceIds, number }) {
      const conditions: [string, Value][] = [];
      if (number !== undefined) conditions.push(["and number = ?", number]);
      if (invoiceIds !== undefined)
        conditions.push(["and id in (select value from json_each(?))", JSON.stringify(invoiceIds)]);
      if (dealId !== undefined) {
        const ofDeal = rows("invoice_links", "and deal_id = ?", [dealId]);
        const ids = JSON.stringify(ofDeal.map((row) => row["invoice_id"]));
        conditions.push(["and id in (select value from json_each(?))", ids]);
      }
      const found = rows(
        "invoices",
        `${conditions.map(([sql]) => sql).join(" ")} order by date, id`,
        conditions.map(([, value]) => value),
      );
      return withLinks(found, conditions.length === 0);
    },
    async *newestInvoices(pageSize) {
      let before: Value[] = [];
      for (;;) {
        const older = before.length === 0 ? "" : "and (date, id) < (?, ?)";
        const more = `${older} order by date desc, id desc limit ${pageSize}`;
        const page = rows("invoices", more, before);
        if (page.length > 0) yield withLinks(page, false);
        const last = page.at(-1);
        if (!last || page.length < pageSize) return;
        before = [last["date"] ?? null, last["id"] ?? null];
      }
    },
    async saveInvoices(invoices, refreshedAt, cursors = {}, history = []) {
      transaction(() => {
        for (const invoice of invoices) putInvoice(invoiceRow(invoice, refreshedAt));
        for (const [name, value] of Object.entries(cursors)) put("cursors", { name, value });
        for (const entry of history) put("history", historyRow(entry));
      });
    },
    cursor: async (name) => cursor(name),

    writtenBack: async (dealId) =>
      (dealId === undefined
        ? rows("written_back")
        : rows("written_back", "and deal_id = ?", [dealId])
      ).map((row) => JSON.parse(String(row["json"])) as WrittenBack),
    putWrittenBack: async (row) =>
      put("written_back", { deal_id: row.dealId, json: JSON.stringify(row) }),

    async cached(name, maxAgeMs) {
      const oldest = now().getTime() - maxAgeMs;
      return text(rows("cache", "and name = ? and cached_at >= ?", [name, oldest])[0]?.["json"]);
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
      ] as const;
      transaction(() => {
        for (const table of [...tables, "tax_links", "cursors", "cache"] as const)
          remove(table, "true", []);
      });
    },

    async history({ invoiceId, limit }) {
      const found =
        invoiceId === undefined
          ? rows("history", "order by seq desc limit ?", [limit])
          : rows("history", "and invoice_id = ? order by seq desc limit ?", [invoiceId, limit]);
      return found.map(toHistory);
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

function grouped<T extends { invoiceId: string }>(links: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const link of links)
    groups.set(link.invoiceId, [...(groups.get(link.invoiceId) ?? []), link]);
  return groups;
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
