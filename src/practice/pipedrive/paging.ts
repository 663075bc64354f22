/** Pages: cursors in v2, `start` and `limit` in v1 (docs/pipedrive.md 2.2). */
import { invalid } from "./answers.ts";
import type { Answer, Call } from "./call.ts";

type Sortable = { id: string | number };

/** One page of v2, ordered by `sort_by`, equal values by id. The cursor names the last row seen, so rows may come and go between pages. */
export function cursorPage<T extends Sortable>(
  call: Call,
  rows: T[],
  toWire: (row: T) => unknown,
  memberOf: (row: T, field: string) => unknown = (row, field) =>
    (row as Record<string, unknown>)[field],
): Answer {
  const field = String(call.query.sort_by ?? "id");
  const sign = call.query.sort_direction === "desc" ? -1 : 1;
  const keyOf = (row: T): unknown => (field === "id" ? Number(row.id) : memberOf(row, field));
  const compare = (a: Key, b: Key): number => sign * (order(a.value, b.value) || order(a.id, b.id));
  const sorted = rows.map((row) => ({ row, value: keyOf(row), id: Number(row.id) })).sort(compare);
  const after = readCursor(call, field);
  const from = after ? sorted.findIndex((entry) => compare(entry, after) > 0) : 0;
  const limit = Number(call.query.limit ?? 100);
  const page = from < 0 ? [] : sorted.slice(from, from + limit);
  const last = page.at(-1);
  const hasMore = from >= 0 && from + limit < sorted.length;
  return {
    data: page.map((entry) => toWire(entry.row)),
    additional: { next_cursor: hasMore && last ? writeCursor(field, last) : null },
  };
}

/** A page over results that have an order of their own, as hits of a search. */
export function offsetPage<T>(call: Call, rows: T[]): { rows: T[]; next: string | null } {
  const after = readCursor(call, "offset");
  const from = after ? after.id : 0;
  const limit = Number(call.query.limit ?? 100);
  const to = from + limit;
  return {
    rows: rows.slice(from, to),
    next: to < rows.length ? writeCursor("offset", { value: to, id: to }) : null,
  };
}

export function startPage<T>(call: Call, rows: T[], limitMax: number): Answer {
  const start = Math.max(0, Number(call.query.start ?? 0));
  const limit = Math.min(limitMax, Math.max(1, Number(call.query.limit ?? 100)));
  const hasMore = start + limit < rows.length;
  return {
    data: rows.slice(start, start + limit),
    additional: {
      pagination: {
        start,
        limit,
        more_items_in_collection: hasMore,
        ...(hasMore && { next_start: start + limit }),
      },
    },
  };
}

type Key = { value: unknown; id: number };

/** Nulls first; texts by code unit, which is right for times and dates. */
function order(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return a < b ? -1 : 1;
}

function writeCursor(field: string, { value, id }: Key): string {
  return Buffer.from(JSON.stringify({ field, fieldValue: value, id })).toString("base64url");
}

/** A cursor of another order is refused: it would skip rows silently. */
function readCursor(call: Call, field: string): Key | undefined {
  const text = call.query.cursor;
  if (text === undefined) return undefined;
  try {
    const cursor = JSON.parse(Buffer.from(String(text), "base64url").toString()) as {
      field: string;
      fieldValue: unknown;
      id: number;
    };
    if (cursor.field === field && Number.isInteger(cursor.id))
      return { value: cursor.fieldValue, id: cursor.id };
  } catch {
    // Not a cursor of ours: refused below like one of another order.
  }
  throw invalid("cursor", "is not valid");
}
