/** The rows of the history: appended under the ledger's write lock, so that each follows the one before. */
import type { HistoryEntry, HistoryRow } from "../../../domain/ledger/ledger.ts";
import type { HistoryFilter, Ledger } from "../../../ports.ts";
import { chainFaults, type HistoryHead, historyHash, NO_HISTORY } from "../history-chain.ts";
import { historyRow, toHistoryRow } from "./history-rows.ts";
import type { Tables } from "./tables.ts";
import type { Engine, Value, Work } from "./work.ts";

export function* appendHistory(tables: Tables, ...entries: HistoryEntry[]): Work<void> {
  if (entries.length === 0) return;
  let { rows: place, hash } = yield* historyHead(tables);
  for (const entry of entries) {
    place += 1;
    hash = historyHash(hash, place, entry);
    yield* tables.add("history", { ...historyRow(entry), place, hash });
  }
  yield* tables.put("history_heads", { places: place, hash });
}

function* historyHead(tables: Tables): Work<HistoryHead> {
  const [head] = yield* tables.rows("history_heads");
  return head ? { rows: Number(head["places"]), hash: String(head["hash"]) } : NO_HISTORY;
}

/** The newest first. */
function* findHistory(tables: Tables, filter: HistoryFilter): Work<HistoryRow[]> {
  const { invoiceId, dealId, run, since, actor, limit } = filter;
  const conditions: [string, Value | undefined][] = [
    ["invoice_id = ?", invoiceId],
    ["deal_id = ?", dealId],
    ["run = ?", run],
    ["at >= ?", since],
    [tables.dialect.hasPart("actor"), actor],
  ];
  const given = conditions.filter((one): one is [string, Value] => one[1] !== undefined);
  const more = given.map(([sql]) => `and ${sql} `).join("");
  const values = given.map(([, value]) => value);
  const found = yield* tables.rows("history", `${more}order by seq desc limit ?`, [
    ...values,
    limit,
  ]);
  return found.map(toHistoryRow);
}

/** So many by their places, those after `last`. */
function* historyPage(
  tables: Tables,
  { last, size }: { last: { place: number; seq: number }; size: number },
): Work<{ rows: HistoryRow[]; last: { place: number; seq: number } | null }> {
  const more = "and (place, seq) > (?, ?) order by place, seq limit ?";
  const page = yield* tables.rows("history", more, [last.place, last.seq, size]);
  const end = page.at(-1);
  const isLast = !end || page.length < size;
  return {
    rows: page.map(toHistoryRow),
    last: isLast ? null : { place: Number(end["place"]), seq: Number(end["seq"]) },
  };
}

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
