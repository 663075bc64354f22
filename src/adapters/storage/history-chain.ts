/**
 * The history as a chain: each row has its place, counted from 1 for a company pair, and a hash over itself and the hash of the row
 * before (SHA-256, hex). The head, kept beside the rows, says how many there are and what the last hash is.
 */
import { createHash } from "node:crypto";
import type { HistoryEntry, HistoryFault, HistoryRow } from "../../domain/ledger/ledger.ts";

export type HistoryHead = { rows: number; hash: string };

export const NO_HISTORY: HistoryHead = { rows: 0, hash: "" };

export function historyHash(previous: string, row: number, entry: HistoryEntry): string {
  const { at, actor, action, invoiceId, dealId, run } = entry;
  const { requestId, traceId, before, after, reason } = entry;
  const told = [
    at,
    actor,
    action,
    invoiceId,
    dealId,
    run,
    requestId,
    traceId,
    before,
    after,
    reason,
  ];
  return createHash("sha256")
    .update(JSON.stringify([previous, row, ...told]))
    .digest("hex");
}

/**
 * What is wrong with the chain, by rows. `rows`: all, by their place. A row that was changed does not make the next one wrong: that
 * one is held against the hash that the row shows and against the one that it should have.
 */
export function chainFaults(rows: readonly HistoryRow[], head: HistoryHead): HistoryFault[] {
  const faults: HistoryFault[] = [];
  let previous = [NO_HISTORY.hash];
  let next = 1;
  for (const one of rows) {
    if (one.row > head.rows) {
      faults.push({ row: one.row, why: "It was added by something other than pdqb." });
      continue;
    }
    if (one.row < next) {
      faults.push({ row: one.row, why: "There are two rows in this place." });
      continue;
    }
    for (; next < one.row; next += 1) {
      faults.push({ row: next, why: "It was removed." });
      previous = [];
    }
    const expected = previous.map((hash) => historyHash(hash, one.row, one));
    const isSound = expected.includes(one.hash);
    if (previous.length > 0 && !isSound) faults.push({ row: one.row, why: "It was changed." });
    previous = isSound ? [one.hash] : [one.hash, ...expected];
    next = one.row + 1;
  }
  for (; next <= head.rows; next += 1) faults.push({ row: next, why: "It was removed." });
  const last = rows.findLast(({ row }) => row === head.rows);
  const isFound = faults.some(({ row }) => row === head.rows);
  if (last && last.hash !== head.hash && !isFound)
    faults.push({ row: last.row, why: "It is not the row that was written last." });
  return faults;
}
