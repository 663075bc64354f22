/** The rows of a JSON value as a table for pipes and files: a column for each member, in the value's own order, whatever the command. */

import { PdqbError } from "../domain/errors.ts";
import { type AnswerTable, type Column, tableOf } from "./column.ts";
import type { GlobalFlags } from "./command.ts";
import { isObject, type Members } from "./json.ts";

type Flat = { rows: Members[]; columns: Column<Members>[] };

/**
 * Undefined where the value has no list of `count` rows, or shows no member. `known`: names that a list without rows has, too.
 */
export function flatTable(
  json: unknown,
  { count, known = [] }: { count: number; known?: readonly string[] | undefined },
): Flat | undefined {
  const lists = isObject(json) ? Object.values(json) : [json];
  const isList = (list: unknown): list is Members[] =>
    Array.isArray(list) && list.length === count && list.every(isObject);
  const rows = lists.find(isList);
  if (!rows) return undefined;
  const names = new Set([...known, ...rows.flatMap((row) => Object.keys(row))]);
  if (names.size === 0) return undefined;
  const columns = [...names].map((key) => ({
    key,
    title: key,
    value: (row: Members) => cellText(row[key]),
  }));
  return { rows, columns };
}

/** What stands for a thing in one cell, the first that it has: of a problem its code, of a plan its digest, of an error its message. */
const NAMES = ["name", "number", "id", "code", "digest", "user", "message"];

/** What has no name of any kind is told by its members: `ready=92 problem=20`. Several things with a blank between them. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(cellText).join(" ");
  if (!isObject(value)) return String(value);
  const named = NAMES.map((key) => value[key]).find((one) => one != null);
  if (named !== undefined) return cellText(named);
  return Object.entries(value)
    .map(([key, member]) => `${key}=${cellText(member)}`)
    .join(" ");
}

/** The rows of a list as JSON; `fields` names their members, in order, where there is no row to show them. */
export type ListRows<T> = { fields: readonly string[]; json(row: T): object };

/** Rows in the order of `--sort`: a member of the JSON row, `-name` for descending; numbers by size. Throws usage for another name. */
export function sortRows<T>(
  rows: readonly T[],
  { fields, json }: ListRows<T>,
  sort: string | undefined,
): T[] {
  if (sort === undefined) return [...rows];
  const descending = sort.startsWith("-");
  const key = descending ? sort.slice(1) : sort;
  if (!fields.includes(key)) {
    throw new PdqbError("usage", `--sort: there is no column "${key}".`, {
      reason: `Columns: ${fields.join(", ")}`,
    });
  }
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, cell: cellText((json(row) as Members)[key]) }))
    .sort((a, b) => sign * compare(a.cell, b.cell))
    .map(({ row }) => row);
}

type ListFlags = Pick<GlobalFlags, "sort" | "limit">;

/** Sorted and cut as `--sort` and `--limit` say. */
export function listed<T>(rows: readonly T[], view: ListRows<T>, flags: ListFlags): T[] {
  const sorted = sortRows(rows, view, flags.sort);
  return sorted.slice(0, flags.limit ?? sorted.length);
}

/** A whole list as the answer. `name`: the member of the JSON value that holds its rows. */
export function listAnswer<T>(
  name: string,
  all: readonly T[],
  { columns, ...rows }: ListRows<T> & { columns: readonly Column<T>[] },
  flags: ListFlags,
) {
  const shown = listed(all, rows, flags);
  return {
    json: { [name]: shown.map((row) => rows.json(row)), complete: shown.length === all.length },
    table: tableOf(shown, columns),
    fields: rows.fields,
  };
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function compare(a: string, b: string): number {
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) - Number(b);
  return a.localeCompare(b, "en", { numeric: true });
}

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
