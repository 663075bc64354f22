/** Reading and writing of rows in one scope: each call is one statement, several are one transaction. */
import { statSync } from "node:fs";
import type { LedgerScope } from "../../../domain/ledger/ledger.ts";
import type { HomePaths } from "../paths.ts";
import { emptyDatabase, ledgerError, openDatabase } from "./database.ts";
import type { Database, Value } from "./sqlite.ts";

export type LedgerOptions = {
  paths: HomePaths;
  scope: LedgerScope;
  /** `dry` makes no file and changes no row. */
  mode: "write" | "dry";
  now: () => Date;
  /** Called with each database that is opened: it stays open until the process ends. */
  onOpen?: (database: Database) => void;
};

export type Row = Record<string, Value>;

export type Tables = ReturnType<typeof openTables>;

const OURS = "environment = ? and pipedrive_company = ? and realm = ?";

/** Which file a path leads to now. */
const fileOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.ino;

/** Throws refused for a ledger that is damaged, newer, or cannot be written. */
export function openTables({ paths, scope, mode, onOpen }: LedgerOptions) {
  const own: Value[] = [scope.environment, scope.pipedriveCompany, scope.realm];
  let writable: Database | undefined;
  let readable: Database | undefined;
  let file: number | undefined;

  function opened(database: Database | undefined): Database | undefined {
    if (database) onOpen?.(database);
    return database;
  }
  function forWriting(): Database {
    if (mode === "dry") throw new Error("A dry run must not write to the ledger");
    if (writable && !writable.isTransaction && fileOf(paths.ledger) !== file) close();
    if (!writable) {
      writable = opened(openDatabase(paths.ledger, { create: true }));
      file = fileOf(paths.ledger);
    }
    return writable as Database;
  }
  /** The ledger was put back from a copy meanwhile: what is written from now on goes into the file that is in place. */
  function close(): void {
    if (readable !== writable) readable?.close();
    writable?.close();
    writable = undefined;
    readable = undefined;
  }
  function forReading(): Database {
    // What this transaction wrote is to be seen, too.
    if (writable?.isTransaction) return writable;
    readable ??= writable ?? opened(openDatabase(paths.ledger, { stays: mode === "dry" }));
    return readable ?? emptyDatabase();
  }
  /** The same few texts are run for thousands of rows: each is compiled once for a database. */
  const kept = new WeakMap<Database, Map<string, ReturnType<Database["prepare"]>>>();
  function prepared(database: Database, sql: string) {
    const statements = kept.get(database) ?? new Map<string, ReturnType<Database["prepare"]>>();
    kept.set(database, statements);
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }
  /** Rows of `table` in our scope; `more` follows `where`. */
  function rows(table: string, more = "", values: Value[] = [], what = "*"): Row[] {
    const database = forReading();
    try {
      const sql = `select ${what} from ${table} where ${OURS} ${more}`;
      return prepared(database, sql).all(...own, ...values) as Row[];
    } catch (error) {
      throw ledgerError(paths.ledger, error);
    }
  }
  function run(sql: string, values: Value[]): number {
    const database = forWriting();
    try {
      return Number(prepared(database, sql).run(...values).changes);
    } catch (error) {
      throw ledgerError(paths.ledger, error);
    }
  }
  function put(table: string, row: Row, verb = "insert or replace"): void {
    const names = ["environment", "pipedrive_company", "realm", ...Object.keys(row)];
    const holes = names.map(() => "?").join(", ");
    const values = [...own, ...Object.values(row)];
    run(`${verb} into ${table} (${names.join(", ")}) values (${holes})`, values);
  }
  function transaction(work: () => void): void {
    const database = forWriting();
    try {
      database.exec("begin immediate");
      work();
      database.exec("commit");
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw ledgerError(paths.ledger, error);
    }
  }
  return {
    rows,
    put,
    transaction,
    remove: (table: string, where: string, values: Value[]) =>
      run(`delete from ${table} where ${OURS} and ${where}`, [...own, ...values]) > 0,
    /** `changes`: column = ? with their values. */
    update: (table: string, changes: string, values: Value[], where: string, more: Value[]) =>
      run(`update ${table} set ${changes} where ${OURS} and ${where}`, [
        ...values,
        ...own,
        ...more,
      ]),
    /** False in a ledger that an earlier version made and this one has not written to yet. */
    hasTable: (table: string) =>
      prepared(forReading(), "select 1 from sqlite_master where name = ?").get(table) !== undefined,
    /** Whether another scope has such a row. */
    isElsewhere: (table: string, column: string, value: Value) =>
      prepared(
        forReading(),
        `select 1 from ${table} where ${column} = ? and not (${OURS}) limit 1`,
      ).get(value, ...own) !== undefined,
    count: (table: string, more = "") =>
      Number(rows(table, more, [], "count(*) as rows")[0]?.["rows"] ?? 0),
  };
}
