/** The tables of what changed since a day. */
import { type DocumentColumn, type Part, partOf } from "../../cli/document/document.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import type { Changes } from "../../usecases/reports/changes.ts";

export function dayParts({ created, overdue, inDoubt, history }: Changes): Part[] {
  return [
    invoicesPart({ name: "created", title: "New invoices", empty: "No new invoice." }, created),
    invoicesPart(
      { name: "overdue", title: "Became overdue", empty: "No invoice became overdue." },
      overdue,
    ),
    partOf({
      ...{ name: "in_doubt", title: "In doubt", rows: inDoubt, empty: "No write is in doubt." },
      columns: [
        { key: "id", title: "Write", kind: "text", value: ({ id }) => id },
        { key: "summary", title: "What", kind: "text", value: ({ summary }) => summary },
        {
          ...{ key: "next", title: "Next", kind: "text" },
          value: ({ id }) => `pdqb pending resolve ${id}`,
        },
      ],
    }),
    partOf({
      ...{ name: "history", title: "What was done and found", rows: history },
      empty: "Nothing was done.",
      columns: HISTORY,
    }),
  ];
}

const amount = (
  key: string,
  title: string,
  of: (invoice: Invoice) => Decimal,
): DocumentColumn<Invoice> => ({
  ...{ key, title, kind: "amount", value: (invoice) => amountText(of(invoice)) },
  currency: ({ currency }) => currency,
});

function invoicesPart(
  head: Pick<Part, "name" | "title"> & { empty: string },
  rows: Invoice[],
): Part {
  return partOf({
    ...{ ...head, rows },
    columns: [
      { key: "invoice", title: "Invoice", kind: "text", value: invoiceName },
      { key: "customer", title: "Customer", kind: "text", value: ({ customer }) => customer.name },
      { key: "date", title: "Date", kind: "date", value: ({ date }) => date },
      { key: "due_date", title: "Due", kind: "date", value: ({ dueDate }) => dueDate ?? "" },
      amount("total", "Total", ({ total }) => total),
      amount("open", "Open", ({ balance }) => balance),
    ],
  });
}

const note = (
  key: "before" | "after" | "reason",
  title: string,
): DocumentColumn<Changes["history"][number]> => ({
  ...{ key, title, kind: "text", isNote: true, noteLabel: title },
  value: (row) => row[key] ?? "",
});

const HISTORY: DocumentColumn<Changes["history"][number]>[] = [
  { key: "at", title: "When", kind: "moment", value: ({ at }) => at },
  { key: "actor", title: "Who", kind: "text", value: ({ actor }) => actor },
  { key: "action", title: "What", kind: "text", value: ({ action }) => action },
  { key: "deal_id", title: "Deal", kind: "text", value: (row) => String(row.dealId ?? "") },
  { key: "invoice", title: "Invoice", kind: "text", value: ({ invoice }) => invoice },
  note("before", "Before"),
  note("after", "After"),
  note("reason", "Why"),
];
