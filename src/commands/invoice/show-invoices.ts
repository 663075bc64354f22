/** A list of invoices as it is shown: in the order that was asked for, cut to its limit, with its sums. */

import { tableOf } from "../../cli/column.ts";
import { sortRows } from "../../cli/flat.ts";
import { money } from "../../cli/format.ts";
import { momentText } from "../../cli/when.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { type InvoiceSums, invoiceSums } from "../../domain/invoice/invoice-sums.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { Context } from "../context.ts";
import { INVOICE_FIELDS, type InvoiceView, terminalColumns } from "../views/invoice.ts";

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

const sumsJson = ({ currency, invoiced, paid, open, overdue }: InvoiceSums) => ({
  currency,
  invoiced: amountText(invoiced),
  paid: amountText(paid),
  open: amountText(open),
  overdue: amountText(overdue),
});

/** What they come to. */
function sumsText({ currency, invoiced, paid, open, overdue }: InvoiceSums): string {
  const late = overdue.gt(0) ? `, of it overdue ${money(overdue, currency)}` : "";
  return `Invoiced ${money(invoiced, currency)}: paid ${money(paid, currency)}, open ${money(open, currency)}${late}.`;
}
