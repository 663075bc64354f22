/** The rows of the history: appended under the ledger's write lock, so that each follows the one before. */
import type { HistoryEntry, HistoryRow } from "../../../domain/ledger/ledger.ts";
import type { HistoryFilter } from "../../../ports.ts";
import { type HistoryHead, historyHash, NO_HISTORY } from "../history-chain.ts";
import { historyRow, toHistoryRow } from "./history-rows.ts";
import type { Value } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

export function appendHistory(tables: Tables, entry: HistoryEntry): void {
  const head = historyHead(tables);
  const row = head.rows + 1;
  const hash = historyHash(head.hash, row, entry);
  tables.put("history", { ...historyRow(entry), place: row, hash });
  tables.put("history_heads", { places: row, hash });
}

export function historyHead(tables: Tables): HistoryHead {
  const [head] = tables.rows("history_heads");
  return head ? { rows: Number(head["places"]), hash: String(head["hash"]) } : NO_HISTORY;
}

/** The newest first. */
export function findHistory(tables: Tables, filter: HistoryFilter): HistoryRow[] {
  const { invoiceId, dealId, run, since, actor, limit } = filter;
  const conditions: [string, Value | undefined][] = [
    ["invoice_id = ?", invoiceId],
    ["deal_id = ?", dealId],
    ["run = ?", run],
    ["at >= ?", since],
    ["instr(lower(actor), lower(?)) > 0", actor],
  ];
  const given = conditions.filter((one): one is [string, Value] => one[1] !== undefined);
  const more = given.map(([sql]) => `and ${sql} `).join("");
  const values = given.map(([, value]) => value);
  return tables
    .rows("history", `${more}order by seq desc limit ?`, [...values, limit])
    .map(toHistoryRow);
}

/** All, by their places. */
export function* historyPages(tables: Tables, pageSize: number): Generator<HistoryRow[]> {
  for (let [place, seq] = [0, 0]; ; ) {
    const more = "and (place, seq) > (?, ?) order by place, seq limit ?";
    const page = tables.rows("history", more, [place, seq, pageSize]);
    if (page.length > 0) yield page.map(toHistoryRow);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    [place, seq] = [Number(last["place"]), Number(last["seq"])];
  }
}
