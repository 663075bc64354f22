// Large books and ledgers, as years of work would leave them.
import { DatabaseSync } from "@photostructure/sqlite";
import { books, control, pdqb, post, sales } from "./measure.mjs";

const open = () => new DatabaseSync(pdqb("ledger", "path").trim());

/** Loads invoices into the books and ties each to a deal of its own in the ledger. */
export async function known(count) {
  await control("load", post({ invoices: count }));
  const database = open();
  database.exec("begin");
  const [scope] = database.prepare("select * from invoices limit 1").all();
  const own = [scope.environment, scope.pipedrive_company, scope.realm];
  const put = (table, row) => {
    const names = ["environment", "pipedrive_company", "realm", ...Object.keys(row)];
    const sql = `insert or ignore into ${table} (${names}) values (${names.map(() => "?")})`;
    database.prepare(sql).run(...own, ...Object.values(row));
  };
  const at = new Date().toISOString();
  let deal = 100_000;
  for await (const one of loaded()) {
    deal += 1;
    put("invoices", snapshot(one, at));
    put("invoice_links", link(one, deal, at));
  }
  database.exec("commit");
  database.close();
}

const link = (one, deal, at) => ({
  invoice_id: one.Id,
  deal_id: deal,
  part: "1",
  generation: 1,
  deal_title: `Deal ${deal}`,
  owner_id: 77,
  pipeline_id: 1,
  created_at: at,
});
const snapshot = (one, at) => ({
  id: one.Id,
  number: one.DocNumber,
  sync_token: one.SyncToken,
  customer_id: one.CustomerRef.value,
  customer_name: one.CustomerRef.name,
  currency: one.CurrencyRef.value,
  total: amount(one.TotalAmt),
  balance: amount(one.Balance),
  tax: amount(one.TxnTaxDetail?.TotalTax ?? 0),
  date: one.TxnDate,
  due_date: one.DueDate,
  email_status: one.EmailStatus,
  private_note: "",
  quantities_zero: 0,
  created_at: one.MetaData.CreateTime,
  updated_at: one.MetaData.LastUpdatedTime,
  deleted: 0,
  last_total: amount(one.TotalAmt),
  refreshed_at: at,
});
/** As the ledger keeps amounts: without zeros at the end. */
const amount = (value) => String(value);

async function* loaded() {
  for (let start = 1; ; start += 1000) {
    const statement = `select * from Invoice where DocNumber like 'L%' orderby Id startposition ${start} maxresults 1000`;
    const { QueryResponse } = await books(`query?query=${encodeURIComponent(statement)}`);
    const page = QueryResponse.Invoice ?? [];
    yield* page;
    if (page.length < 1000) return;
  }
}

/** The ledger alone, by copies of its own rows. */
export function grow(count) {
  const database = open();
  database.exec(`
    create temp table of_invoices as select * from invoices;
    create temp table of_links as select * from invoice_links;
    begin;
  `);
  const there = database.prepare("select count(*) as rows from invoices").get().rows;
  for (let copy = 1; there * (copy + 1) <= count + there; copy += 1) {
    database.exec(`
      update of_invoices set id = id + 1000000;
      insert into invoices select * from of_invoices;
      update of_links set invoice_id = invoice_id + 1000000, deal_id = deal_id + 1000000;
      insert into invoice_links select * from of_links;
    `);
  }
  database.exec("commit");
  database.close();
}

/** Each of these deals is billed by a copy of an invoice that the ledger has. */
export function tieCopies(deals) {
  const database = open();
  const links = database.prepare("select * from invoice_links order by invoice_id").all();
  const put = (table, known) => {
    const names = Object.keys(known);
    const sql = `insert into ${table} (${names}) values (${names.map(() => "?")})`;
    database.prepare(sql).run(...Object.values(known));
  };
  const invoice = database.prepare("select * from invoices where id = ?");
  database.exec("begin");
  for (const [place, deal] of deals.entries()) {
    const link = links[place % links.length];
    const id = `${2_000_000 + place}`;
    put("invoices", { ...invoice.get(link.invoice_id), id });
    put("invoice_links", { ...link, invoice_id: id, deal_id: deal, part: "1", generation: 1 });
  }
  database.exec("commit");
  database.close();
}

