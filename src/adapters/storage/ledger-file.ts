/** The ledger's file as a whole: examined, copied, put back. Nothing is ever thrown away: what gives way is kept aside. */
import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { PdqbError } from "../../domain/errors.ts";
import type { LedgerFile } from "../../ports.ts";
import { ledgerError } from "./ledger/database.ts";
import { MIGRATIONS } from "./ledger/schema.ts";
import { exclusive } from "./locks-sqlite.ts";
import { type HomePaths, makePrivate } from "./paths.ts";
import { deniedRight } from "./rights.ts";

type Database = InstanceType<typeof DatabaseSync>;

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

export function ledgerFile(paths: HomePaths): LedgerFile {
  return {
    path: async () => paths.ledger,
    async check() {
      return existsSync(paths.ledger) ? examine(paths.ledger) : { exists: false, faults: [] };
    },
    async backup(target) {
      if (existsSync(target)) throw inTheWay(target);
      if (!existsSync(paths.ledger))
        throw new PdqbError("not_found", "There is no ledger to copy yet.");
      try {
        makePrivate(dirname(target));
        using(paths.ledger, (database) => database.prepare("vacuum into ?").run(target));
        chmodSync(target, 0o600);
      } catch (error) {
        rmSync(target, { force: true });
        throw notWritten(target, error);
      }
    },
    async restore(source, mark) {
      if (!existsSync(source)) throw new PdqbError("not_found", `There is no file ${source}.`);
      const { faults } = examine(source);
      if (faults.length > 0)
        throw new PdqbError("refused", "Nothing was done: the copy is damaged itself.", {
          reason: faults.join("\n"),
        });
      return exclusive(paths.locks, "ledger-file", async () => {
        const fresh = `${paths.ledger}.${mark}.new`;
        const aside = `${paths.ledger}.before-${mark}`;
        try {
          using(source, (database) => database.prepare("vacuum into ?").run(fresh));
          chmodSync(fresh, 0o600);
          const isThere = existsSync(paths.ledger);
          if (isThere) {
            renameSync(paths.ledger, aside);
            for (const tail of ["-wal", "-shm"])
              if (existsSync(paths.ledger + tail)) renameSync(paths.ledger + tail, aside + tail);
          }
          renameSync(fresh, paths.ledger);
          return isThere ? aside : null;
        } catch (error) {
          rmSync(fresh, { force: true });
          throw ledgerError(paths.ledger, error);
        }
      });
    },
  };
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
  const { user_version: version } = database.prepare("pragma user_version").get() as {
    user_version: number;
  };
  if (version > MIGRATIONS.length)
    return [
      `It was made by a newer pdqb (version ${version}, this one knows ${MIGRATIONS.length}).`,
    ];
  const rows = database.prepare("pragma integrity_check(10)").all() as {
    integrity_check: string;
  }[];
  const damage = rows.map((row) => row.integrity_check).filter((text) => text !== "ok");
  if (damage.length > 0 || version === 0)
    return damage.length > 0 ? damage : ["It is no ledger of pdqb."];
  return ORPHANS.flatMap(({ sql, text }) => {
    const { n } = database.prepare(sql).get() as { n: number };
    return n > 0 ? [`${n} ${text}.`] : [];
  });
}

function inTheWay(target: string): PdqbError {
  return new PdqbError("refused", `There is a file ${target} already.`, {
    next: ["Name another: pdqb ledger backup <file>"],
  });
}

function notWritten(target: string, cause: unknown): PdqbError {
  if (cause instanceof PdqbError) return cause;
  return new PdqbError("refused", `The copy ${target} was not written.`, {
    reason: cause instanceof Error ? cause.message : String(cause),
    next: ["Check the disk and the folder, or name another: pdqb ledger backup <file>"],
    cause,
  });
}
