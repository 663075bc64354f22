/** Opens the ledger's file: private, durable, at the newest schema. A file that is missing is not made by reading. */
import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { LedgerError, PdqbError } from "../../../domain/errors.ts";
import { makePrivate } from "../paths.ts";
import { deniedRight } from "../rights.ts";
import { type Database, MIGRATIONS } from "./schema.ts";

/** An empty ledger that is only read. */
export function emptyDatabase(): Database {
  const database = new DatabaseSync(":memory:");
  for (const migration of MIGRATIONS) migrateBy(database, migration);
  return database;
}

/**
 * `create`: make the file if it is missing; otherwise undefined for a missing file. An older one is brought to the newest schema, but
 * with `stays` only in a copy in memory.
 */
export function openDatabase(
  path: string,
  { create = false, stays = false }: { create?: boolean; stays?: boolean },
): Database | undefined {
  if (!create && !existsSync(path)) return undefined;
  try {
    if (create) {
      makePrivate(dirname(path));
      // SQLite would make it readable for others; the WAL follows the mode of the file.
      closeSync(openSync(path, "a", 0o600));
    }
    const database = new DatabaseSync(path, { timeout: 10_000 });
    // Begun and never finished, on a disk that was full: as good as missing.
    if (!create && isBlank(database)) {
      database.close();
      return undefined;
    }
    database.exec("pragma journal_mode=WAL; pragma synchronous=FULL; pragma foreign_keys=on");
    if (stays && versionOf(database) < MIGRATIONS.length) {
      const copy = upgradedCopy(database, path);
      database.close();
      return copy;
    }
    migrate(database, path);
    return database;
  } catch (error) {
    throw ledgerError(path, error);
  }
}

function migrateBy(database: Database, migration: (typeof MIGRATIONS)[number]): void {
  if (typeof migration === "string") database.exec(migration);
  else migration(database);
}

function isBlank(database: Database): boolean {
  const { n } = database.prepare("select count(*) as n from sqlite_master").get() as { n: number };
  return n === 0;
}

function versionOf(database: Database): number {
  return (database.prepare("pragma user_version").get() as { user_version: number }).user_version;
}

/** An older ledger as it would be at the newest schema, in memory: for a dry run, which leaves the file as it is. */
function upgradedCopy(older: Database, path: string): Database {
  const copy = new DatabaseSync(":memory:");
  copy.prepare("attach database ? as older").run(path);
  const objects = copy
    .prepare(
      "select type, name, sql from older.sqlite_master where sql is not null and name not like 'sqlite_%' order by type <> 'table'",
    )
    .all() as { type: string; name: string; sql: string }[];
  for (const { type, name, sql } of objects) {
    copy.exec(sql);
    if (type === "table") copy.exec(`insert into main."${name}" select * from older."${name}"`);
  }
  copy.exec("detach database older");
  for (const migration of MIGRATIONS.slice(versionOf(older))) migrateBy(copy, migration);
  return copy;
}

function migrate(database: Database, path: string): void {
  const version = () => versionOf(database);
  if (version() > MIGRATIONS.length) {
    throw new PdqbError("refused", "Nothing was done: the ledger was made by a newer pdqb.", {
      reason: `${path} has version ${version()}, and this pdqb knows ${MIGRATIONS.length}.`,
      next: ["Update pdqb."],
    });
  }
  if (version() === MIGRATIONS.length) return;
  database.exec("begin immediate");
  try {
    // Another process may have done it while the lock was waited for.
    const from = version();
    const isOlder = from > 0 && from < MIGRATIONS.length;
    if (isOlder) copyWhole(path, `${path}.before-${from + 1}`);
    for (const migration of MIGRATIONS.slice(from)) migrateBy(database, migration);
    database.exec(`pragma user_version=${MIGRATIONS.length}`);
    database.exec("commit");
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}

/**
 * A whole copy of the database, private, in place of an earlier one: also of what is still in its write-ahead log, which a copy of
 * the file alone would miss after a writer was killed. A write that is held open meanwhile is not in it.
 */
export function copyWhole(source: string, target: string): void {
  const unfinished = `${target}.${process.pid}.new`;
  rmSync(unfinished, { force: true });
  const database = new DatabaseSync(source, { readOnly: true, timeout: 10_000 });
  try {
    database.prepare("vacuum into ?").run(unfinished);
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, target);
  } finally {
    database.close();
    rmSync(unfinished, { force: true });
  }
}

/** A damaged file, a full disk, a missing right: named, and nothing reset. */
export function ledgerError(path: string, cause: unknown): PdqbError {
  if (cause instanceof PdqbError) return cause;
  const denied = deniedRight(path);
  const why =
    denied?.reason ?? `${path}: ${cause instanceof Error ? cause.message : String(cause)}.`;
  return new LedgerError("refused", "Nothing was done: the ledger cannot be used.", {
    reason: `${why} The file was left as it is.`,
    next: denied?.next ?? [
      "pdqb ledger check",
      "Check the disk, or put back a copy: pdqb ledger restore <copy>",
    ],
    cause,
  });
}
