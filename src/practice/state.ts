/**
 * The state of the practice services: named tables of JSON rows, in memory and on disk.
 * Every change is committed to SQLite before the request that made it is answered, so kill -9 loses nothing that was promised.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";

export type Row = { id: string };

/** One table, in the order in which rows were first put. Rows are plain JSON; do not change a row without putting it again. */
export interface Table<T extends Row> {
  get(id: string): T | undefined;
  all(): T[];
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

/** Throws on a file that is no database, or is damaged; it stays as it is. */
export function openState(file: string): State {
  refuseCut(file);
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec("pragma journal_mode=WAL; pragma synchronous=NORMAL");
  db.exec(
    "create table if not exists rows (tbl text not null, id text not null, seq integer primary key autoincrement, json text not null, unique (tbl, id)) strict",
  );
  const upsert = db.prepare(
    "insert into rows (tbl, id, json) values (?, ?, ?) on conflict (tbl, id) do update set json = excluded.json",
  );
  const remove = db.prepare("delete from rows where tbl = ? and id = ?");
  const tables = new Map<string, Map<string, Row>>();
  let undo: (() => void)[] | undefined;

  function load(): void {
    for (const row of db.prepare("select tbl, id, json from rows order by seq").iterate()) {
      const { tbl, id, json } = row as { tbl: string; id: string; json: string };
      rowsOf(tbl).set(id, JSON.parse(json) as Row);
    }
  }
  function rowsOf(name: string): Map<string, Row> {
    let rows = tables.get(name);
    if (!rows) {
      rows = new Map();
      tables.set(name, rows);
    }
    return rows;
  }
  load();

  const state: State = {
    table<T extends Row>(name: string): Table<T> {
      return {
        get: (id) => rowsOf(name).get(id) as T | undefined,
        all: () => [...rowsOf(name).values()] as T[],
        size: () => rowsOf(name).size,
        put(row) {
          const rows = rowsOf(name);
          const before = rows.get(row.id);
          undo?.push(() => (before ? rows.set(row.id, before) : rows.delete(row.id)));
          upsert.run(name, row.id, JSON.stringify(row));
          rows.set(row.id, row);
        },
        delete(id) {
          const rows = rowsOf(name);
          const before = rows.get(id);
          if (!before) return;
          undo?.push(() => rows.set(id, before));
          remove.run(name, id);
          rows.delete(id);
        },
      };
    },
    next(counter, first = 1) {
      const counters = state.table<Counter>("counters");
      const value = counters.get(counter)?.value ?? first;
      counters.put({ id: counter, value: value + 1 });
      return value;
    },
    transaction(work) {
      const outer = undo;
      const [begin, commit, rollback] = outer
        ? ["savepoint inner", "release inner", "rollback to inner; release inner"]
        : ["begin immediate", "commit", "rollback"];
      const steps: (() => void)[] = [];
      db.exec(begin);
      undo = steps;
      try {
        const result = work();
        db.exec(commit);
        outer?.push(...steps);
        return result;
      } catch (error) {
        for (const step of steps.reverse()) step();
        db.exec(rollback);
        throw error;
      } finally {
        undo = outer;
      }
    },
    clear(isKept = () => false) {
      const removeAll = db.prepare("delete from rows where tbl = ?");
      for (const [name, rows] of tables) {
        if (isKept(name)) continue;
        undo?.push(() => tables.set(name, rows));
        removeAll.run(name);
        tables.set(name, new Map());
      }
    },
    close: () => db.close(),
  };
  return state;
}
