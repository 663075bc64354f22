/** The tables of a report on who owes what. */
import { type DocumentColumn, type Part, partOf } from "../../cli/document/document.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import type { Debtors } from "../../usecases/reports/debtors.ts";
import { agingPart } from "./aging-part.ts";

type Row = Debtors["overdue"][number];

const amount = (key: string, title: string, of: (row: Row) => Decimal): DocumentColumn<Row> => ({
  ...{ key, title, kind: "amount", value: (row) => amountText(of(row)) },
  currency: ({ invoice }) => invoice.currency,
});

export function debtorParts({ aging, overdue }: Debtors, asOf: CalendarDate): Part[] {
  return [
    agingPart(aging, asOf),
    partOf({
      ...{ name: "overdue", title: "Overdue invoices", rows: overdue },
      empty: "No invoice is overdue.",
      columns: [
        {
          ...{ key: "customer", title: "Customer", kind: "text" },
          value: ({ invoice }) => invoice.customer.name,
        },
        {
          ...{ key: "invoice", title: "Invoice", kind: "text" },
          value: ({ invoice }) => invoiceName(invoice),
        },
        { key: "date", title: "Date", kind: "date", value: ({ invoice }) => invoice.date },
        {
          ...{ key: "due_date", title: "Due", kind: "date" },
          value: ({ invoice }) => invoice.dueDate ?? invoice.date,
        },
        { key: "days", title: "Days overdue", kind: "number", value: ({ days }) => String(days) },
        amount("total", "Total", ({ invoice }) => invoice.total),
        amount("open", "Open", ({ invoice }) => invoice.balance),
      ],
    }),
  ];
}
