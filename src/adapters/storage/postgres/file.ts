/** The LedgerFile port for a ledger on PostgreSQL: its server keeps it, and its administrator's tools copy it. */
import { PdqbError } from "../../../domain/errors.ts";
import type { LedgerFile } from "../../../ports.ts";
import { refuseInTheWay } from "../in-the-way.ts";
import type { Connection } from "./connection.ts";
import { copyLedger } from "./copy.ts";
import { faults } from "./place.ts";

export function postgresFile(connection: Connection): LedgerFile {
  const { text } = connection.address;
  return {
    path: async () => text,
    check: async () => ({
      exists: true,
      faults: await faults(connection),
      next: ["pdqb ledger backup", "pdqb ledger rebuild"],
    }),
    async backup(target) {
      refuseInTheWay(target);
      await copyLedger(connection, target);
    },
    look: restored,
    restore: restored,
  };
}

async function restored(): Promise<never> {
  throw new PdqbError("refused", "Nothing was done: this ledger is on PostgreSQL.", {
    reason: "A copy is put back with PostgreSQL's own tools, into an empty database.",
    next: ["psql -f <copy> <database>", "pdqb ledger use postgres://user@host/<database>"],
  });
}
