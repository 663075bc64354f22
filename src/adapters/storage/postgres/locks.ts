/**
 * One holder of a key at a time, across machines: an advisory lock of the session, which the server frees when the connection ends,
 * however it ends.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { Waiting } from "../../../ports.ts";
import { takeKey } from "../lock-wait.ts";
import type { Connection } from "./connection.ts";

/** A lock has a number of 64 bits: two keys of one number do not occur. */
export const lockNumber = (key: string): string =>
  createHash("sha256").update(`pdqb ${key}`).digest().readBigInt64BE().toString();

/** Keys held by the current chain of calls: asking for one of them again would wait for ever. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();

/** For the ledger of one connection, whose session may take a lock twice: so keys of this process are told apart here. */
export function locksOf(connection: Connection) {
  const own = new Set<string>();

  async function take(key: string): Promise<boolean> {
    if (own.has(key)) return false;
    own.add(key);
    try {
      const sql = `select pg_try_advisory_lock(${lockNumber(key)}) as taken`;
      const { rows } = await connection.query({ sql });
      if (rows[0]?.["taken"] === true) return true;
    } catch (error) {
      own.delete(key);
      throw error;
    }
    own.delete(key);
    return false;
  }
  /** Is on its way before any later statement, and nobody waits for its answer. Without its connection it is free already. */
  function release(key: string): void {
    connection.query({ sql: `select pg_advisory_unlock(${lockNumber(key)})` }).catch(() => {});
    own.delete(key);
  }
  /** Throws what `busy` says, or `unavailable`, after `waitMs` of waiting. */
  return async function exclusive<T>(
    key: string,
    work: () => Promise<T>,
    waiting: Waiting = {},
  ): Promise<T> {
    const keys = held.getStore() ?? new Set<string>();
    if (keys.has(key)) throw new Error(`The lock "${key}" is asked for inside itself`);
    const holder = () => holderOf(connection, key);
    return connection.holding(async () => {
      await takeKey({ ...waiting, key, holder }, () => take(key));
      try {
        return await held.run(new Set([...keys, key]), work);
      } finally {
        release(key);
      }
    });
  };
}

/** The halves of the number, as the server lists them. */
const HOLDER = `select application_name as name from pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and granted and objsubid = 1 and ((classid::bigint << 32) | objid::bigint) = $1`;

async function holderOf(connection: Connection, key: string): Promise<string | undefined> {
  const { rows } = await connection.query({ sql: HOLDER, values: [lockNumber(key)] });
  const name = rows[0]?.["name"];
  return typeof name === "string" && name !== "" ? name : undefined;
}
