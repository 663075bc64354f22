/** Intents in the ledger: what makes a write happen exactly once. */
import type { Intent } from "../../../domain/ledger/ledger.ts";
import type { Ledger } from "../../../ports.ts";
import { appendHistory } from "./history.ts";
import { putInvoices } from "./known-invoices.ts";
import { customerLinkRow, intentRow, invoiceLinkRow, itemLinkRow, toIntent } from "./rows.ts";
import type { Tables } from "./tables.ts";
import { type Engine, together, type Value } from "./work.ts";

type Intents = Pick<Ledger, "intents" | "madeBy" | "openIntent" | "markSent" | "closeIntent">;

export function ledgerIntents({ read, write }: Engine, tables: Tables): Intents {
  const { rows, add, put, update } = tables;
  return {
    async intents({ id, key, state }) {
      const parts: [string, Value | undefined][] = [
        ["id", id],
        ["key", key],
        ["state", state],
      ];
      const given = parts.filter((part): part is [string, Value] => part[1] !== undefined);
      const more = given.map(([name]) => `and ${name} = ?`).join(" ");
      const values = given.map(([, value]) => value);
      // Sorted here: with an order in the query SQLite walks all that are done instead of the index of those that are open.
      const found = await read(() => rows("intents", more, values));
      return found.map(toIntent).sort(byCreation);
    },
    async madeBy({ kind, bodyStart, limit }) {
      const more = `and state = 'done' and kind = ? and substr(body, 1, ${bodyStart.length}) = ?
        and object_id is not null order by created_at desc limit ${limit}`;
      const found = await read(() => rows("intents", more, [kind, bodyStart], "object_id"));
      return found.map((row) => String(row["object_id"]));
    },
    // Never in the place of another: a second open intent of a key has to fail.
    openIntent: (intent) => write(() => add("intents", intentRow(intent))),
    markSent: (intentId, at) =>
      write(function* () {
        const first = "id = ? and first_sent_at is null";
        yield* together(
          update("intents", { first_sent_at: at }, first, [intentId]),
          update("intents", { last_sent_at: at }, "id = ?", [intentId]),
        );
      }),
    closeIntent: (intentId, { state, objectId, outcome }, also) =>
      write(function* () {
        const settled = { state, object_id: objectId ?? null, outcome };
        const { invoice, invoiceLink, customerLink, itemLink, history } = also;
        yield* together(
          update("intents", settled, "id = ?", [intentId]),
          ...(invoice ? [putInvoices(tables, [invoice.snapshot], invoice.refreshedAt)] : []),
          ...(invoiceLink ? [put("invoice_links", invoiceLinkRow(invoiceLink))] : []),
          ...(customerLink ? [put("customer_links", customerLinkRow(customerLink))] : []),
          ...(itemLink ? [put("item_links", itemLinkRow(itemLink))] : []),
          ...(history ? [appendHistory(tables, history)] : []),
        );
      }),
  };
}

function byCreation(one: Intent, other: Intent): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
