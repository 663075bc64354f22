/**
 * The state of the practice services: named tables of JSON rows, in memory and on disk.
 * Every change is committed to SQLite before the request that made it is answered, so kill -9 loses nothing that was promised.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";

export type Row = { id: string };

/** What rows are looked for by, and where it stands in their JSON: large tables are not read through for it. */
const LOOKUPS = { number: "$.wire.DocNumber", customer: "$.wire.CustomerRef.value" };
type Lookup = keyof typeof LOOKUPS;

/** One table, in the order in which rows were first put. Rows are plain JSON; do not change a row without putting it again. */
export interface Table<T extends Row> {
  get(id: string): T | undefined;
  all(): T[];
  /** Those with a value, upper and lower case alike for the letters of ASCII, in no order. */
  having(lookup: Lookup, value: string): T[];
  put(row: T): void;
  delete(id: string): void;
  size(): number;
}

export interface State {
  table<T extends Row>(name: string): Table<T>;
  /** Next number of a counter, starting at `first`. */
  next(counter: string, first?: number): number;
  /** All changes made by `work` reach the disk together, or none does if it throws; `work` must be synchronous. One inside another undoes its own part alone. */
  transaction<T>(work: () => T): T;
  /** Empties all tables but those that `isKept` names. */
  clear(isKept?: (table: string) => boolean): void;
  close(): void;
}

type Counter = Row & { value: number };

/** Throws on a file that is no database, or is damaged; it stays as it is. */
export function openState(file: string): State {
  refuseCut(file);
  return new StoredState(file);
}

/** SQLite reads a file that was cut short without a word: its own count of pages tells. */
function refuseCut(file: string): void {
  if (!existsSync(file)) return;
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, "r");
  const bytes = readSync(descriptor, header);
  closeSync(descriptor);
  if (bytes === 0) return;
  const size = header.readUInt16BE(16);
  const pageSize = size === 1 ? 65_536 : size;
  const promised = pageSize * header.readUInt32BE(28);
  const actual = statSync(file).size;
  if (actual < promised) throw new Error(`it has ${actual} of ${promised} bytes`);
}

/** A row, or null as long as nobody asked for it: reading 100,000 of them at the start would take longer than the start may. */
type Cell = Row | null;
type Rows = Map<string, Cell>;
type Statement = ReturnType<InstanceType<typeof DatabaseSync>["prepare"]>;

class StoredState implements State {
  readonly #db: InstanceType<typeof DatabaseSync>;
  readonly #tables = new Map<string, Rows>();
  readonly #upsert: Statement;
  readonly #remove: Statement;
  readonly #ids: Statement;
  readonly #one: Statement;
  readonly #rest: Statement;
  readonly #lookups: Record<Lookup, Statement>;
  #undo: (() => void)[] | undefined;

