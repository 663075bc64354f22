import { type Column, tableOf } from "../../cli/column.ts";
import { listed } from "../../cli/flat.ts";
import { amountColumn, money } from "../../cli/format.ts";
import { amountOf } from "../../domain/run/limits.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { Context } from "../context.ts";
import {
  invoiceOf,
  painted,
  ROW_FIELDS,
  rowJson,
  runJson,
  stateText,
  whatOf,
} from "../views/run.ts";
import { runText } from "../views/run-text.ts";

/** `chosen`: the rows that are listed below what the whole run comes to. `state`: theirs, where one was asked for. */
export async function showRows(
  { globals, io, show }: Context,
  run: Run,
  { rows, chosen, state }: { rows: RunRow[]; chosen: RunRow[]; state: string | undefined },
): Promise<void> {
  const shown = listed(chosen, { fields: ROW_FIELDS, json: rowJson }, globals);
  const isScreen = io.outIsTerminal && !globals.csv && !globals.json && globals.fields === null;
  if (isScreen) await show({ json: null, text: (paint) => `${runText(run, rows, paint)}\n` });
  await show({
    json: { ...runJson(run, rows, null), deals: shown.map(rowJson) },
    table: tableOf(shown, rowColumns(state)),
    fields: ROW_FIELDS,
    empty: state === undefined ? "The run is empty." : `None is ${stateText(state)}.`,
  });
}

const ROW_COLUMNS: readonly Column<RunRow>[] = [
  { key: "deal", title: "Deal", value: ({ dealId }) => String(dealId) },
  { key: "title", title: "Title", value: ({ title }) => title, grow: true },
  { key: "part", title: "Part", value: ({ part }) => part ?? "", optional: true },
  { key: "customer", title: "Customer", value: ({ customer }) => customer?.name ?? "", grow: true },
  amountColumn(
    { key: "total", title: "Total" },
    (row: RunRow) => amountOf(row),
    (total, { currency }) => money(total, currency),
  ),
  { key: "currency", title: "", value: ({ currency }) => currency, terminal: () => "" },
  { key: "due_date", title: "Due", value: ({ dueDate }) => dueDate ?? "", optional: true },
  {
    key: "state",
    title: "State",
    value: ({ state }) => state,
    terminal: ({ state }, paint) => painted(state, paint),
  },
  {
    key: "invoice",
    title: "Invoice",
    value: invoiceOf,
    optional: true,
  },
  { key: "what", title: "What", value: whatOf, grow: true },
];

/** Of rows in one state the reason stands whole; among all of them it would hide the rows. */
const rowColumns = (state: string | undefined): readonly Column<RunRow>[] =>
  state === undefined
    ? ROW_COLUMNS
    : ROW_COLUMNS.map((one) => (one.key === "what" ? { ...one, below: true } : one));
