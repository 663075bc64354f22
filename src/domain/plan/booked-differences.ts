/** What QuickBooks booked against what the plan said: never hidden, and with the cause where the figures tell it (docs/design.md 9). */
import type { Warning } from "../errors.ts";
import type { Invoice } from "../invoice/invoice.ts";
import { moneyWords } from "../money/amount-words.ts";
import { sum, ZERO } from "../money/money.ts";
import type { InvoicePlan } from "./invoice-plan.ts";

export function bookedDifferences(plan: InvoicePlan, invoice: Invoice): Warning[] {
  const { totals, currency, dueDate } = plan;
  const warnings: Warning[] = [];
  const text = (amount: Invoice["total"], of = currency) => moneyWords(amount, of);
  const booked = (amount: Invoice["total"]) => text(amount, invoice.currency || currency);
  const compare = (code: string, what: string, planned: string | null, found: string) => {
    if (planned === null || planned === found) return;
    const cause = code === "due_difference" ? "" : taxCause(plan, invoice);
    const message = `${what}: planned ${planned}, QuickBooks booked ${found}${cause}.`;
    warnings.push({ code, message });
  };
  compare("total_difference", "Total", totals.total && text(totals.total), booked(invoice.total));
  compare("tax_difference", "Tax", totals.tax && text(totals.tax), booked(invoice.tax));
  compare("due_difference", "Due date", dueDate, invoice.dueDate ?? "none");
  if (totals.tax === null) {
    const net = totals.net.minus(totals.discount);
    if (totals.dealTax && !totals.dealTax.equals(invoice.tax))
      warnings.push({
        code: "tax_difference",
        message: `Tax: the deal says ${text(totals.dealTax)}, QuickBooks booked ${booked(invoice.tax)}.`,
      });
    compare("total_difference", "Net", text(net), booked(invoice.total.minus(invoice.tax)));
  }
  return warnings;
}

/** The same in sentences, with the tax where the plan left it to QuickBooks. */
export function bookedRemarks(plan: InvoicePlan, invoice: Invoice): string[] {
  const differences = bookedDifferences(plan, invoice).map(({ message }) => message);
  const tax = `QuickBooks booked ${moneyWords(invoice.tax, invoice.currency)} of tax.`;
  return plan.totals.tax === null ? [tax, ...differences] : differences;
}

/** Whether tax is rounded by line or over the document is not established (docs/quickbooks.md 16.3): here the figures may say it. */
function taxCause({ lines, totals }: InvoicePlan, { tax, total }: Invoice): string {
  const byLine = sum(lines.map((line) => line.tax ?? ZERO));
  const net = totals.net.minus(totals.discount);
  const isTaxAlone = total.minus(tax).equals(net) && totals.tax !== null && !tax.equals(totals.tax);
  if (!isTaxAlone || !totals.discount.isZero()) return "";
  if (tax.equals(byLine)) return ", having rounded the tax of each line by itself";
  return tax.isZero() ? ", without tax: the tax codes or the company's tax settings differ" : "";
}
