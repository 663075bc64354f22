/** Invoices that may be of a deal: shown, or asked about at a terminal. */
import { type Column, tableOf } from "../../cli/column.ts";
import { clean, money } from "../../cli/format.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { InvoiceCandidate } from "../../usecases/invoices/invoice-candidates.ts";
import type { Context } from "../context.ts";
import { INVOICE_COLUMNS, type InvoiceView, invoiceView } from "../views/invoice.ts";

/** Null where it is none of them. */
export async function askCandidate(
  { ask }: Context,
  deal: number,
  candidates: InvoiceCandidate[],
): Promise<string | null> {
  return ask.select<string | null>(
    `Which invoice belongs to deal ${deal}?`,
    [
      ...candidates.map(({ known: { invoice }, reasons }) => ({
        value: `id:${invoice.id}`,
        name: clean(
          `${invoiceName(invoice)}  ${invoice.customer.name}, ${money(invoice.total, invoice.currency)} of ${invoice.date} (${reasons.join(", ")})`,
        ),
      })),
      { value: null, name: "None of them" },
    ],
    { flag: "<invoice>" },
  );
}

type Row = { view: InvoiceView; reasons: string[] };

export async function showCandidates(
  { show, today }: Context,
  profile: PinnedProfile,
  deal: number,
  candidates: InvoiceCandidate[],
): Promise<undefined> {
  const day = await today();
  const rows = candidates.map(
    ({ known, reasons }): Row => ({ view: invoiceView(known, day, profile), reasons }),
  );
  await show({
    json: { candidates: rows.map(({ view, reasons }) => ({ invoice: view, reasons })) },
    table: tableOf(rows, COLUMNS),
    empty: `No invoice of the deal's customer is without a deal.`,
    ...(rows.length > 0 && { note: `Link one: pdqb invoice link <number> --deal ${deal}` }),
  });
}

const OF_INVOICE = ["id", "number", "customer", "total", "currency", "date"];
const COLUMNS: readonly Column<Row>[] = [
  ...INVOICE_COLUMNS.filter(({ key }) => OF_INVOICE.includes(key)).map(
    ({ terminal: _, value, ...column }): Column<Row> => ({
      ...column,
      value: ({ view }) => value(view),
    }),
  ),
  { key: "reasons", title: "Why", value: ({ reasons }) => reasons.join(", "), grow: true },
];
