/** A copy of all tables of a ledger on PostgreSQL as JSON lines: `{"table":"invoices","row":{…}}`, as they were at one moment. */
import { appendFileSync, closeSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { makePrivate } from "../paths.ts";
import type { Connection } from "./connection.ts";

/** Private, in a new file. What was begun is removed if it cannot be finished. */
export function copyAsLines(connection: Connection, target: string): Promise<void> {
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
