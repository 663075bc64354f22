/** What deals, persons, organizations and products have in common: read, listed by ids and times, written, deleted (docs/pipedrive.md 3.1, 8). */
import type { Table } from "../../state.ts";
import { notFound } from "../answers.ts";
import type { Answer, Call, Handlers, Json } from "../call.ts";
import { customFieldsWriter, writeCustomFields } from "../custom-fields.ts";
import { cursorPage } from "../paging.ts";
import type { EntityRow, FieldOwner } from "../rows.ts";
import type { Store } from "../store.ts";
import { v2Time } from "../times.ts";

const DELETED_KEPT_MS = 30 * 86_400_000;

export type Kind<T extends EntityRow> = {
  owner: FieldOwner;
  table(store: Store): Table<T>;
  /** The filters of its list that have to be equal to a member. */
  filters: (keyof T & string)[];
  /** What a new one has besides what all have. */
  blank(call: Call): Omit<T, keyof EntityRow>;
  /** Checks what was sent; answers with the members that are kept otherwise than they were sent. */
  complete(call: Call, before: T, sent: Json): Partial<T>;
  /** Made once for a page: the members that go on the wire otherwise than they are kept. */
  wire(call: Call): (row: T) => Json;
};

/** The five operations. */
export function crud<T extends EntityRow>(name: string, kind: Kind<T>): Handlers {
  const one = (call: Call, row: T): Answer => ({ data: writerOf(call, kind)(row) });
  return {
    [`v2:get${name}s`]: (call) => {
      const rows = listed(call, kind).filter((row) => !row.is_deleted);
      return cursorPage(call, rows, writerOf(call, kind));
    },
    [`v2:get${name}`]: (call) => one(call, readable(call, kind)),
    [`v2:add${name}`]: (call) => one(call, put(call, kind, made(call, kind))),
    [`v2:update${name}`]: (call) => one(call, put(call, kind, writable(call, kind))),
    [`v2:delete${name}`]: (call) => {
      const row = writable(call, kind);
      kind.table(call.store).put({ ...row, is_deleted: true, update_time: v2Time(call.now) });
      return { data: { id: Number(row.id) } };
    },
  };
}

/** The row of a path's id. Deleted ones stay readable for 30 days, or are not found, by setting (docs/pipedrive.md 3.1, 13). */
export function readable<T extends EntityRow>(call: Call, { table }: Kind<T>): T {
  const row = table(call.store).get(String(Number(call.path.id)));
  if (!row) throw notFound();
  if (!row.is_deleted) return row;
  const isGone = call.settings("deleted_single_read") === "404";
  if (isGone || !isKept(row, call.now)) throw notFound();
  return row;
}

/** Whether a deleted one can still be read. */
export const isKept = (row: { update_time: string }, now: Date): boolean =>
  now.getTime() - Date.parse(row.update_time) < DELETED_KEPT_MS;

/** Filters that lists share. `updated_since` includes, `updated_until` excludes (docs/pipedrive.md 8). */
export function listed<T extends EntityRow>(call: Call, kind: Kind<T>): T[] {
  const { query } = call;
  const table = kind.table(call.store);
  const ids = query.ids as number[] | undefined;
  const rows = ids ? [...new Set(ids)].flatMap((id) => table.get(String(id)) ?? []) : table.all();
  const since = query.updated_since && Date.parse(String(query.updated_since));
  const until = query.updated_until && Date.parse(String(query.updated_until));
  const wanted = kind.filters.filter((name) => query[name] !== undefined);
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

/** Made once for a page. */
export function writerOf<T extends EntityRow>(call: Call, kind: Kind<T>): (row: T) => Json {
  const custom = customFieldsWriter(call, kind.owner);
  const wire = kind.wire(call);
  return (row) => ({ ...numbered(row), ...wire(row), custom_fields: custom(row.custom_fields) });
}

function made<T extends EntityRow>(call: Call, { owner, blank }: Kind<T>): T {
  const now = v2Time(call.now);
  const entity: EntityRow = {
    id: String(call.store.next(`${owner}s`)),
    add_time: now,
    update_time: now,
    is_deleted: false,
    visible_to: 3,
    owner_id: Number(call.user.id),
    custom_fields: {},
  };
  return { ...entity, ...blank(call) } as T;
}

/** The row that a write is for: a deleted one is gone. */
function writable<T extends EntityRow>(call: Call, { table }: Kind<T>): T {
  const row = table(call.store).get(String(Number(call.path.id)));
  if (!row || row.is_deleted) throw notFound();
  return row;
}

function put<T extends EntityRow>(call: Call, kind: Kind<T>, before: T): T {
  const { custom_fields: custom, ...sent } = call.body;
  const row: T = { ...before, ...(sent as Partial<T>), ...kind.complete(call, before, sent) };
  row.custom_fields = writeCustomFields(before.custom_fields, custom as Json, kind.owner, call);
  row.update_time = v2Time(call.now);
  kind.table(call.store).put(row);
  return row;
}