  constructor(file: string) {
    const db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec("pragma journal_mode=WAL; pragma synchronous=NORMAL");
    db.exec(
      "create table if not exists rows (tbl text not null, id text not null, seq integer primary key autoincrement, json text not null, unique (tbl, id)) strict",
    );
    for (const [name, path] of Object.entries(LOOKUPS))
      db.exec(`create index if not exists rows_by_${name} on rows (tbl, ${keySql(path)}, id)`);
    this.#db = db;
    this.#upsert = db.prepare(
      "insert into rows (tbl, id, json) values (?, ?, ?) on conflict (tbl, id) do update set json = excluded.json",
    );
    this.#remove = db.prepare("delete from rows where tbl = ? and id = ?");
    const prepare = (path: string) =>
      db.prepare(
        // One value for all ids: a row of a result each would cost more than finding them.
        `select json_group_array(id) as ids from rows where tbl = ? and ${keySql(path)} = lower(?)`,
      );
    this.#lookups = { number: prepare(LOOKUPS.number), customer: prepare(LOOKUPS.customer) };
    this.#ids = db.prepare("select id from rows where tbl = ? order by seq");
    this.#one = db.prepare("select json from rows where tbl = ? and id = ?");
    this.#rest = db.prepare("select id, json from rows where tbl = ?");
  }

  table<T extends Row>(name: string): Table<T> {
    const get = (id: string) => this.#get(name, id) as T | undefined;
    return {
      get,
      all: () => this.#all(name) as T[],
      having: (lookup, value) => this.#having(lookup, name, value) as T[],
      size: () => this.#rows(name).size,
      put: (row) => this.#put(name, row),
      delete: (id) => this.#delete(name, id),
    };
  }

  next(counter: string, first = 1): number {
    const counters = this.table<Counter>("counters");
    const value = counters.get(counter)?.value ?? first;
    counters.put({ id: counter, value: value + 1 });
    return value;
  }

  transaction<T>(work: () => T): T {
    const outer = this.#undo;
    const [begin, commit, rollback] = outer
      ? ["savepoint inner", "release inner", "rollback to inner; release inner"]
      : ["begin immediate", "commit", "rollback"];
    const steps: (() => void)[] = [];
    this.#db.exec(begin);
    this.#undo = steps;
    try {
      const result = work();
      this.#db.exec(commit);
      outer?.push(...steps);
      return result;
    } catch (error) {
      for (const step of steps.reverse()) step();
      this.#db.exec(rollback);
      throw error;
    } finally {
      this.#undo = outer;
    }
  }

  clear(isKept: (table: string) => boolean = () => false): void {
    const removeAll = this.#db.prepare("delete from rows where tbl = ?");
    const names = this.#db.prepare("select distinct tbl from rows").all() as { tbl: string }[];
    for (const { tbl: name } of names) {
      if (isKept(name)) continue;
      const rows = this.#rows(name);
      this.#undo?.push(() => this.#tables.set(name, rows));
      removeAll.run(name);
      this.#tables.set(name, new Map());
    }
  }

  close(): void {
    this.#db.close();
  }

  #rows(name: string): Rows {
    let rows = this.#tables.get(name);
    if (!rows) {
      rows = new Map((this.#ids.all(name) as Row[]).map(({ id }) => [id, null]));
      this.#tables.set(name, rows);
    }
    return rows;
  }

  #get(name: string, id: string): Row | undefined {
    const rows = this.#rows(name);
    const cell = rows.get(id);
    if (cell !== null) return cell;
    const { json } = this.#one.get(name, id) as { json: string };
    const row = JSON.parse(json) as Row;
    rows.set(id, row);
    return row;
  }

  #all(name: string): Row[] {
    const rows = this.#rows(name);
    const isUnread = [...rows.values()].some((cell) => cell === null);
    for (const found of isUnread ? this.#rest.iterate(name) : []) {
      const { id, json } = found as { id: string; json: string };
      if (rows.get(id) === null) rows.set(id, JSON.parse(json) as Row);
    }
    return [...rows.values()].filter((cell) => cell !== null);
  }

  #having(lookup: Lookup, name: string, value: string): (Row | undefined)[] {
    const { ids } = this.#lookups[lookup].get(name, value) as { ids: string };
    return (JSON.parse(ids) as string[]).map((id) => this.#get(name, id));
  }

  #put(name: string, row: Row): void {
    const rows = this.#rows(name);
    const before = rows.get(row.id);
    this.#undo?.push(() => (before === undefined ? rows.delete(row.id) : rows.set(row.id, before)));
    this.#upsert.run(name, row.id, JSON.stringify(row));
    rows.set(row.id, row);
  }

  #delete(name: string, id: string): void {
    const rows = this.#rows(name);
    const before = rows.get(id);
    if (before === undefined) return;
    this.#undo?.push(() => rows.set(id, before));
    this.#remove.run(name, id);
    rows.delete(id);
  }
}

const keySql = (path: string): string => `lower(json_extract(json, '${path}'))`;
