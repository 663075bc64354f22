/** What became of the invoices of a month and of the one before it, each as it stood at its own end. */
import { addDays, addMonths, type CalendarDate } from "../../domain/calendar-date.ts";
import { isIn, type Period } from "../../domain/check/finding.ts";
import type { Payment } from "../../domain/invoice/invoice.ts";
import { type InvoiceSums, invoiceSums } from "../../domain/invoice/invoice-sums.ts";
import { balanceAt, settledAfter } from "../../domain/invoice/open-at.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { readBilled } from "../check/read-period.ts";

/** `asOf`: the day at whose end they stood so. */
export type MonthSums = { period: Period; asOf: CalendarDate; sums: InvoiceSums[] };

/** `known`: of the period. Those of the month before are read, and the payments since. */
export async function monthSums(
  ports: Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">,
  known: KnownInvoice[],
  input: { period: Period; asOf: CalendarDate; pipedriveCompany: string },
): Promise<MonthSums[]> {
  const { period, asOf, pipedriveCompany } = input;
  const before = { since: addMonths(period.since, -1), until: addDays(period.since, -1) };
  const { invoices: earlier } = await readBilled(ports, before, {
    pipedriveCompany,
    isWhole: false,
  });
  const payments = await ports.quickbooks.paymentsAfter(before.until);
  return [
    sumsOf(known, payments, { period, asOf }),
    sumsOf(earlier, payments, { period: before, asOf: before.until }),
  ];
}

function sumsOf(
  known: KnownInvoice[],
  payments: Payment[],
  { period, asOf }: { period: Period; asOf: CalendarDate },
): MonthSums {
  const settled = settledAfter(asOf, payments);
  const issued = known
    .filter(({ invoice }) => isIn(period, invoice.date))
    .map((one) => ({ ...one, invoice: balanceAt(one.invoice, settled) }));
  return { period, asOf, sums: invoiceSums(issued, asOf) };
}
