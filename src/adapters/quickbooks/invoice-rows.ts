/** Rows of invoices in an answer: of a list, and of the change feed (docs/quickbooks.md 8). */
import * as v from "valibot";
import type { Invoice, UnreadInvoice } from "../../domain/invoice/invoice.ts";
import type { QuickBooks } from "../../ports.ts";
import { id, moment, parse, queryRows, readableRows, text, UnexpectedAnswer } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

/** An answer of the change feed that holds as many may have been cut (docs/quickbooks.md 8.1). */
const CHANGES_MAX = 1000;

/** Throws for one that cannot be read. */
export const allOf = (rows: unknown[]): Invoice[] => rows.map(toInvoice);
export const readableOf = (rows: unknown[]): Invoice[] =>
  rows.flatMap((row) => readable(row) ?? []);
export const READERS = { refuse: allOf, skip: readableOf };

export const isReadable = (row: unknown) => readable(row) !== undefined;

function readable(row: unknown): Invoice | undefined {
  try {
    return toInvoice(row);
  } catch (error) {
    if (error instanceof UnexpectedAnswer) return undefined;
    throw error;
  }
}

/** Those that can be read, and what is known of the others. */
export function sorted(rows: unknown[]): { invoices: Invoice[]; unread: UnreadInvoice[] } {
  const unread: UnreadInvoice[] = [];
  const invoices = rows.flatMap((row) => {
    const skip = (what: string) => {
      const noted = v.safeParse(v.object({ PrivateNote: text }), row);
      const privateNote = noted.success ? (noted.output.PrivateNote ?? "") : null;
      unread.push({ why: `QuickBooks answered with ${what}.`, privateNote });
    };
    return readableRows([row], toInvoice, { skip });
  });
  return { invoices, unread };
}

/** One element per entity that was asked for; `{}` where nothing changed (docs/quickbooks.md 8.1). */
export function toChanges(body: unknown): Awaited<ReturnType<QuickBooks["invoiceChanges"]>> {
  const schema = v.object({
    CDCResponse: v.array(v.object({ QueryResponse: v.array(v.unknown()) })),
    time: moment,
  });
  const { CDCResponse, time } = parse(schema, body, "a list of changes");
  const rows = CDCResponse.flatMap(({ QueryResponse }) =>
    QueryResponse.flatMap((part) => queryRows({ QueryResponse: part }, "Invoice")),
  );
  const unreadable = rows
    .filter((row) => !isReadable(row))
    .map((row) => parse(v.object({ Id: id }), row, "a changed invoice").Id);
  return {
    invoices: readableOf(rows),
    unreadable,
    truncated: rows.length >= CHANGES_MAX,
    time,
  };
}
