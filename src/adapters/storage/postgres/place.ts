/** A ledger on PostgreSQL as a whole: how it is made, examined, and who else uses it. */
import { counted } from "../../../domain/counted.ts";
import type { Connection } from "./connection.ts";
import { ROLE, SCHEMA_VERSION, upgrade } from "./schema.ts";

/** The other pdqb that are connected now, as the server names them. */
export async function others(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query({
    sql: `select application_name || coalesce(', since ' || to_char(backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') as name
      from pg_stat_activity where datname = current_database() and application_name like 'pdqb %' and pid <> pg_backend_pid() order by 1`,
  });
  return rows.map(({ name }) => String(name));
}

/** What belongs together and is found apart, in sentences. */
export async function faults(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query({
    sql: `select (select count(*) from invoice_links l where not exists (select 1 from invoices i where i.environment = l.environment
      and i.pipedrive_company = l.pipedrive_company and i.realm = l.realm and i.id = l.invoice_id)) as links,
      (select count(*) from intents where state = 'done' and object_id is null) as writes`,
  });
  const { links, writes } = (rows[0] ?? {}) as { links?: number; writes?: number };
  return [
    ...(links ? [`The ledger has no snapshot of the invoices of ${counted(links, "link")}.`] : []),
    ...(writes ? [`${writes} settled writes do not say what they made.`] : []),
  ];
}

/** What an administrator runs: it may be run again at any time, and brings an older ledger to the newest version. */
export const initScript = (
  pdqb: string,
): string => `-- The ledger of pdqb: its tables, and a role that may do what pdqb does and no more.
-- Run it in the database of the ledger, as its owner: psql -f <this file> <database>
begin;
do $pdqb$
declare
  found integer := 0;
begin
  if to_regclass('pdqb.schema_version') is not null then
    select version into found from pdqb.schema_version;
  end if;
  if found > ${SCHEMA_VERSION} then
    raise exception 'this ledger was made by a newer pdqb';
${Array.from({ length: SCHEMA_VERSION }, (_, version) => `  elsif found = ${version} then execute $schema$\n${upgrade(version, pdqb)}\n$schema$;`).join("\n")}
  end if;
  if not exists (select 1 from pg_roles where rolname = '${ROLE}') then
    create role ${ROLE} nologin;
  end if;
end $pdqb$;
grant usage on schema pdqb to ${ROLE};
grant select, insert, update, delete on all tables in schema pdqb to ${ROLE};
grant select on all sequences in schema pdqb to ${ROLE};
revoke update, delete on pdqb.history from ${ROLE};
revoke insert, update, delete on pdqb.schema_version from ${ROLE};
grant execute on function pdqb.forget_practice to ${ROLE};
commit;
-- Then a login for each person and host: create role ada login password '...' in role ${ROLE};
-- or, for a login that is there already: grant ${ROLE} to ada;
`;
