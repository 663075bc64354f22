/** The LedgerFile port for a ledger on PostgreSQL: its server keeps it, and its administrator's tools copy it. */
import { execFile } from "node:child_process";
import { chmodSync, lstatSync, rmSync } from "node:fs";
import { promisify } from "node:util";
import { PdqbError } from "../../../domain/errors.ts";
import type { LedgerFile } from "../../../ports.ts";
import type { Connection } from "./connection.ts";
import { copyAsLines } from "./copy.ts";
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
      if (lstatSync(target, { throwIfNoEntry: false }))
        throw new PdqbError("refused", `There is a file ${target} already.`, {
          next: ["pdqb ledger backup <file>"],
        });
      await connection.query({ sql: "select 1", isRead: true });
      try {
        const args = ["--dbname", text, "--schema", "pdqb", "--no-password", "--file", target];
        const { password } = connection;
        const env = { ...process.env, ...(password !== undefined && { PGPASSWORD: password }) };
        await promisify(execFile)("pg_dump", args, { env });
        chmodSync(target, 0o600);
      } catch {
        // Not installed, or older than the server.
        rmSync(target, { force: true });
        await linesTo(connection, target);
      }
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

async function linesTo(connection: Connection, target: string): Promise<void> {
  try {
    await copyAsLines(connection, target);
  } catch (cause) {
    if (cause instanceof PdqbError) throw cause;
    throw new PdqbError("refused", `The copy ${target} was not written.`, {
      reason: cause instanceof Error ? cause.message : String(cause),
      next: ["Check the disk and the folder, or name another: pdqb ledger backup <file>"],
      cause,
    });
  }
}
