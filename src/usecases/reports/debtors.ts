/** Who owes what on a day, and by which invoices. */
import { type CalendarDate, daysBetween } from "../../domain/calendar-date.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import { balanceAt, settledAfter } from "../../domain/invoice/open-at.ts";
import type { Ports } from "../../ports.ts";
import { ageInvoices } from "../invoices/age-invoices.ts";

export type Debtors = {
  aging: Awaited<ReturnType<typeof ageInvoices>>;
  /** Past their due date, the oldest first. */
  overdue: { invoice: Invoice; days: number }[];
};

/** The ledger has to be fresh. Throws connection, unavailable. */
export async function readDebtors(
  ports: Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">,
  { asOf, isPast }: { asOf: CalendarDate; isPast: boolean },
): Promise<Debtors> {
  const aging = await ageInvoices(ports, { asOf, by: "customer", wholeCompany: false, isPast });
  const settled = settledAfter(asOf, isPast ? await ports.quickbooks.paymentsAfter(asOf) : []);
  const overdue = (await ports.ledger.invoices({}))
    .filter((one) => isLiveInvoice(one) && one.invoice.date <= asOf)
    .map(({ invoice }) => balanceAt(invoice, settled))
    .filter(({ balance }) => balance.gt(0))
    .map((invoice) => ({ invoice, days: daysBetween(invoice.dueDate ?? invoice.date, asOf) }))
    .filter(({ days }) => days > 0)
    .sort((one, other) => other.days - one.days);
  return { aging, overdue };
}
