/** What `--columns` leaves of a table, in the order asked for. */
import { PdqbError } from "../domain/errors.ts";
import type { AnswerTable, Column } from "./column.ts";

/** The columns of the first table that has them. Both tables have the same rows in the same order. Throws usage for another name. */
export function chosenColumns(
  names: readonly string[],
  tables: readonly [AnswerTable, ...AnswerTable[]],
): AnswerTable {
  const known = tables.flatMap(({ rows, columns }) =>
    columns.map((column) => columnByRow(column, rows)),
  );
  const columns = names.map((name) => known.find(({ key }) => key === name));
  const unknown = names.filter((_, index) => columns[index] === undefined);
  if (names.length === 0 || unknown.length > 0) {
    const keys = new Set(known.map(({ key }) => key));
    throw new PdqbError("usage", `--columns: there is no column "${unknown.join('", "')}".`, {
      reason: `Columns: ${[...keys].join(", ")}`,
    });
  }
  const rows = tables[0].rows.map((_, index) => index);
  return { rows, columns: columns.filter((one) => one !== undefined) as Column<unknown>[] };
}

/** The same column for rows that are given by their place. */
function columnByRow(column: Column<unknown>, rows: readonly unknown[]): Column<number> {
  const { value, terminal, optional: _, ...rest } = column;
  return {
    ...rest,
    title: column.title || column.key,
    value: (row) => value(rows[row]),
    ...(terminal && { terminal: (row, paint) => terminal(rows[row], paint) || value(rows[row]) }),
  };
}
