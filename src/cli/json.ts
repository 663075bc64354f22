/** The JSON face of an answer: stable, always indented by two, and narrowed to the members that `--fields` names. */
import { PdqbError } from "../domain/errors.ts";
import type { Io } from "./io.ts";
import { UNSEEN_IN_JSON } from "./text.ts";

/** Valid JSON that is also safe to look at: what JSON leaves as it is but a terminal obeys is written as `\u….` */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? "null";
  const escaped = text.replace(
    UNSEEN_IN_JSON,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${escaped}\n`;
}

/** Writes the value as the one JSON value on stdout. `known`: names that are valid though no row shows them. */
export function writeJson(
  io: Pick<Io, "out">,
  value: unknown,
  fields: string[] | null,
  known: readonly string[] = [],
): void {
  io.out(jsonText(fields === null ? value : selectFields(value, fields, known)));
}

/**
 * Keeps the named members. Of a list (an array, or an object whose first member is one) they are the members of its elements,
 * and what stands beside the list stays; of anything else they are its own. `customer.name` reaches inside.
 * Throws usage for a name that is not there.
 */
export function selectFields(
  value: unknown,
  fields: readonly string[],
  known: readonly string[] = [],
): unknown {
  const unknown = unknownFields(value, fields, known);
  if (unknown.length > 0) throw unknownFieldError(unknown, validFields(value, known));
  return keep(value, fields);
}

/** The names of `fields` that the value does not have; empty if the value is an empty list, which shows none. */
export function unknownFields(
  value: unknown,
  fields: readonly string[],
  known: readonly string[] = [],
): string[] {
  const rows = selectableRows(value);
  const valid = validFields(value, known);
  if (valid.length === 0) return [];
  return fields.filter((field) => !known.includes(field) && !rows.some((row) => has(row, field)));
}

export function unknownFieldError(unknown: readonly string[], valid: readonly string[]): PdqbError {
  return new PdqbError("usage", `--fields: there is no field "${unknown.join('", "')}".`, {
    reason: `Fields: ${valid.join(", ")}`,
  });
}

function validFields(value: unknown, known: readonly string[]): string[] {
  return [...new Set([...known, ...selectableRows(value).flatMap((row) => Object.keys(row))])];
}

/** What `keep` leaves of a value. */
export function keep(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((row) => pick(row, fields));
  if (!isObject(value)) return value;
  const list = firstList(value);
  if (list === undefined) return pick(value, fields);
  return { ...value, [list.name]: list.rows.map((row) => pick(row, fields)) };
}

/** A JSON object. */
export type Members = Record<string, unknown>;

/** Not an array, and not null. */
export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstList(value: Members): { name: string; rows: unknown[] } | undefined {
  const [first] = Object.entries(value);
  return first && Array.isArray(first[1]) ? { name: first[0], rows: first[1] } : undefined;
}

function selectableRows(value: unknown): Members[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  return firstList(value)?.rows.filter(isObject) ?? [value];
}

function has(row: Members, path: string): boolean {
  if (Object.hasOwn(row, path)) return true;
  const [head = "", ...rest] = path.split(".");
  const inner = row[head];
  if (rest.length === 0 || !Object.hasOwn(row, head)) return false;
  // A member that is null in this row may have members in another: nothing speaks against the name.
  return inner === null || (isObject(inner) && has(inner, rest.join(".")));
}

/** Members in the order in which they were asked for; a path keeps its nesting. */
function pick(row: unknown, fields: readonly string[]): unknown {
  if (!isObject(row)) return row;
  const kept: Members = {};
  for (const field of fields) {
    if (Object.hasOwn(row, field)) {
      kept[field] = row[field];
      continue;
    }
    const [head = "", ...rest] = field.split(".");
    if (rest.length === 0 || !Object.hasOwn(row, head)) continue;
    const inner = pick(row[head], [rest.join(".")]);
    const before = kept[head];
    kept[head] = isObject(before) && isObject(inner) ? { ...before, ...inner } : inner;
  }
  return kept;
}
