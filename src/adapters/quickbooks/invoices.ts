/** Invoices: reads, pages, and the change feed (docs/quickbooks.md 6 to 8). */
import type { Customer } from "../../domain/books.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { QuickBooks, Span } from "../../ports.ts";
import { withCustomers } from "./by-id.ts";
import type { Client } from "./client.ts";
import { allOf, READERS, readableOf, toChanges } from "./invoice-rows.ts";
import { isSendable, likeText, same } from "./name-query.ts";
import { checkedId, chunks, idList, quoted } from "./query-words.ts";
import { asAsked, onlyAsked, queryCount, readableRows, toCustomer } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

type Invoices = Pick<
  QuickBooks,
  | "invoice"
  | "invoicesByIds"
  | "invoicesByNumber"
  | "newestNumbers"
  | "customerState"
  | "customerStates"
  | "newestInvoices"
  | "invoicesOfCustomer"
  | "unpaidInvoices"
  | "invoicesCreated"
  | "invoiceChanges"
  | "invoiceCount"
  | "issuedCounts"
  | "issuedInvoices"
  | "allInvoices"
>;

const PAGE_SIZE = 1000;
/** A batch answers with at most 1,000 objects in all (docs/quickbooks.md 8.2). */
const BESIDE_ONE = 999;
/** Of other customers that come with one. */
const OTHERS_MAX = 200;
/** Among so many the highest number is looked for: enough for a few that were made out of order. */
const NUMBERS_LOOKED_AT = 100;
/** A million invoices; a service that never ends its pages is stopped here. */
const PAGES_MAX = 1000;
export type WithCurrency = (invoices: Invoice[]) => Promise<Invoice[]>;

/** With multicurrency off an answer may leave the currency out: then it is the company's own. */
export function currencyFiller(homeCurrency: () => Promise<string>): WithCurrency {
  return async (invoices) => {
    if (!invoices.some((invoice) => invoice.currency === "" && !invoice.deleted)) return invoices;
    const currency = await homeCurrency();
    return invoices.map((invoice) =>
      invoice.currency === "" && !invoice.deleted ? { ...invoice, currency } : invoice,
    );
  };
}