/** Takes the copies away: QuickBooks does not know them, so a read of all would ask for each. */
export function shrink() {
  const database = open();
  database.exec(`
    delete from invoices where cast(id as integer) > 1000000;
    delete from invoice_links where cast(invoice_id as integer) > 1000000;
  `);
  database.close();
}

/** Preferences, terms and tax codes are read again. */
export function forgetCache() {
  const database = open();
  database.exec("delete from cache");
  database.close();
}

/** A ledger that knows no invoice. */
export function forgetInvoices() {
  const database = open();
  database.exec("delete from invoices; delete from invoice_links; delete from written_back");
  database.close();
}

/** The two characters of this Pipedrive company in the markers of its invoices. */
export function companyOfMarkers() {
  const database = open();
  const [{ private_note: note }] = database
    .prepare("select private_note from invoices where private_note like 'pdqb %' limit 1")
    .all();
  database.close();
  return /pdqb \S+ (\w\w)\w{6}/.exec(note)?.[1];
}

/** Sparse updates by somebody else, thirty a call; `changes` gives what is sent of each, by its place. Answers with how many were taken: of customers in other currencies none is. */
export async function update(count, changes) {
  let batch = [];
  let taken = 0;
  let sent = 0;
  const flush = async () => {
    const { BatchItemResponse } = await books("batch", post({ BatchItemRequest: batch }));
    taken += BatchItemResponse.filter((item) => item.Invoice).length;
    batch = [];
  };
  for await (const { Id, SyncToken, CustomerRef, CurrencyRef } of loaded()) {
    if (taken + batch.length >= count) break;
    const own = { sparse: true, Id, SyncToken, CustomerRef, CurrencyRef };
    batch.push({
      bId: Id,
      operation: "update",
      Invoice: { ...own, ...changes(sent) },
    });
    sent += 1;
    if (batch.length === 30) await flush();
  }
  if (batch.length > 0) await flush();
  return taken;
}

/** Deals of that many ids, made side by side. `more`: what else is known of each, by its place. */
export async function makeDeals(count, more = () => ({})) {
  const ids = [];
  const make = async () => {
    while (ids.length < count) {
      const place = ids.push(0) - 1;
      const deal = { title: `Deal ${place + 1}`, ...more(place) };
      const { data } = await sales("v2/deals", post(deal));
      ids[place] = data.id;
    }
  };
  await Promise.all(Array.from({ length: 8 }, make));
  return ids;
}

/**
 * `count` deals are to be written to: those that were billed, and others that are made in Pipedrive for invoices that are known. Of every
 * other deal the ledger says that its status was written already.
 */
export async function toWriteBack(count, code) {
  const database = open();
  const billed = database.prepare(
    "select count(distinct deal_id) as deals from invoice_links where deal_id <= 100000",
  );
  const made = await makeDeals(count - billed.get().deals);
  const today = new Date().toISOString().slice(0, 10);
  const links = database
    .prepare(
      "select l.*, i.balance, i.total, i.due_date from invoice_links l join invoices i on i.id = l.invoice_id where l.deal_id > 100000",
    )
    .all();
  const put = database.prepare("insert or replace into written_back values (?, ?, ?, ?, ?)");
  const move = database.prepare("update invoice_links set deal_id = ? where invoice_id = ?");
  for (const one of links) {
    const deal = made.pop();
    if (deal !== undefined) {
      move.run(deal, one.invoice_id);
      continue;
    }
    const written = {
      dealId: one.deal_id,
      values: { [code]: JSON.stringify(statusOf(one, today)) },
      note: null,
      files: [],
      activities: [],
      refused: null,
    };
    const own = [one.environment, one.pipedrive_company, one.realm];
    put.run(...own, one.deal_id, JSON.stringify(written));
  }
  database.close();
}

function statusOf({ balance, total, due_date: due }, today) {
  if (Number(balance) === 0) return "paid";
  if (due < today) return "overdue";
  return balance === total ? "open" : "partially paid";
}
