/** A row of the history as it is printed. */
import type { Column } from "../../cli/table.ts";
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

const optional = (value: string | number | null) => (value === null ? "" : String(value));

export const HISTORY_COLUMNS: readonly Column<HistoryView>[] = [
  { key: "row", title: "Row", align: "right", value: ({ row }) => String(row) },
  { key: "at", title: "When", value: ({ at }) => at },
  { key: "actor", title: "Who", value: ({ actor }) => actor },
  { key: "action", title: "What", value: ({ action }) => action },
  { key: "deal_id", title: "Deal", value: (view) => optional(view.deal_id) },
  { key: "invoice_id", title: "Invoice id", value: (view) => optional(view.invoice_id) },
  { key: "run", title: "Run", value: ({ run }) => optional(run) },
  { key: "before", title: "Before", value: ({ before }) => optional(before), grow: true },
  { key: "after", title: "After", value: ({ after }) => optional(after), grow: true },
  { key: "reason", title: "Reason", value: ({ reason }) => optional(reason), grow: true },
];
