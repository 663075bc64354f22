/** The invoices of customers, with the customers themselves (docs/quickbooks.md 6 to 8). */
import * as v from "valibot";
import type { Customer } from "../../domain/books.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { QuickBooks } from "../../ports.ts";
import { withCustomers } from "./by-id.ts";
import { everyInvoice, type InvoiceReader, instant, newestSince } from "./invoice-pages.ts";
import { allOf, isReadable, readableOf, sorted } from "./invoice-rows.ts";
import { checkedId, chunks, idList, quoted } from "./query-words.ts";
import { onlyAsked, readableRows, toCustomer } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

export type CustomerInvoices = Pick<
  QuickBooks,
  "customerState" | "customerStates" | "invoicesOfCustomer"
>;

/** A batch answers with at most 1,000 objects in all (docs/quickbooks.md 8.2). */
const BESIDE_ONE = 999;
/** Of other customers that come with one. */
const OTHERS_MAX = 200;

export function customerInvoices(reader: InvoiceReader): CustomerInvoices {
  return {
    customerState: (...asked) => customerState(reader, ...asked),
    customerStates: (...asked) => customerStates(reader, ...asked),
    async invoicesOfCustomer(customerId, { since, until }) {
      const condition = [
        `where CustomerRef = ${quoted(checkedId(customerId))}`,
        ...(since === undefined ? [] : [`TxnDate >= ${quoted(since)}`]),
        ...(until === undefined ? [] : [`TxnDate <= ${quoted(until)}`]),
      ].join(" and ");
      const listed = (rows: unknown[]) => readableRows(rows, toInvoice, reader.client);
      return onlyAsked(await everyInvoice(reader, condition, listed), [customerId], customerOf);
    },
  };
}

const customerOf = ({ customer }: Invoice) => customer.id;

async function customerState(
  reader: InvoiceReader,
  ...[customerId, since, othersSince]: Parameters<QuickBooks["customerState"]>
): ReturnType<QuickBooks["customerState"]> {
  const { client, withCurrency } = reader;
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
          others: `select * from Invoice ${newestSince(othersSince, OTHERS_MAX)}`,
        });
  const found = onlyAsked(rows.customer.map(toCustomer), [customerId], (one) => one.id);
  const [customer] = await withCustomers(client, found, [customerId]);
  const invoices = await withCurrency(rows.invoices.map(toInvoice));
  if (invoices.length >= own)
    invoices.push(...(await everyInvoice(reader, condition, allOf, own + 1)));
  const others = sorted(rows.others);
  const isWhole = othersSince !== undefined && rows.others.length < OTHERS_MAX;
  return {
    customer,
    invoices: onlyAsked(invoices, [customerId], customerOf),
    ...(isWhole && {
      others: { ...others, invoices: await withCurrency(others.invoices), isAll: true },
    }),
  };
}

async function customerStates(
  reader: InvoiceReader,
  ...[customerIds, since]: Parameters<QuickBooks["customerStates"]>
): ReturnType<QuickBooks["customerStates"]> {
  const customers: Customer[] = [];
  const invoices: Invoice[] = [];
  const quiet = { skip: () => {} };
  for (const chunk of chunks(customerIds)) {
    const ids = idList(chunk);
    const where = `where Id in (${ids}) and Active in (true,false) maxresults 1000`;
    const rows = await reader.client.query("Customers", where);
    const read = onlyAsked(readableRows(rows, toCustomer, quiet), chunk, (one) => one.id);
    const made = `MetaData.CreateTime >= ${instant(since)}`;
    const unreadable: unknown[] = [];
    const readable = (page: unknown[]) => {
      unreadable.push(...page.filter((row) => !isReadable(row)));
      return readableOf(page);
    };
    const found = await everyInvoice(reader, `where CustomerRef in (${ids}) and ${made}`, readable);
    invoices.push(...onlyAsked(found, chunk, customerOf));
    const unsure = new Set(unreadable.flatMap((row) => customerOfRow(row) ?? chunk));
    customers.push(...read.filter(({ id }) => !unsure.has(id)));
  }
  return { customers, invoices };
}

/** Undefined where not even that can be read. */
function customerOfRow(row: unknown): string | undefined {
  const found = v.safeParse(v.object({ CustomerRef: v.object({ value: v.string() }) }), row);
  return found.success ? found.output.CustomerRef.value : undefined;
}
