/** Why an invoice has its status, for `--explain`. */
import { money } from "../../cli/format.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { counted } from "../../domain/counted.ts";
import type { InvoiceReading } from "../../usecases/invoices/read-invoice.ts";

/** What the status rests on, in sentences. */
export function statusReasons(
  { known: { invoice, lastTotal }, detail }: InvoiceReading,
  today: CalendarDate,
  reason: string,
): string[] {
  const { dueDate, currency, total } = invoice;
  const due = dueDate ? `It is due on ${dueDate}` : "It has no due date";
  const applied = detail?.applied.length ?? 0;
  const payments =
    applied === 0
      ? "No payment or credit is applied to it."
      : `${counted(applied, "payment or credit", "payments or credits")} applied to it.`;
  return [
    reason,
    `${due}; in the company's time zone today is ${today}.`,
    detail ? payments : "Payments were not read.",
    ...(lastTotal && !lastTotal.equals(total)
      ? [`Its total was ${money(lastTotal, currency)} before.`]
      : []),
  ];
}
