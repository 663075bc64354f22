/** The ledger's file as a whole: examined, copied, put back. Nothing is ever thrown away: what gives way is kept aside. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { PdqbError } from "../../domain/errors.ts";
import type { LedgerCopy, LedgerFile } from "../../ports.ts";
import { refuseInTheWay } from "./in-the-way.ts";
import { copyWhole, ledgerError } from "./ledger/database.ts";
import { MIGRATIONS } from "./ledger/schema.ts";
import { alone } from "./locks-sqlite.ts";
import { type HomePaths, makePrivate } from "./paths.ts";
import { deniedRight } from "./rights.ts";

type Database = InstanceType<typeof DatabaseSync>;

/** A create that is at work is waited for so long; then the restore is refused. */
const RESTORE_WAIT_MS = 20_000;

/** What belongs together and is found apart. */
const ORPHANS = [
  {
    sql: `select count(*) as n from invoice_links l where not exists (select 1 from invoices i where i.environment = l.environment
      and i.pipedrive_company = l.pipedrive_company and i.realm = l.realm and i.id = l.invoice_id)`,
    text: "links name an invoice that the ledger has no snapshot of",
  },
  {
    sql: `select count(*) as n from intents where state = 'done' and object_id is null`,
    text: "settled writes do not say what they made",
  },
];

const MENDING = [
  "pdqb ledger restore <copy>",
  "Without a copy: move the file away, then pdqb ledger rebuild",
];

export function ledgerFile(paths: HomePaths): LedgerFile {
  return {
    path: async () => paths.ledger,
    async check() {
      const found = existsSync(paths.ledger)
        ? examine(paths.ledger)
        : { exists: false, faults: [] };
      return { ...found, next: MENDING };
    },
    async backup(target) {
      refuseInTheWay(target);
      if (!existsSync(paths.ledger))
        throw new PdqbError("not_found", "There is no ledger to copy yet.");
      try {
        makePrivate(dirname(target));
        copyWhole(paths.ledger, target);
      } catch (error) {
        throw notWritten(target, error);
      }
    },
    look: async (source) => look(source),
    async restore(source, mark) {
      look(source);
      // Whoever writes to the ledger holds a key meanwhile: what is written is never in the file that gives way.
      return alone(paths.locks, async () => putInPlace(paths.ledger, source, mark), {
        waitMs: RESTORE_WAIT_MS,
      });
    },
  };
}

function look(source: string): LedgerCopy {
  if (!existsSync(source)) throw new PdqbError("not_found", `There is no file ${source}.`);
  const { faults } = examine(source);
  if (faults.length > 0)
    throw new PdqbError("refused", "Nothing was done: the copy is damaged itself.", {
      reason: faults,
    });
  return using(source, (database) => {
    const count = (table: string) =>
      (database.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
    return {
      schema: versionOf(database),
      invoices: count("invoices"),
      links: count("invoice_links"),
      history: count("history"),
    };
  });
}

/** Answers with where the present ledger was kept; null if there was none. */
function putInPlace(ledger: string, source: string, mark: string): string | null {
  const fresh = `${ledger}.${mark}.new`;
  const aside = `${ledger}.before-${mark}`;
  try {
    copyWhole(source, fresh);
    const isThere = existsSync(ledger);
    if (isThere) {
      renameSync(ledger, aside);
      for (const tail of ["-wal", "-shm"])
        if (existsSync(ledger + tail)) renameSync(ledger + tail, aside + tail);
    }
    renameSync(fresh, ledger);
    return isThere ? aside : null;
  } catch (error) {
    rmSync(fresh, { force: true });
    throw ledgerError(ledger, error);
  }
}

/** Opens it without changing a byte of it. A file that this user may not use is not taken for a damaged one. */
function using<T>(path: string, work: (database: Database) => T): T {
  let database: Database | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
    return work(database);
  } catch (error) {
    throw deniedRight(path) ? ledgerError(path, error) : error;
  } finally {
    database?.close();
  }
}

function examine(path: string): { exists: true; faults: string[] } {
  try {
    return { exists: true, faults: using(path, faultsOf) };
  } catch (error) {
    if (error instanceof PdqbError) throw error;
    return { exists: true, faults: [error instanceof Error ? error.message : String(error)] };
  }
}

function faultsOf(database: Database): string[] {
  const version = versionOf(database);
  if (version > MIGRATIONS.length)
    return [
      `It was made by a newer pdqb (version ${version}, this one knows ${MIGRATIONS.length}).`,
    ];
  const rows = database.prepare("pragma integrity_check(10)").all() as {
    integrity_check: string;
  }[];
  const damage = rows.map((row) => row.integrity_check).filter((text) => text !== "ok");
  if (damage.length > 0 || version === 0)
    return damage.length > 0 ? damage : ["It is not a pdqb ledger."];
  return ORPHANS.flatMap(({ sql, text }) => {
    const { n } = database.prepare(sql).get() as { n: number };
    return n > 0 ? [`${n} ${text}.`] : [];
  });
}

const versionOf = (database: Database) =>
  (database.prepare("pragma user_version").get() as { user_version: number }).user_version;

function notWritten(target: string, cause: unknown): PdqbError {
  if (cause instanceof PdqbError) return cause;
  return new PdqbError("refused", `The copy ${target} was not written.`, {
    reason: cause instanceof Error ? cause.message : String(cause),
    next: ["pdqb ledger backup <file>"],
    cause,
  });
}
