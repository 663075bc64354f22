/** The Ledger port over an engine: each method is one statement or one transaction, over the rows of one scope. */
import type { LedgerScope } from "../../../domain/ledger/ledger.ts";
import type { Ledger } from "../../../ports.ts";
import { guarded } from "./guarded.ts";
import { ledgerHistory } from "./history.ts";
import { ledgerIntents } from "./intents.ts";
import { ledgerInvoices } from "./invoices.ts";
import { ledgerLinks } from "./links.ts";
import { ledgerRuns } from "./run-rows.ts";
import { type Tables, tablesOf } from "./tables.ts";
import { type Engine, together } from "./work.ts";

type Options = { scope: LedgerScope; now: () => Date };

export function ledgerOn(
  unguarded: Engine,
  { scope, now }: Options,
): Omit<Ledger, "exclusive" | "path"> {
  const tables = tablesOf(scope, unguarded.dialect);
  const engine = { ...unguarded, write: guarded(unguarded, tables) };
  const { count } = tables;
  const { read } = engine;
  return {
    ...ledgerIntents(engine, tables),
    ...ledgerLinks(engine, tables),
    ...ledgerInvoices(engine, tables),
    ...ledgerRuns(engine, tables),
    ...ledgerCache(engine, tables, now),
    forget: () => forget(engine, tables),
    ...ledgerHistory(engine, tables),
    counts: () =>
      read(function* () {
        const [invoices, intentsOpen, customerLinks, itemLinks, taxLinks] = yield* together(
          count("invoices"),
          count("intents", "and state = 'open'"),
          count("customer_links"),
          count("item_links"),
          count("tax_links"),
        );
        return { invoices, intentsOpen, customerLinks, itemLinks, taxLinks };
      }),
  };
}

/** A dry run leaves the cache as it is. */
function ledgerCache(
  { read, write, isDry }: Engine,
  { rows, put, remove }: Tables,
  now: () => Date,
): Pick<Ledger, "cached" | "cache" | "dropCache"> {
  return {
    async cached(name, maxAgeMs) {
      // What was cached in the future was cached before the clock was set back.
      const at = now().getTime();
      const young = "and name = ? and cached_at between ? and ?";
      const [row] = await read(() => rows("cache", young, [name, at - maxAgeMs, at]));
      const json = row?.["json"];
      return typeof json === "string" ? json : undefined;
    },
    async cache(name, json) {
      if (isDry) return;
      await write(() => put("cache", { name, json, cached_at: now().getTime() }));
    },
    async dropCache(prefix) {
      if (isDry) return;
      await write(() => remove("cache", "substr(name, 1, ?) = ?", [prefix.length, prefix]));
    },
  };
}

const FORGOTTEN = [
  "intents",
  "invoices",
  "invoice_links",
  "customer_links",
  "item_links",
  "written_back",
  "runs",
  "run_rows",
  "tax_links",
  "cursors",
  "cache",
  "history_heads",
] as const;

async function forget({ write, isDry }: Engine, { remove, forgetHistory }: Tables): Promise<void> {
  if (isDry) return;
  await write(function* () {
    for (const table of FORGOTTEN) yield* remove(table, "true", []);
    yield* forgetHistory();
  });
}
