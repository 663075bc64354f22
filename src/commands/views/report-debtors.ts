/** The tables of a report on who owes what. */
import { columnsOf, type Part, partOf } from "../../cli/document/document.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { Debtors } from "../../usecases/reports/debtors.ts";
import { agingPart } from "./aging-part.ts";

type Row = Debtors["overdue"][number];

const { text, date, number, amount } = columnsOf<Row>();
const currencyOf = ({ invoice }: Row) => invoice.currency;

export function debtorParts({ aging, overdue }: Debtors, asOf: CalendarDate): Part[] {
  return [
    agingPart(aging, asOf),
    partOf({
      ...{ name: "overdue", title: "Overdue invoices", rows: overdue },
      empty: "No invoice is overdue.",
      columns: [
        text("customer", "Customer", ({ invoice }) => invoice.customer.name),
        text("invoice", "Invoice", ({ invoice }) => invoiceName(invoice)),
        date("date", "Date", ({ invoice }) => invoice.date),
        date("due_date", "Due", ({ invoice }) => invoice.dueDate ?? invoice.date),
        number("days", "Days overdue", ({ days }) => days),
        amount("total", "Total", ({ invoice }) => invoice.total, currencyOf),
        amount("open", "Open", ({ invoice }) => invoice.balance, currencyOf),
      ],
    }),
  ];
}
