/** Work on the ledger in SQLite: a transaction is one step of the process, so that nothing comes between. */
import { statSync } from "node:fs";
import type { HomePaths } from "../paths.ts";
import { emptyDatabase, ledgerError, openDatabase } from "./database.ts";
import type { Database } from "./schema.ts";
import {
  type Answer,
  type Dialect,
  type Engine,
  type Row,
  runAtOnce,
  type Statement,
} from "./work.ts";

const DIALECT: Dialect = {
  isAmong: (column) => `${column} in (select value from json_each(?))`,
  hasPart: (column) => `instr(lower(${column}), lower(?)) > 0`,
  sumOf: exactSum,
  // Nothing divides by zero there, but what is no JSON fails.
  failIfAny: "json(case count(*) when 0 then 1 else '' end)",
  forgetHistory:
    "delete from history where environment = ? and pipedrive_company = ? and realm = ?",
  // Few texts, each compiled once, are faster than few calls.
  rowsPerInsert: 1,
};

const PLACES = 6;

/** In whole millionths, since SQLite has no decimals: no currency has more places, and its integers hold nine billion. */
function exactSum(column: string, condition: string): string {
  const point = `instr(${column}, '.')`;
  const fraction = `substr(substr(${column}, ${point} + 1) || '${"0".repeat(PLACES)}', 1, ${PLACES})`;
  const part = `case when ${point} = 0 then 0 else cast(${fraction} as integer) end`;
  const millionths = `cast(${column} as integer) * 1${"0".repeat(PLACES)} + ${part}`;
  const sum = `coalesce(sum(case when ${condition} then ${millionths} end), 0)`;
  return `cast(${sum} as text) || 'e-${PLACES}'`;
}

type Options = {
  paths: HomePaths;
  /** `dry` makes no file and changes no row. */
  mode: "write" | "dry";
  /** Called with each database that is opened: it stays open until the process ends. */
  onOpen?: (database: Database) => void;
};

/** Throws refused for a ledger that is damaged, newer, or cannot be written. */
export function sqliteEngine({ paths, mode, onOpen }: Options): Engine {
  let writable: Database | undefined;
  let readable: Database | undefined;
  let file: number | undefined;

  function opened(database: Database | undefined): Database | undefined {
    if (database) onOpen?.(database);
    return database;
  }
  function forWriting(): Database {
    if (mode === "dry") throw new Error("A dry run must not write to the ledger");
    if (writable && fileOf(paths.ledger) !== file) close();
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
    readable ??= writable ?? opened(openDatabase(paths.ledger, { stays: mode === "dry" }));
    return readable ?? emptyDatabase();
  }
  return {
    dialect: DIALECT,
    isDry: mode === "dry",
    async read(work) {
      const database = forReading();
      try {
        return runAtOnce(work(), (statement) => answer(database, statement));
      } catch (error) {
        throw ledgerError(paths.ledger, error);
      }
    },
    async write(work) {
      const database = forWriting();
      try {
        database.exec("begin immediate");
        const result = runAtOnce(work(), (statement) => answer(database, statement));
        database.exec("commit");
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("rollback");
        throw ledgerError(paths.ledger, error);
      }
    },
  };
}

/** Which file a path leads to now. */
const fileOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.ino;

/** The same few texts are run for thousands of rows: each is compiled once for a database. */
const compiled = new WeakMap<Database, Map<string, ReturnType<Database["prepare"]>>>();

function answer(database: Database, { sql, values, isQuery }: Statement): Answer {
  const statements = compiled.get(database) ?? new Map<string, ReturnType<Database["prepare"]>>();
  compiled.set(database, statements);
  const statement = statements.get(sql) ?? database.prepare(sql);
  statements.set(sql, statement);
  if (isQuery) return { rows: statement.all(...values) as Row[], changes: 0 };
  return { rows: [], changes: Number(statement.run(...values).changes) };
}
