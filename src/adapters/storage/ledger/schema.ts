/** The ledger's tables (docs/design.md 11), as numbered migrations. Amounts are decimal text beside their currency, times RFC 3339 in UTC. */

import type { DatabaseSync } from "@photostructure/sqlite";
import { type HistoryHead, historyHash, NO_HISTORY } from "../history-chain.ts";
import { toHistory } from "./history-rows.ts";
import type { Row, Value } from "./work.ts";

/** Statements, or work that statements alone cannot do. */
type Migration = string | ((database: Database) => void);

/** Every row is keyed by its company pair and environment. */
const SCOPE = "environment text not null, pipedrive_company text not null, realm text not null";

export const MIGRATIONS: readonly Migration[] = [
  `
  create table intents (
    ${SCOPE}, id text primary key, key text not null, kind text not null, deal_id integer, state text not null,
    request_id text not null unique, body text not null, marker text, summary text not null, created_at text not null,
    first_sent_at text, last_sent_at text, object_id text, outcome text not null
  ) strict;
  create unique index one_open_intent on intents (environment, pipedrive_company, realm, key) where state = 'open';
  create table invoice_links (
    ${SCOPE}, invoice_id text not null, deal_id integer not null, part text not null, generation integer not null,
    deal_title text not null, deal_value text, owner_id integer, pipeline_id integer, created_at text not null,
    primary key (environment, pipedrive_company, realm, deal_id, invoice_id)
  ) strict;
  create table customer_links (
    ${SCOPE}, source text not null, source_id integer not null, currency text not null, customer_id text not null,
    customer_name text not null, primary key (environment, pipedrive_company, realm, source, source_id, currency)
  ) strict;
  create table item_links (
    ${SCOPE}, product_id integer not null, variation_id integer not null, item_id text not null, item_name text not null,
    primary key (environment, pipedrive_company, realm, product_id, variation_id)
  ) strict;
  create table tax_links (
    ${SCOPE}, percent text not null, tax_code_id text not null, tax_code_name text not null,
    primary key (environment, pipedrive_company, realm, percent)
  ) strict;
  create table invoices (
    ${SCOPE}, id text not null, number text, sync_token text not null, customer_id text not null, customer_name text not null,
    currency text not null, total text not null, balance text not null, tax text not null, date text not null, due_date text,
    email_status text, emailed_at text, private_note text not null, quantities_zero integer not null, created_at text not null,
    updated_at text not null, deleted integer not null, last_total text, refreshed_at text not null,
    primary key (environment, pipedrive_company, realm, id)
  ) strict;
  create table cursors (${SCOPE}, name text not null, value text not null, primary key (environment, pipedrive_company, realm, name)) strict;
  create table cache (
    ${SCOPE}, name text not null, json text not null, cached_at integer not null,
    primary key (environment, pipedrive_company, realm, name)
  ) strict;
  create table history (
    ${SCOPE}, seq integer primary key autoincrement, at text not null, actor text not null, action text not null,
    invoice_id text, deal_id integer, request_id text, trace_id text, before text, after text
  ) strict;
  create trigger history_stays before update on history begin select raise(abort, 'history is append-only'); end;
  create trigger history_is_kept before delete on history begin select raise(abort, 'history is append-only'); end;
  `,
  "alter table invoice_links add column billed text",
  "alter table intents add column follows text",
  `
  create table written_back (
    ${SCOPE}, deal_id integer not null, json text not null, primary key (environment, pipedrive_company, realm, deal_id)
  ) strict
  `,
  `
  create index invoices_by_date on invoices (environment, pipedrive_company, realm, date, id);
  create index invoices_by_number on invoices (environment, pipedrive_company, realm, number);
  create index links_by_invoice on invoice_links (environment, pipedrive_company, realm, invoice_id);
  `,
  // The customer is part of the primary key, where a null would be equal to nothing: an empty text stands for all customers.
  `
  create table customer_tax_links (
    ${SCOPE}, percent text not null, customer_id text not null, tax_code_id text not null, tax_code_name text not null,
    primary key (environment, pipedrive_company, realm, percent, customer_id)
  ) strict;
  insert into customer_tax_links select environment, pipedrive_company, realm, percent, '', tax_code_id, tax_code_name from tax_links;
  drop table tax_links;
  alter table customer_tax_links rename to tax_links;
  `,
  `create index invoices_unpaid on invoices (environment, pipedrive_company, realm, due_date) where balance <> '0'`,
  chainHistory,
  `
  drop index invoices_by_number;
  create index invoices_by_number on invoices (environment, pipedrive_company, realm, lower(trim(number)));
  `,
  // What was rehearsed may be forgotten with its books; of real companies nothing is.
  `
  drop trigger history_is_kept;
  create trigger history_is_kept before delete on history when old.environment <> 'practice'
  begin select raise(abort, 'history is append-only'); end;
  `,
  `
  create table runs (
    ${SCOPE}, name text not null, created_at text not null, json text not null,
    primary key (environment, pipedrive_company, realm, name)
  ) strict;
  create table run_rows (
    ${SCOPE}, run text not null, position integer not null, deal_id integer not null, state text not null, json text not null,
    plan text, primary key (environment, pipedrive_company, realm, run, position)
  ) strict;
  `,
  "create index intents_by_key on intents (environment, pipedrive_company, realm, key)",
  // Holds all that ageing asks for: what is owed is added up without the rows themselves.
  `
  create index invoices_owed on invoices (
    environment, pipedrive_company, realm, currency, customer_id, date, due_date, balance, customer_name, refreshed_at
  ) where balance <> '0' and deleted = 0
  `,
];

/** The migration to a chained history: older rows are chained as they stand. */
function chainHistory(database: Database): void {
  database.exec(`
    drop trigger history_stays;
    alter table history add column run text;
    alter table history add column reason text;
    alter table history add column place integer not null default 0;
    alter table history add column hash text not null default '';
    create table history_heads (
      environment text not null, pipedrive_company text not null, realm text not null, places integer not null, hash text not null,
      primary key (environment, pipedrive_company, realm)
    ) strict;
  `);
  const chain = database.prepare("update history set place = ?, hash = ? where seq = ?");
  const heads = new Map<string, HistoryHead & { scope: Value[] }>();
  for (const row of database.prepare("select * from history order by seq").all() as Row[]) {
    const scope = [row["environment"], row["pipedrive_company"], row["realm"]] as Value[];
    const key = JSON.stringify(scope);
    const before = heads.get(key) ?? { ...NO_HISTORY, scope };
    const rows = before.rows + 1;
    const hash = historyHash(before.hash, rows, toHistory(row));
    chain.run(rows, hash, row["seq"] as number);
    heads.set(key, { rows, hash, scope });
  }
  const put = database.prepare("insert into history_heads values (?, ?, ?, ?, ?)");
  for (const { scope, rows, hash } of heads.values()) put.run(...scope, rows, hash);
  database.exec(`
    create trigger history_stays before update on history begin select raise(abort, 'history is append-only'); end;
    create index history_by_place on history (environment, pipedrive_company, realm, place);
    create index history_by_invoice on history (environment, pipedrive_company, realm, invoice_id);
  `);
}

export type Database = InstanceType<typeof DatabaseSync>;
