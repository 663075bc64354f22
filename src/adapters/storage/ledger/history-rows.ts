/** Rows of the history, to values and back. */
import type { HistoryEntry, HistoryRow } from "../../../domain/ledger/ledger.ts";
import { integer, integerOrNull, type Row, text, textOrNull } from "./work.ts";

export const toHistory = (row: Row): HistoryEntry => ({
  at: text(row, "at"),
  actor: text(row, "actor"),
  action: text(row, "action"),
  invoiceId: textOrNull(row, "invoice_id"),
  dealId: integerOrNull(row, "deal_id"),
  requestId: textOrNull(row, "request_id"),
  traceId: textOrNull(row, "trace_id"),
  before: textOrNull(row, "before"),
  after: textOrNull(row, "after"),
  run: textOrNull(row, "run"),
  reason: textOrNull(row, "reason"),
});

export const toHistoryRow = (row: Row): HistoryRow => ({
  ...toHistory(row),
  row: integer(row, "place"),
  hash: text(row, "hash"),
});

export const historyRow = (entry: HistoryEntry): Row => ({
  at: entry.at,
  actor: entry.actor,
  action: entry.action,
  invoice_id: entry.invoiceId,
  deal_id: entry.dealId,
  request_id: entry.requestId,
  trace_id: entry.traceId,
  before: entry.before,
  after: entry.after,
  run: entry.run,
  reason: entry.reason,
});
