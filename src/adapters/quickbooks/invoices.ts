/** Invoices: reads, pages, and the change feed (docs/quickbooks.md 6 to 8). */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { QuickBooks } from "../../ports.ts";
import { type CustomerInvoices, customerInvoices } from "./customer-invoices.ts";
import { type InvoiceDetails, invoiceDetails } from "./invoice-details.ts";
import {
  everyInvoice,
  type InvoiceReader,
  instant,
  invoicePages,
  issuedInvoices,
  newestSince,
} from "./invoice-pages.ts";
import { READERS, sorted, toChanges } from "./invoice-rows.ts";
import { isSendable, likeText, same } from "./name-query.ts";
import { checkedId, chunks, idList, quoted } from "./query-words.ts";
import { asAsked, onlyAsked, queryCount, readableRows } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

type Invoices = CustomerInvoices &
  InvoiceDetails &
  Pick<
    QuickBooks,
    | "invoice"
    | "invoicesByIds"
    | "invoicesByNumber"
    | "newestNumbers"
    | "newestInvoices"
    | "unpaidInvoices"
    | "invoicesCreated"
    | "invoiceChanges"
    | "invoiceCount"
    | "allInvoices"
  > &
  ReturnType<typeof issuedInvoices>;

const NEWEST_MAX = 1000;
/** Among so many the highest number is looked for: enough for a few that were made out of order. */
const NUMBERS_LOOKED_AT = 100;

export function quickbooksInvoices(reader: InvoiceReader): Invoices {
  const { client, withCurrency } = reader;
  const listed = (rows: unknown[]) => readableRows(rows, toInvoice, client);
  return {
    ...customerInvoices(reader),
    ...invoiceDetails(client, withCurrency),
    ...issuedInvoices(reader),
    invoice: (id) => readInvoice(reader, id),
    invoicesByIds: (ids, unreadable) => invoicesByIds(reader, ids, unreadable),
    invoicesByNumber: (number) => invoicesByNumber(reader, number),
    newestNumbers: () => newestNumbers(reader),
    async newestInvoices(since) {
      const rows = await client.query("Invoices", newestSince(since, NEWEST_MAX));
      const { invoices, unread } = sorted(rows);
      return {
        invoices: await withCurrency(invoices),
        unread,
        isAll: rows.length < NEWEST_MAX,
      };
    },
    unpaidInvoices: () => invoicePages(reader, "where Balance > '0'", listed),
    invoicesCreated: (from, to) =>
      everyInvoice(
        reader,
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
    allInvoices: (skip = client.skip) =>
      invoicePages(reader, "", (rows) => readableRows(rows, toInvoice, { skip })),
  };
}

async function readInvoice({ client, withCurrency }: InvoiceReader, id: string): Promise<Invoice> {
  const checked = checkedId(id);
  const invoice = await client.read(
    (sdk, done) => sdk.getInvoice(checked, done),
    (body) => asAsked(toInvoice(body), checked, ({ id }) => id),
  );
  const [complete] = await withCurrency([invoice]);
  return complete ?? invoice;
}

async function invoicesByIds(
  reader: InvoiceReader,
  ids: string[],
  unreadable: keyof typeof READERS = "refuse",
): Promise<Invoice[]> {
  const result: Invoice[] = [];
  for (const chunk of chunks(ids)) {
    const found = await everyInvoice(reader, `where Id in (${idList(chunk)})`, READERS[unreadable]);
    result.push(...onlyAsked(found, chunk, (invoice) => invoice.id));
  }
  return result;
}

async function invoicesByNumber(reader: InvoiceReader, number: string): Promise<Invoice[]> {
  const wanted = number.trim();
  // A query ignores case; a number that was typed in QuickBooks may have a blank at its end.
  const padded = [wanted, ` ${wanted}`, `${wanted} `];
  const condition = isSendable(wanted)
    ? `DocNumber in (${padded.map(quoted).join(",")})`
    : `DocNumber like ${quoted(likeText(`%${wanted}%`))}`;
  const found = await everyInvoice(reader, `where ${condition}`);
  return found.filter((invoice) => same(invoice.number?.trim() ?? null, wanted));
}

async function newestNumbers({ client }: InvoiceReader): Promise<(string | null)[]> {
  const newest = `orderby MetaData.CreateTime desc maxresults ${NUMBERS_LOOKED_AT}`;
  const made = (await client.query("Invoices", newest)).map(toInvoice);
  // Times are in whole seconds; of one second the higher id is the later.
  const later = (one: Invoice, other: Invoice) =>
    Date.parse(other.createdAt) - Date.parse(one.createdAt) || Number(other.id) - Number(one.id);
  return made.sort(later).map(({ number }) => number);
}
