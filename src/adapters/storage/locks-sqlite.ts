/**
 * One holder of a key at a time, across processes (docs/design.md 7.8): a small SQLite database per key, whose write lock is held
 * over the work. The operating system frees it when the process dies, however it dies.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseSync } from "@photostructure/sqlite";
import { PdqbError } from "../../domain/errors.ts";
import { makePrivate } from "./paths.ts";
import { deniedRight } from "./rights.ts";

type Database = InstanceType<typeof DatabaseSync>;

const WAIT_MS_MAX = 150_000;
const BUSY = 5;

/** Keys held by the current chain of calls: asking for one of them again would wait for ever. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();

/**
 * Runs `work` alone among all that ask for `key`. Throws `unavailable` after `waitMs` (150 s if not given) of waiting, `refused`
 * if no lock can be made.
 */
export async function exclusive<T>(
  directory: string,
  key: string,
  work: () => Promise<T>,
  { waitMs = WAIT_MS_MAX }: { waitMs?: number } = {},
): Promise<T> {
  const mine = held.getStore() ?? new Set<string>();
  if (mine.has(key)) throw new Error(`The lock "${key}" is asked for inside itself`);
  const database = openLock(directory, key);
  try {
    await begin(database, { directory, key, waitMs });
    tellHolder(directory, key);
    return await held.run(new Set([...mine, key]), work);
  } finally {
    database.close();
  }
}

const fileOf = (directory: string, key: string) =>
  join(directory, createHash("sha256").update(key).digest("hex").slice(0, 32));

/** Who holds it, for those that wait in vain: what is written into a locked database nobody else can read. */
function tellHolder(directory: string, key: string): void {
  const holder = `process ${process.pid} on ${hostname()}, since ${new Date().toISOString()}`;
  try {
    writeFileSync(`${fileOf(directory, key)}.holder`, holder, { mode: 0o600 });
  } catch {
    // A courtesy: on a full disk the work goes on.
  }
}

function holderOf(directory: string, key: string): string {
  try {
    return ` The holder is ${readFileSync(`${fileOf(directory, key)}.holder`, "utf8")}.`;
  } catch {
    return "";
  }
}

function openLock(directory: string, key: string): Database {
  try {
    makePrivate(directory);
    return new DatabaseSync(`${fileOf(directory, key)}.db`, { timeout: 0 });
  } catch (cause) {
    throw noLock(directory, cause);
  }
}

function lockFile(directory: string, key: string): string {
  const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
  return join(directory, `${name}.db`);
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

/** Waits in JavaScript, so that Ctrl-C works while waiting. */
async function begin(
  database: Database,
  { directory, key, waitMs }: { directory: string; key: string; waitMs: number },
): Promise<void> {
  const start = Date.now();
  for (;;) {
    try {
      database.exec("begin immediate");
      return;
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== BUSY)
        throw noLock(lockFile(directory, key), error);
    }
    if (Date.now() - start >= waitMs) {
      throw new PdqbError("unavailable", "Nothing was done: another pdqb is still busy.", {
        reason: `It has held "${key}" for over ${waitMs / 1000} seconds.${holderOf(directory, key)}`,
        next: ["Wait for it to end, and run the same command again."],
      });
    }
    await sleep(20 + Math.random() * 60);
  }
}
