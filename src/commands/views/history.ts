/** A row of the history as it is printed. */
import type { Column } from "../../cli/column.ts";
import { localTime } from "../../cli/when.ts";
import type { HistoryRow } from "../../domain/ledger/ledger.ts";

export const historyView = (row: HistoryRow) => ({
  row: row.row,
  at: row.at,
  actor: row.actor,
  action: row.action,
  deal_id: row.dealId,
  invoice_id: row.invoiceId,
  run: row.run,
  before: row.before,
  after: row.after,
  reason: row.reason,
  request_id: row.requestId,
  trace_id: row.traceId,
  hash: row.hash,
});
type HistoryView = ReturnType<typeof historyView>;

const filled = (value: string | number | null) => (value === null ? "" : String(value));

export const HISTORY_FIELDS: readonly (keyof HistoryView)[] = [
  ...(["row", "at", "actor", "action", "deal_id", "invoice_id", "run", "before"] as const),
  ...(["after", "reason", "request_id", "trace_id", "hash"] as const),
];

export const HISTORY_COLUMNS: readonly Column<HistoryView>[] = [
  { key: "row", title: "Row", align: "right", value: ({ row }) => String(row), optional: true },
  { key: "at", title: "When", value: ({ at }) => at, terminal: ({ at }) => localTime(at) },
  { key: "actor", title: "Who", value: ({ actor }) => actor, optional: true },
  { key: "action", title: "What", value: ({ action }) => action },
  { key: "deal_id", title: "Deal", value: (view) => filled(view.deal_id), optional: true },
  {
    key: "invoice_id",
    title: "Invoice id",
    value: (view) => filled(view.invoice_id),
    optional: true,
  },
  { key: "run", title: "Run", value: ({ run }) => filled(run), optional: true },
  {
    key: "before",
    title: "Before",
    value: ({ before }) => filled(before),
    grow: true,
    optional: true,
  },
  { key: "after", title: "After", value: ({ after }) => filled(after), grow: true },
  {
    key: "reason",
    title: "Reason",
    value: ({ reason }) => filled(reason),
    grow: true,
    optional: true,
  },
];
