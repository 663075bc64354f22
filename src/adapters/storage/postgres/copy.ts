/** A copy of a ledger on PostgreSQL in a file: by pg_dump, and where that is missing or older than the server, as JSON lines. */
import { execFile } from "node:child_process";
import { appendFileSync, chmodSync, closeSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { PdqbError } from "../../../domain/errors.ts";
import { makePrivate } from "../paths.ts";
import type { Connection } from "./connection.ts";

/** Private. Throws refused where the file cannot be written, and what the server says. */
export async function copyLedger(connection: Connection, target: string): Promise<void> {
  // The server lets us in, or says why not.
  await connection.query({ sql: "select 1", isRead: true });
  try {
    const place = ["--dbname", connection.address.text, "--schema", "pdqb"];
    const { password } = connection;
    const env = { ...process.env, ...(password !== undefined && { PGPASSWORD: password }) };
    await promisify(execFile)("pg_dump", [...place, "--no-password", "--file", target], { env });
    chmodSync(target, 0o600);
  } catch {
    await linesTo(connection, target);
  }
}

async function linesTo(connection: Connection, target: string): Promise<void> {
  try {
    rmSync(target, { force: true });
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

/** `{"table":"invoices","row":{…}}`, all as of one moment. What was begun is removed if it cannot be finished. */
function copyAsLines(connection: Connection, target: string): Promise<void> {
  return connection.transaction(async () => {
    await connection.query({ sql: "begin isolation level repeatable read read only" });
    try {
      makePrivate(dirname(target));
      closeSync(openSync(target, "wx", 0o600));
      const tables = await connection.query({
        sql: "select table_name as name from information_schema.tables where table_schema = 'pdqb' order by 1",
      });
      for (const { name } of tables.rows) {
        const sql = `select json_build_object('table', '${name}', 'row', to_json(one))::text as line from pdqb.${name} one`;
        const { rows } = await connection.query({ sql });
        appendFileSync(target, rows.map(({ line }) => `${line}\n`).join(""));
      }
    } catch (error) {
      rmSync(target, { force: true });
      throw error;
    } finally {
      await connection.query({ sql: "rollback" }).catch(() => {});
    }
  });
}
