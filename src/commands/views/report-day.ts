/** The tables of what changed since a day. */
import { columnsOf, type Part, partOf } from "../../cli/document/document.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import type { Changes } from "../../usecases/reports/changes.ts";

export function dayParts({ created, overdue, inDoubt, history }: Changes): Part[] {
  const write = columnsOf<Changes["inDoubt"][number]>();
  return [
    invoicesPart({ name: "created", title: "New invoices", empty: "No new invoice." }, created),
    invoicesPart(
      { name: "overdue", title: "Became overdue", empty: "No invoice became overdue." },
      overdue,
    ),
    partOf({
      ...{ name: "in_doubt", title: "In doubt", rows: inDoubt, empty: "No write is in doubt." },
      columns: [
        write.text("id", "Write", ({ id }) => id),
        write.text("summary", "What", ({ summary }) => summary),
        write.text("next", "Next", ({ id }) => `pdqb pending resolve ${id}`),
      ],
    }),
    historyPart(history),
  ];
}

function invoicesPart(
  head: Pick<Part, "name" | "title"> & { empty: string },
  rows: Invoice[],
): Part {
  const { text, date, amount } = columnsOf<Invoice>();
  const currencyOf = ({ currency }: Invoice) => currency;
  return partOf({
    ...{ ...head, rows },
    columns: [
      text("invoice", "Invoice", invoiceName),
      text("customer", "Customer", ({ customer }) => customer.name),
      date("date", "Date", (invoice) => invoice.date),
      date("due_date", "Due", ({ dueDate }) => dueDate),
      amount("total", "Total", ({ total }) => total, currencyOf),
      amount("open", "Open", ({ balance }) => balance, currencyOf),
    ],
  });
}

function historyPart(rows: Changes["history"]): Part {
  const { text, moment, labelled } = columnsOf<Changes["history"][number]>();
  return partOf({
    ...{ name: "history", title: "What was done and found", rows, empty: "Nothing was done." },
    columns: [
      moment("at", "When", ({ at }) => at),
      text("actor", "Who", ({ actor }) => actor),
      text("action", "What", ({ action }) => action),
      text("deal_id", "Deal", ({ dealId }) => dealId),
      text("invoice", "Invoice", ({ invoice }) => invoice),
      labelled("before", "Before", ({ before }) => before),
      labelled("after", "After", ({ after }) => after),
      labelled("reason", "Why", ({ reason }) => reason),
    ],
  });
}
