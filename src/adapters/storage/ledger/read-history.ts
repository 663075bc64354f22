/** The history, read and examined. */
import type { HistoryRow } from "../../../domain/ledger/ledger.ts";
import type { Ledger } from "../../../ports.ts";
import { chainFaults } from "../history-chain.ts";
import { findHistory, historyHead, historyPage } from "./history.ts";
import type { Tables } from "./tables.ts";
import type { Engine } from "./work.ts";

/** Rows of the history that are read at once. */
const PAGE_SIZE = 1000;

export function ledgerHistory(
  engine: Engine,
  tables: Tables,
): Pick<Ledger, "history" | "historyPages" | "verifyHistory"> {
  const { read } = engine;
  return {
    history: (filter) => read(() => findHistory(tables, filter)),
    historyPages: () => historyPages(engine, tables),
    async verifyHistory() {
      const all: HistoryRow[] = [];
      for await (const page of historyPages(engine, tables)) all.push(...page);
      const head = await read(() => historyHead(tables));
      return { rows: all.length, faults: chainFaults(all, head) };
    },
  };
}

async function* historyPages({ read }: Engine, tables: Tables): AsyncGenerator<HistoryRow[]> {
  for (let last: { place: number; seq: number } | null = { place: 0, seq: 0 }; last; ) {
    const from: { place: number; seq: number } = last;
    const page = await read(() => historyPage(tables, { last: from, size: PAGE_SIZE }));
    if (page.rows.length > 0) yield page.rows;
    last = page.last;
  }
}
