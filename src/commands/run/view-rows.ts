import { tableOf } from "../../cli/column.ts";
import { sortRows } from "../../cli/flat.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { Context } from "../context.ts";
import { ROW_FIELDS, rowColumns, rowJson, runJson, stateText } from "../views/run.ts";
import { runText } from "../views/run-text.ts";

/** `chosen`: the rows that are listed below what the whole run comes to. `state`: theirs, where one was asked for. */
export async function showRows(
  { globals, io, show }: Context,
  run: Run,
  { rows, chosen, state }: { rows: RunRow[]; chosen: RunRow[]; state: string | undefined },
): Promise<void> {
  const sorted = sortRows(chosen, { fields: ROW_FIELDS, json: rowJson }, globals.sort);
  const shown = sorted.slice(0, globals.limit ?? sorted.length);
  const isScreen = io.outIsTerminal && !globals.csv && !globals.json && globals.fields === null;
  if (isScreen)
    await show({ json: null, text: (paint) => `${runText(run, rows, paint)}\n`, fits: true });
  await show({
    json: { ...runJson(run, rows, null), deals: shown.map(rowJson) },
    table: tableOf(shown, rowColumns(state)),
    fields: ROW_FIELDS,
    empty: state === undefined ? "The run is empty." : `None is ${stateText(state)}.`,
  });
}
