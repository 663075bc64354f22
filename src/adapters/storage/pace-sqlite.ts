/**
 * Paces requests across processes (docs/design.md 7.8), so that fifty at once do not all meet the service's 429: a small database per
 * service and company holds when the last requests left.
 */
import { chmodSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";
import { lockPath } from "./locks-sqlite.ts";
import { type Pace, paceBy, type Rate } from "./pace.ts";
import { makePrivate } from "./paths.ts";

/**
 * It never fails: a pace that cannot be kept leaves the service's own limit. `onOpen` is called with the database, which stays open
 * until the process ends. `name`: what the rates hold for.
 */
export function pacer(
  directory: string,
  name: string,
  rates: readonly Rate[],
  onOpen?: (database: { close(): void }) => void,
): Pace {
  const longest = Math.max(...rates.map(({ withinMs }) => withinMs));
  let database: InstanceType<typeof DatabaseSync> | undefined;

  function open() {
    if (database) return database;
    makePrivate(directory);
    const path = `${lockPath(directory, name)}.pace.db`;
    database = new DatabaseSync(path, { timeout: 2_000 });
    chmodSync(path, 0o600);
    onOpen?.(database);
    // What is lost with the power is a minute's pace.
    database.exec(
      "pragma journal_mode=WAL; pragma synchronous=OFF; create table if not exists sent (at integer not null)",
    );
    return database;
  }

  /** Milliseconds until the next request may leave; 0 once it is noted. */
  function tryNow(): number {
    const sent = open();
    sent.exec("begin immediate");
    // Read once the turn is ours: other processes may have left while we waited for it.
    const now = Date.now();
    try {
      // A clock that was set back must not stop everything.
      sent.prepare("delete from sent where at <= ? or at > ?").run(now - longest, now);
      const wait = Math.max(0, ...rates.map((rate) => waitFor(sent, rate, now)));
      if (wait === 0) sent.prepare("insert into sent values (?)").run(now);
      return wait;
    } finally {
      sent.exec("commit");
    }
  }

  return paceBy(() => {
    try {
      return tryNow();
    } catch {
      return 0;
    }
  });
}

function waitFor(
  sent: InstanceType<typeof DatabaseSync>,
  { requests, withinMs }: Rate,
  now: number,
): number {
  const row = sent
    .prepare("select at from sent where at > ? order by at desc limit 1 offset ?")
    .get(now - withinMs, requests - 1) as { at: number } | undefined;
  return row ? row.at + withinMs - now + 1 : 0;
}
