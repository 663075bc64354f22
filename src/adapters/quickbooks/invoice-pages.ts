/** Pages of invoices, whatever they are asked by (docs/quickbooks.md 6 and 8). */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { QuickBooks, Span } from "../../ports.ts";
import type { Client } from "./client.ts";
import { allOf } from "./invoice-rows.ts";
import { quoted } from "./query-words.ts";
import { readableRows, UnexpectedAnswer } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

const PAGE_SIZE = 1000;
/** A million invoices; a service that never ends its pages is stopped here. */
const PAGES_MAX = 1000;

/** With multicurrency off an answer may leave the currency out: then it is the company's own. */
export type WithCurrency = (invoices: Invoice[]) => Promise<Invoice[]>;

/** What invoices are read with. */
export type InvoiceReader = { client: Client; withCurrency: WithCurrency };

export function currencyFiller(homeCurrency: () => Promise<string>): WithCurrency {
  return async (invoices) => {
    if (!invoices.some((invoice) => invoice.currency === "" && !invoice.deleted)) return invoices;
    const currency = await homeCurrency();
    return invoices.map((invoice) =>
      invoice.currency === "" && !invoice.deleted ? { ...invoice, currency } : invoice,
    );
  };
}

/** Each page of what fits the condition, from the row `from` (the first is 1). */
export async function* invoicePages(
  { client, withCurrency }: InvoiceReader,
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

/** What `invoicePages` gives, in one list. */
export async function everyInvoice(...asked: Parameters<typeof invoicePages>): Promise<Invoice[]> {
  const result: Invoice[] = [];
  for await (const page of invoicePages(...asked)) result.push(...page);
  return result;
}

/** The newest first, `most` of them. */
export const newestSince = (since: string, most: number) =>
  `where MetaData.CreateTime >= ${instant(since)} orderby MetaData.CreateTime desc maxresults ${most}`;

/** A quoted instant in UTC with `Z`: an offset's plus sign would not survive every client's encoding. */
export function instant(time: string): string {
  return quoted(new Date(time).toISOString());
}

/** By the day on which they were issued. */
export const issuedInvoices = (
  reader: InvoiceReader,
): Pick<QuickBooks, "issuedCounts" | "issuedInvoices"> => ({
  issuedCounts: (spans) =>
    reader.client.counts(spans.map((span) => `select count(*) from Invoice ${issuedIn(span)}`)),
  issuedInvoices: ([span, ...more]) => {
    if (span && more.length === 0)
      return invoicePages(reader, issuedIn(span), (rows) => issued(reader, rows, span));
    return together(reader, span ? [span, ...more] : []);
  },
});

/** A batch answers with at most 1,000 objects in all: who asks has counted them. */
async function* together(reader: InvoiceReader, spans: Span[]): AsyncGenerator<Invoice[]> {
  const { client, withCurrency } = reader;
  const queries = spans.map((span, index) => [
    `span${index}`,
    `select * from Invoice ${issuedIn(span)} orderby Id maxresults 1000`,
  ]);
  const rows = await client.batch<string>(Object.fromEntries(queries));
  const invoices = spans.flatMap((span, index) => issued(reader, rows[`span${index}`] ?? [], span));
  if (invoices.length > 0) yield await withCurrency(invoices);
}

const issuedIn = ({ since, until }: Span) =>
  `where TxnDate >= ${quoted(since)} and TxnDate <= ${quoted(until)}`;

function issued({ client }: InvoiceReader, rows: unknown[], { since, until }: Span): Invoice[] {
  const invoices = readableRows(rows, toInvoice, client);
  if (invoices.every(({ date }) => since <= date && date <= until)) return invoices;
  throw new UnexpectedAnswer("an invoice of another time than was asked for");
}