export function quickbooksInvoices(client: Client, withCurrency: WithCurrency): Invoices {
  const listed = (rows: unknown[]) => readableRows(rows, toInvoice, client);

  async function* pages(
    condition: string,
    read: (rows: unknown[]) => Invoice[] = allOf,
    from = 1,
  ): AsyncGenerator<Invoice[]> {
    for (let page = 0; page < PAGES_MAX; page++) {
      const start = from + page * PAGE_SIZE;
      const where = `${condition} orderby Id startposition ${start} maxresults ${PAGE_SIZE}`;
      const rows = await client.query("Invoices", where.trim());
      if (rows.length > 0) yield await withCurrency(read(rows));
      if (rows.length < PAGE_SIZE) return;
    }
    throw new Error(`QuickBooks gave ${PAGES_MAX} full pages of invoices.`);
  }

  async function all(condition: string, read = allOf, from = 1): Promise<Invoice[]> {
    const result: Invoice[] = [];
    for await (const page of pages(condition, read, from)) result.push(...page);
    return result;
  }

  return {
    async invoice(id) {
      const checked = checkedId(id);
      const invoice = await client.read(
        (sdk, done) => sdk.getInvoice(checked, done),
        (body) => asAsked(toInvoice(body), checked, ({ id }) => id),
      );
      const [complete] = await withCurrency([invoice]);
      return complete ?? invoice;
    },
    async invoicesByIds(ids, unreadable = "refuse") {
      const result: Invoice[] = [];
      for (const chunk of chunks(ids))
        result.push(
          ...onlyAsked(
            await all(`where Id in (${idList(chunk)})`, READERS[unreadable]),
            chunk,
            (invoice) => invoice.id,
          ),
        );
      return result;
    },
    async invoicesByNumber(number) {
      const wanted = number.trim();
      // A query ignores case; a number that was typed in QuickBooks may have a blank at its end.
      const padded = [wanted, ` ${wanted}`, `${wanted} `];
      const condition = isSendable(wanted)
        ? `DocNumber in (${padded.map(quoted).join(",")})`
        : `DocNumber like ${quoted(likeText(`%${wanted}%`))}`;
      return (await all(`where ${condition}`)).filter((invoice) =>
        same(invoice.number?.trim() ?? null, wanted),
      );
    },
    async newestNumbers() {
      const newest = `orderby MetaData.CreateTime desc maxresults ${NUMBERS_LOOKED_AT}`;
      const made = (await client.query("Invoices", newest)).map(toInvoice);
      // Times are in whole seconds; of one second the higher id is the later.
      const later = (one: Invoice, other: Invoice) =>
        Date.parse(other.createdAt) - Date.parse(one.createdAt) ||
        Number(other.id) - Number(one.id);
      return made.sort(later).map(({ number }) => number);
    },
    async customerState(customerId, since, othersSince) {
      const id = quoted(checkedId(customerId));
      const condition = `where CustomerRef = ${id} and MetaData.CreateTime >= ${instant(since)}`;
      const own = othersSince === undefined ? BESIDE_ONE : BESIDE_ONE - OTHERS_MAX;
      const queries = {
        customer: `select * from Customer where Id in (${id}) and Active in (true,false)`,
        invoices: `select * from Invoice ${condition} orderby Id maxresults ${own}`,
      };
      const rows: Record<"customer" | "invoices" | "others", unknown[]> =
        othersSince === undefined
          ? { ...(await client.batch(queries)), others: [] }
          : await client.batch({
              ...queries,
              others: `select * from Invoice ${newest(othersSince, OTHERS_MAX)}`,
            });
      const found = onlyAsked(rows.customer.map(toCustomer), [customerId], (one) => one.id);
      const [customer] = await withCustomers(client, found, [customerId]);
      const invoices = await withCurrency(rows.invoices.map(toInvoice));
      if (invoices.length >= own) invoices.push(...(await all(condition, allOf, own + 1)));
      const isWhole = othersSince !== undefined && rows.others.length < OTHERS_MAX;
      return {
        customer,
        invoices: onlyAsked(invoices, [customerId], customerOf),
        ...(isWhole && {
          others: { invoices: await withCurrency(readableOf(rows.others)), isAll: true },
        }),
      };
    },
    async newestInvoices(since) {
      const rows = await client.query("Invoices", newest(since, PAGE_SIZE));
      const invoices = await withCurrency(readableOf(rows));
      return { invoices, isAll: rows.length < PAGE_SIZE };
    },
    async customerStates(customerIds, since) {
      const customers: Customer[] = [];
      const invoices: Invoice[] = [];
      for (const chunk of chunks(customerIds)) {
        const ids = idList(chunk);
        const where = `where Id in (${ids}) and Active in (true,false) maxresults 1000`;
        const rows = await client.query("Customers", where);
        customers.push(...onlyAsked(rows.map(toCustomer), chunk, (one) => one.id));
        const made = `MetaData.CreateTime >= ${instant(since)}`;
        const found = await all(`where CustomerRef in (${ids}) and ${made}`);
        invoices.push(...onlyAsked(found, chunk, customerOf));
      }
      return { customers, invoices };
    },
    async invoicesOfCustomer(customerId, { since, until }) {
      const condition = [
        `where CustomerRef = ${quoted(checkedId(customerId))}`,
        ...(since === undefined ? [] : [`TxnDate >= ${quoted(since)}`]),
        ...(until === undefined ? [] : [`TxnDate <= ${quoted(until)}`]),
      ].join(" and ");
      return onlyAsked(await all(condition, listed), [customerId], customerOf);
    },
    unpaidInvoices: () => pages("where Balance > '0'", listed),
    invoicesCreated: (from, to) =>
      all(
        `where MetaData.CreateTime >= ${instant(from)} and MetaData.CreateTime <= ${instant(to)}`,
      ),
    async invoiceChanges(since) {
      const changedSince = new Date(since).toISOString();
      const changes = await client.read(
        (sdk, done) => sdk.changeDataCapture("Invoice", changedSince, done),
        toChanges,
      );
      return { ...changes, invoices: await withCurrency(changes.invoices) };
    },
    invoiceCount: () =>
      client.read((sdk, done) => sdk.findInvoices({ count: true }, done), queryCount),
    issuedCounts: (spans) =>
      client.counts(spans.map((span) => `select count(*) from Invoice ${issuedIn(span)}`)),
    issuedInvoices: (span) => pages(issuedIn(span), listed),
    allInvoices: (unreadable = "refuse") => pages("", READERS[unreadable]),
  };
}

const newest = (since: string, most: number) =>
  `where MetaData.CreateTime >= ${instant(since)} orderby MetaData.CreateTime desc maxresults ${most}`;

const issuedIn = ({ since, until }: Span) =>
  `where TxnDate >= ${quoted(since)} and TxnDate <= ${quoted(until)}`;

const customerOf = ({ customer }: Invoice) => customer.id;

/** A quoted instant in UTC with `Z`: an offset's plus sign would not survive every client's encoding. */
function instant(time: string): string {
  return quoted(new Date(time).toISOString());
}
