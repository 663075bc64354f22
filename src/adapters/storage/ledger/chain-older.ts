import { type HistoryHead, historyHash, NO_HISTORY } from "../history-chain.ts";
import { toHistory } from "./history-rows.ts";
import type { Database } from "./sqlite.ts";
import type { Row, Value } from "./work.ts";

/** The migration to a chained history: older rows are chained as they stand. */
export function chainHistory(database: Database): void {
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
