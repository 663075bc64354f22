/** Sums of a list of invoices, as people and programs read them. */
import { money } from "../../cli/format.ts";
import type { InvoiceSums } from "../../domain/invoice/invoice-sums.ts";
import { amountText } from "../../domain/money/money.ts";

export const sumsJson = ({ currency, invoiced, paid, open, overdue }: InvoiceSums) => ({
  currency,
  invoiced: amountText(invoiced),
  paid: amountText(paid),
  open: amountText(open),
  overdue: amountText(overdue),
});

export function sumsText({ currency, invoiced, paid, open, overdue }: InvoiceSums): string {
  const late = overdue.gt(0) ? `, of it overdue ${money(overdue, currency)}` : "";
  return `Invoiced ${money(invoiced, currency)}: paid ${money(paid, currency)}, open ${money(open, currency)}${late}.`;
}
