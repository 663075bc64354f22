/** Invoices by the day on which they were issued (docs/quickbooks.md 6 and 8.2). */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { QuickBooks, Span } from "../../ports.ts";
import { type InvoiceReader, invoicePages } from "./invoice-pages.ts";
import { quoted } from "./query-words.ts";
import { readableRows, UnexpectedAnswer } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

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
