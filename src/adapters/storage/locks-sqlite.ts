/**
 * One holder of a key at a time, across processes (docs/design.md 7.8): a small SQLite database per key, whose write lock is held
 * over the work. The operating system frees it when the process dies, however it dies.
 *
 * Whoever holds or waits for a key also shares one lock of the whole folder. Holding that one alone means that nobody is at work:
 * so a ledger is put back, and so the files of keys that nobody holds are cleared away.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { PdqbError } from "../../domain/errors.ts";
import type { Waiting } from "../../ports.ts";
import { takeKey } from "./lock-wait.ts";
import { makePrivate } from "./paths.ts";
import { deniedRight } from "./rights.ts";

type Database = InstanceType<typeof DatabaseSync>;
/** A key and how long it is waited for. */
type Wanted = Waiting & { directory: string; key: string };

const BUSY = 5;
/** With more files than this the folder is cleared once nobody is at work. */
const FILES_MAX = 100;
/** The lock of the whole folder. */
const FOLDER = "folder";

/** Reading in a transaction shares the lock until its end. */
const SHARE = "begin; select count(*) from sqlite_master";
const HOLD = "begin immediate";
const HOLD_ALONE = "begin exclusive";

/** Keys held by the current chain of calls: asking for one of them again would wait for ever. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();

/**
 * Runs `work` alone among all that ask for `key`. Throws what `busy` says, or `unavailable`, after `waitMs` of waiting,
 * `refused` if no lock can be made.
 */
export async function exclusive<T>(
  directory: string,
  key: string,
  work: () => Promise<T>,
  waiting: Waiting = {},
): Promise<T> {
  const keys = held.getStore() ?? new Set<string>();
  if (keys.has(key)) throw new Error(`The lock "${key}" is asked for inside itself`);
  try {
    const { waitMs } = waiting;
    return await holding(
      { directory, key: FOLDER, ...(waitMs !== undefined && { waitMs }) },
      SHARE,
      () =>
        holding({ ...waiting, directory, key }, HOLD, () => {
          noteHolder(directory, key);
          return held.run(new Set([...keys, key]), work);
        }),
    );
  } finally {
    if (keys.size === 0) await clearFolder(directory);
  }
}

/** Runs `work` while nobody holds or waits for any key. Throws `unavailable` after `waitMs`. */
export function alone<T>(
  directory: string,
  work: () => Promise<T>,
  { waitMs }: { waitMs: number },
): Promise<T> {
  return holding({ directory, key: FOLDER, waitMs }, HOLD_ALONE, work);
}

/** The path of a key's files, without their ending. */
export const lockPath = (directory: string, key: string): string =>
  join(directory, createHash("sha256").update(key).digest("hex").slice(0, 32));

async function holding<T>(wanted: Wanted, how: string, work: () => Promise<T>): Promise<T> {
  const database = openLock(wanted);
  try {
    await begin(database, how, wanted);
    return await work();
  } finally {
    database.close();
  }
}

/** The files of many keys, once nobody is at work: each of them may be made again at any time. */
async function clearFolder(directory: string): Promise<void> {
  try {
    const folder = `${lockPath("", FOLDER)}.db`;
    const ofKeys = readdirSync(directory).filter(
      (name) => /\.(holder|db)$/.test(name) && name !== folder && !name.endsWith(".pace.db"),
    );
    if (ofKeys.length <= FILES_MAX) return;
    const clear = async () => {
      for (const name of ofKeys) rmSync(join(directory, name), { force: true });
    };
    await alone(directory, clear, { waitMs: 0 });
  } catch {
    // Somebody is at work, or the disk refuses: a later run does it.
  }
}

/** Who holds it, for those that wait in vain: what is written into a locked database nobody else can read. */
function noteHolder(directory: string, key: string): void {
  const holder = `process ${process.pid} on ${hostname()}, since ${new Date().toISOString()}`;
  try {
    writeFileSync(`${lockPath(directory, key)}.holder`, holder, { mode: 0o600 });
  } catch {
    // A courtesy: on a full disk the work goes on.
  }
}

function holderOf({ directory, key }: Wanted): string | undefined {
  try {
    return readFileSync(`${lockPath(directory, key)}.holder`, "utf8");
  } catch {
    return undefined;
  }
}

function openLock({ directory, key }: Wanted): Database {
  const file = `${lockPath(directory, key)}.db`;
  try {
    makePrivate(directory);
    const database = new DatabaseSync(file, { timeout: 0 });
    chmodSync(file, 0o600);
    return database;
  } catch (cause) {
    throw noLock(file, cause);
  }
}

function noLock(file: string, cause: unknown): PdqbError {
  const directory = dirname(file);
  // The folder itself may be missing, in a home that is not ours.
  const denied = deniedRight(file) ?? deniedRight(directory);
  return new PdqbError("refused", "Nothing was done: pdqb cannot make a lock.", {
    reason:
      denied?.reason ??
      `The folder ${directory} cannot be written to: ${cause instanceof Error ? cause.message : String(cause)}.`,
    next: denied?.next ?? ["Make room or make it writable, or set PDQB_HOME to a folder that is."],
    cause,
  });
}

function begin(database: Database, how: string, wanted: Wanted): Promise<void> {
  const { directory, key } = wanted;
  return takeKey({ ...wanted, holder: () => holderOf(wanted) }, () => {
    try {
      database.exec(how);
      return true;
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== BUSY)
        throw noLock(`${lockPath(directory, key)}.db`, error);
      if (database.isTransaction) database.exec("rollback");
      return false;
    }
  });
}
