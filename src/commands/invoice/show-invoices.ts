/** A list of invoices as it is shown: in the order that was asked for, cut to its limit, with its sums. */
import { tableOf } from "../../cli/column.ts";
import { sortRows } from "../../cli/flat.ts";
import { momentText } from "../../cli/when.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { invoiceSums } from "../../domain/invoice/invoice-sums.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Context } from "../context.ts";
import { INVOICE_FIELDS, type InvoiceView, terminalColumns } from "../views/invoice.ts";
import { sumsJson, sumsText } from "../views/sums.ts";

/** `deal`: whose invoices they are. `isFromBooks`: read a moment ago, and not from the ledger. */
export async function showInvoices(
  { ports, globals, show, io }: Context,
  listed: { known: KnownInvoice; view: InvoiceView }[],
  {
    complete,
    isFromBooks,
    limit,
    deal,
    day,
  }: {
    complete: boolean;
    isFromBooks: boolean;
    limit: number;
    deal: number | undefined;
    day: CalendarDate;
  },
): Promise<void> {
  const sources = new Map(listed.map(({ known, view }) => [view, known]));
  const sorted = sortRows(
    [...sources.keys()],
    { fields: INVOICE_FIELDS, json: (view) => view },
    globals.sort,
  );
  const shown = sorted.slice(0, limit);
  const sums = invoiceSums(
    shown.flatMap((view) => sources.get(view) ?? []),
    day,
  );
  const oldest = shown.map((view) => view.refreshed_at).sort()[0];
  const isCut = !complete || shown.length < sorted.length;
  const age = isFromBooks
    ? `As QuickBooks has them now.`
    : `As of ${momentText(oldest ?? "", ports.clock.now())}; --refresh reads QuickBooks first.`;
  const note = io.outIsTerminal && oldest ? [...sums.map(sumsText), age] : [];
  await show({
    json: { invoices: shown, complete: !isCut, sums: sums.map(sumsJson) },
    table: tableOf(shown, terminalColumns(io.outIsTerminal && !globals.csv, isFromBooks)),
    fields: INVOICE_FIELDS,
    empty: deal === undefined ? "No invoices." : `Deal ${deal} has no invoices that pdqb knows of.`,
    ...(note.length > 0 && { note: note.join("\n") }),
  });
}
