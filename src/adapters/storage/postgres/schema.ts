/** The ledger's tables on PostgreSQL, as numbered migrations. Text is compared byte by byte, as everywhere else in pdqb. */

const TEXT = 'text collate "C"';
/** Every row is keyed by its company pair and environment. */
const SCOPE = `environment ${TEXT} not null, pipedrive_company ${TEXT} not null, realm ${TEXT} not null`;

/** `keys`: what identifies a row within its scope. */
const table = (name: string, columns: string, keys: string): string =>
  `
create table ${name} (
  ${SCOPE}, ${columns},
  primary key (environment, pipedrive_company, realm${keys === "" ? "" : `, ${keys}`})
);`.replace(/\btext\b(?! collate)/g, TEXT);

const MIGRATIONS: readonly string[] = [
  [
    `create table intents (
  ${SCOPE}, id ${TEXT} primary key, key ${TEXT} not null, kind ${TEXT} not null, deal_id bigint, state ${TEXT} not null,
  request_id ${TEXT} not null unique, body ${TEXT} not null, marker ${TEXT}, summary ${TEXT} not null, follows ${TEXT},
  created_at ${TEXT} not null, first_sent_at ${TEXT}, last_sent_at ${TEXT}, object_id ${TEXT}, outcome ${TEXT} not null
);
create unique index one_open_intent on intents (environment, pipedrive_company, realm, key) where state = 'open';
create index intents_by_key on intents (environment, pipedrive_company, realm, key);`,
    table(
      "invoice_links",
      `invoice_id text not null, deal_id bigint not null, part text not null, generation bigint not null,
  deal_title text not null, deal_value text, owner_id bigint, pipeline_id bigint, billed text, created_at text not null`,
      "deal_id, invoice_id",
    ),
    table(
      "customer_links",
      "source text not null, source_id bigint not null, currency text not null, customer_id text not null, customer_name text not null",
      "source, source_id, currency",
    ),
    table(
      "item_links",
      "product_id bigint not null, variation_id bigint not null, item_id text not null, item_name text not null",
      "product_id, variation_id",
    ),
    table(
      "tax_links",
      "percent text not null, customer_id text not null, tax_code_id text not null, tax_code_name text not null",
      "percent, customer_id",
    ),
    table(
      "invoices",
      `id text not null, number text, sync_token text not null, customer_id text not null, customer_name text not null,
  currency text not null, total text not null, balance text not null, tax text not null, date text not null, due_date text,
  email_status text, emailed_at text, private_note text not null, quantities_zero integer not null, created_at text not null,
  updated_at text not null, deleted integer not null, last_total text, refreshed_at text not null`,
      "id",
    ),
    table("cursors", "name text not null, value text not null", "name"),
    table("cache", "name text not null, json text not null, cached_at bigint not null", "name"),
    table("written_back", "deal_id bigint not null, json text not null", "deal_id"),
    table("runs", "name text not null, created_at text not null, json text not null", "name"),
    table(
      "run_rows",
      "run text not null, position bigint not null, deal_id bigint not null, state text not null, json text not null, plan text",
      "run, position",
    ),
    table("history_heads", "places bigint not null, hash text not null", ""),
    `
create table history (
  ${SCOPE}, seq bigint generated always as identity primary key, at ${TEXT} not null, actor ${TEXT} not null,
  action ${TEXT} not null, invoice_id ${TEXT}, deal_id bigint, request_id ${TEXT}, trace_id ${TEXT}, before ${TEXT}, after ${TEXT},
  run ${TEXT}, reason ${TEXT}, place bigint not null, hash ${TEXT} not null,
  constraint one_row_in_a_place unique (environment, pipedrive_company, realm, place)
);
create index history_by_invoice on history (environment, pipedrive_company, realm, invoice_id);
create index invoices_by_date on invoices (environment, pipedrive_company, realm, date, id);
create index invoices_by_number on invoices (environment, pipedrive_company, realm, lower(trim(number)));
create index invoices_unpaid on invoices (environment, pipedrive_company, realm, due_date) where balance <> '0';
create index links_by_invoice on invoice_links (environment, pipedrive_company, realm, invoice_id);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'history is append-only';
end $$;
create trigger history_stays before update on history for each row execute function refuse_change();
create trigger history_is_kept before delete on history for each row when (old.environment <> 'practice')
  execute function refuse_change();
create trigger history_is_whole before truncate on history execute function refuse_change();
create function forget_practice(kind text, company text, books text) returns void
language sql security definer set search_path = pdqb as $$
  delete from history where kind = 'practice' and environment = kind and pipedrive_company = company and realm = books
$$;`,
  ].join("\n"),
  // When the last requests to a service left, newest first: milliseconds of the server's clock.
  `create table pace (name ${TEXT} primary key, sent bigint[] not null);`,
  // Which pdqb made it: an older one names it as the one that is needed.
  "alter table schema_version add column if not exists pdqb text;",
];

/** Which those who use the ledger are members of. */
export const ROLE = "pdqb";

export const SCHEMA_VERSION = MIGRATIONS.length;

/** `pdqb`: the version of the one that made it. */
export type Schema = { version: number; pdqb?: string | null };
/** There is none. */
export const NO_SCHEMA: Schema = { version: 0 };

type Fault = {
  message: string;
  reason: string;
  /** It can be brought to this version. */
  isOlder: boolean;
  next: (address: string) => string[];
};

/** What keeps this pdqb from using it. */
export function schemaFault({ version, pdqb }: Schema): Fault | undefined {
  if (version === SCHEMA_VERSION) return undefined;
  if (version > SCHEMA_VERSION)
    return {
      message: "the ledger was made by a newer pdqb.",
      reason: `it has version ${version}, and this pdqb knows ${SCHEMA_VERSION}.${pdqb ? ` pdqb ${pdqb} or a newer one is needed.` : ""}`,
      isOlder: false,
      next: () => [`npm install --global pdqb@${pdqb ?? "latest"}`],
    };
  return {
    message:
      version === 0 ? "there is no ledger in this database yet." : "the ledger is an older one.",
    reason:
      version === 0
        ? "it has no schema pdqb."
        : `it has version ${version}, and this pdqb needs ${SCHEMA_VERSION}.`,
    isOlder: version > 0,
    next: (address) => [`pdqb ledger use "${address}"`],
  };
}

/** Brings a schema of `version` to the newest, which the version `pdqb` has: statements of one transaction. */
export function upgrade(version: number, pdqb: string): string {
  const first = `create schema if not exists pdqb;
create table if not exists pdqb.schema_version (version integer not null);
insert into pdqb.schema_version select 0 where not exists (select 1 from pdqb.schema_version);`;
  const steps = MIGRATIONS.slice(version);
  return [
    ...(version === 0 ? [first] : []),
    "set local search_path = pdqb;",
    ...steps,
    `update schema_version set version = ${SCHEMA_VERSION}, pdqb = '${pdqb}';`,
  ].join("\n");
}
