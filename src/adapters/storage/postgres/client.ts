/** A session of PostgreSQL, as the driver opens it and as pdqb sets it up. */
import type { EventEmitter } from "node:events";
import type { Client } from "pg";
import type { Address } from "./address.ts";

/** For a statement; a longer silence is a dead line. */
const ANSWER_MS_MAX = 60_000;
const CONNECT_MS_MAX = 10_000;

/**
 * What a dead machine held is free within half a minute: without anything on its way by the probes, and with an answer on its way, for
 * which there are none, by the time that it may stay unconfirmed.
 */
export const SESSION = `set search_path = pdqb; set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
  set tcp_user_timeout = 25000; set default_transaction_isolation = 'read committed'; set client_min_messages = warning`;

/** Whether the server wants a password: the driver fails without a code where it has none to give. */
export function asksForPassword(client: Client): () => boolean {
  let isAsked = false;
  const { connection } = client as unknown as { connection: EventEmitter };
  for (const kind of ["SASL", "MD5Password", "CleartextPassword"])
    connection.once(`authentication${kind}`, () => {
      isAsked = true;
    });
  return () => isAsked;
}

/** Whole numbers of PostgreSQL come as text, since they may be larger than ours; those of a ledger are not. */
const INT8 = 20;

/** `name`: who it is, as the server shows it to others. Without a password: what the driver finds. */
export async function newClient(
  { address, name }: { address: Address; name: string },
  password: string | undefined,
): Promise<Client> {
  const { default: pg } = await import("pg");
  return new pg.Client({
    host: address.host,
    port: address.port,
    database: address.database,
    ...(address.user !== null && { user: address.user }),
    ...(password !== undefined && { password }),
    ssl: address.tls,
    application_name: name,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format: "text") =>
        oid === INT8
          ? Number
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  } as ConstructorParameters<typeof pg.Client>[0]);
}
