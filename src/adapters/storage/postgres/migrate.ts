/** A ledger on PostgreSQL is made, or brought to the newest version, by one process at a time and after a copy of it was made. */
import { PdqbError } from "../../../domain/errors.ts";
import { shown } from "./address.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { copyLedger } from "./copy.ts";
import { administrator } from "./errors.ts";
import { NO_SCHEMA, SCHEMA_VERSION, type Schema, schemaFault, upgrade } from "./schema.ts";

type Migrating = {
  /** A file for the copy of a ledger of this version. */
  copyOf(version: number): string;
  /** Once it is done. */
  notice(text: string): void;
  /** The version of this pdqb. */
  pdqb: string;
};

/** Throws refused for a ledger of a newer pdqb, without the right to, and where no copy can be made. */
export async function migrate(
  options: ConnectionOptions,
  { copyOf, notice, pdqb }: Migrating,
): Promise<void> {
  const unchecked = { ...options, isChecked: false, migrate: undefined };
  const connection = new Connection(unchecked);
  try {
    const before = await schemaOf(connection);
    if (before.version > SCHEMA_VERSION) throw newer(connection, before);
    if (before.version === SCHEMA_VERSION) return;
    await connection.holding(async () => {
      await connection.query({ sql: "begin; select pg_advisory_xact_lock(7237120)" });
      try {
        const { version } = await schemaOf(connection);
        if (version < SCHEMA_VERSION) {
          const copy = version === 0 ? undefined : copyOf(version);
          if (copy !== undefined) await copyFirst(connection, { unchecked, version, copy });
          await connection.query({ sql: upgrade(version, pdqb) });
          await connection.query({ sql: "commit" });
          if (copy !== undefined)
            notice(`The ledger has version ${SCHEMA_VERSION} now. A copy from before: ${copy}`);
        } else await connection.query({ sql: "rollback" });
      } catch (error) {
        await connection.query({ sql: "rollback" }).catch(() => {});
        throw error;
      }
    });
  } finally {
    connection.close();
  }
}

/** Over a connection of its own: what is copied is what others see. */
async function copyFirst(
  connection: Connection,
  { unchecked, version, copy }: { unchecked: ConnectionOptions; version: number; copy: string },
): Promise<void> {
  const { rows } = await connection.query({ sql: MAY_CHANGE });
  if (rows[0]?.["may_change"] !== true) throw notAllowed(connection, version);
  const copying = new Connection(unchecked);
  try {
    await copyLedger(copying, copy);
  } finally {
    copying.close();
  }
}

/** The tables are their owner's to change. */
const MAY_CHANGE = `select has_schema_privilege('pdqb', 'create') and bool_and(pg_has_role(relowner, 'usage')) as may_change
  from pg_class where relnamespace = to_regnamespace('pdqb') and relkind = 'r'`;

async function schemaOf(connection: Connection): Promise<Schema> {
  const there = "select to_regclass('pdqb.schema_version') is not null as there";
  const { rows } = await connection.query({ sql: there });
  if (rows[0]?.["there"] !== true) return NO_SCHEMA;
  const found = await connection.query({ sql: "select * from pdqb.schema_version" });
  return (found.rows[0] as Schema | undefined) ?? NO_SCHEMA;
}

function newer({ address }: Connection, schema: Schema): PdqbError {
  const fault = schemaFault(schema);
  return new PdqbError("refused", `Nothing was done: ${fault?.message}`, {
    reason: `${shown(address)}: ${fault?.reason}`,
    next: fault?.next(address.text) ?? [],
  });
}

function notAllowed({ address }: Connection, version: number): PdqbError {
  const fault = schemaFault({ version });
  return new PdqbError("refused", `Nothing was done: ${fault?.message}`, {
    reason: [
      `${shown(address)}: ${fault?.reason}`,
      "Only the owner of its tables may change them, after a backup: an administrator runs the command below.",
    ],
    next: administrator(address),
  });
}
