/** What deals, persons, organizations and products have in common: single read, list by ids, times, labels, deletion. */
import type { Table } from "../state.ts";
import { notFound } from "./answers.ts";
import type { Call, Json } from "./call.ts";
import { type CustomFieldsWriter, customFieldsWriter, labelOf } from "./custom-fields.ts";
import type { EntityRow, FieldOwner } from "./rows.ts";
import { v2Time } from "./times.ts";

const DELETED_KEPT_MS = 30 * 86_400_000;

/** The row of a path's id. Deleted ones stay readable for 30 days, or are not found, by setting (docs/pipedrive.md 3.1, 13). */
export function readEntity<T extends EntityRow>(call: Call, table: Table<T>): T {
  const row = table.get(String(Number(call.path.id)));
  if (!row) throw notFound();
  if (!row.is_deleted) return row;
  const isGone = call.settings("pipedrive.deleted_single_read") === "404";
  if (isGone || !isKept(row, call.now)) throw notFound();
  return row;
}

/** The row that a write is for: a deleted one is gone. */
export function writableEntity<T extends EntityRow>(call: Call, table: Table<T>): T {
  const row = table.get(String(Number(call.path.id)));
  if (!row || row.is_deleted) throw notFound();
  return row;
}

export const isKept = (row: { update_time: string }, now: Date): boolean =>
  now.getTime() - Date.parse(row.update_time) < DELETED_KEPT_MS;

/** Filters that lists share. `updated_since` includes, `updated_until` excludes (docs/pipedrive.md 8). */
export function listEntities<T extends EntityRow>(
  call: Call,
  table: Table<T>,
  equal: (keyof T & string)[],
): T[] {
  const { query } = call;
  const ids = query.ids as number[] | undefined;
  const rows = ids ? [...new Set(ids)].flatMap((id) => table.get(String(id)) ?? []) : table.all();
  const since = query.updated_since && Date.parse(String(query.updated_since));
  const until = query.updated_until && Date.parse(String(query.updated_until));
  const wanted = equal.filter((name) => query[name] !== undefined);
  return rows.filter((row) => {
    if (wanted.some((name) => row[name] !== query[name])) return false;
    if (!since && !until) return true;
    const moment = Date.parse(row.update_time);
    return (!since || moment >= Number(since)) && (!until || moment < Number(until));
  });
}

/** The members of `row` that go on the wire as they are, with the id as a number. */
export const numbered = <T extends { id: string }>(row: T): Omit<T, "id"> & { id: number } => ({
  ...row,
  id: Number(row.id),
});

export type WireContext = { custom: CustomFieldsWriter; labels: (ids: number[]) => Json };

/** Made once for a page: the custom fields' and the labels' writers. */
export function wireContext(call: Call, owner: FieldOwner): WireContext {
  const custom = customFieldsWriter(call, owner);
  if (call.query.include_labels !== true) return { custom, labels: () => ({}) };
  const options = call.store.fields.get(`${owner}:label_ids`)?.options ?? null;
  const toLabel = (id: number) => ({ id, label: labelOf(options, id) });
  return { custom, labels: (ids) => ({ labels: ids.map(toLabel) }) };
}

/** Only the optional members that were asked for by `include_fields`. */
export function optionalMembers(call: Call, values: Record<string, () => unknown>): Json {
  const asked = call.query.include_fields;
  if (asked === undefined) return {};
  return Object.fromEntries(
    String(asked)
      .split(",")
      .map((name) => [name, values[name]?.() ?? null]),
  );
}

export function newEntity(call: Call): EntityRow {
  const now = v2Time(call.now);
  return {
    id: "",
    add_time: now,
    update_time: now,
    is_deleted: false,
    visible_to: 3,
    owner_id: Number(call.user.id),
    custom_fields: {},
  };
}

export function deleteEntity<T extends EntityRow>(call: Call, table: Table<T>): { id: number } {
  const row = writableEntity(call, table);
  table.put({ ...row, is_deleted: true, update_time: v2Time(call.now) });
  return { id: Number(row.id) };
}
