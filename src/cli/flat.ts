/** The rows of a JSON value as a table for pipes and files: a column for each member, in the value's own order, whatever the command. */
import { PdqbError } from "../domain/errors.ts";
import { isObject, type Members } from "./json.ts";
import type { Column } from "./table.ts";

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

/** A thing by its name, else its number or id; what has none of them as JSON. Several with a blank between them. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(cellText).join(" ");
  if (!isObject(value)) return String(value);
  const named = ["name", "number", "id"].map((key) => value[key]).find((one) => one != null);
  return named === undefined ? JSON.stringify(value) : cellText(named);
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

const NUMBER = /^-?\d+(\.\d+)?$/;

function compare(a: string, b: string): number {
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) - Number(b);
  return a.localeCompare(b, "en", { numeric: true });
}
