/** An invoice as every command shows it: the members of the output contract, and the columns of its tables. */

import type { Column } from "../../cli/column.ts";
import { counted, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { type InvoiceStatus, invoiceStatus } from "../../domain/invoice/invoice-status.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText, decimal } from "../../domain/money/money.ts";
import type { Profile } from "../../domain/settings.ts";
import { invoiceUrl } from "../../domain/web-links.ts";

/** What `--json` prints of an invoice (docs/design.md 10). */
export function invoiceView(
  { invoice, links, refreshedAt, lastTotal }: KnownInvoice,
  today: CalendarDate,
  profile: Profile,
) {
  const verdict = invoiceStatus(invoice, today, lastTotal);
  const { environment, origins } = profile;
  return {
    id: invoice.id,
    number: invoice.number,
    status: verdict.status,
    days_overdue: verdict.daysOverdue,
    deal_ids: links.map(({ dealId }) => dealId),
    customer: invoice.customer,
    currency: invoice.currency,
    total: amountText(invoice.total),
    balance: amountText(invoice.balance),
    tax: amountText(invoice.tax),
    date: invoice.date,
    due_date: invoice.dueDate,
    email_status: invoice.emailStatus,
    url: invoiceUrl(invoice.id, environment ?? "production", origins?.quickbooks ?? null),
    refreshed_at: refreshedAt,
    /** To the deal that was asked for, else to any. */
    linked: links.length > 0,
  };
}
export type InvoiceView = ReturnType<typeof invoiceView>;

export const INVOICE_FIELDS: readonly (keyof InvoiceView)[] = [
  ...(["id", "number", "status", "days_overdue", "deal_ids", "customer", "currency"] as const),
  ...(["total", "balance", "tax", "date", "due_date", "email_status", "url"] as const),
  ...(["refreshed_at", "linked"] as const),
];

const COLORS: Record<InvoiceStatus, (paint: Paint) => (text: string) => string> = {
  open: () => (text) => text,
  paid: (paint) => paint.green,
  partially_paid: (paint) => paint.yellow,
  overdue: (paint) => paint.red,
  voided: (paint) => paint.dim,
  deleted: (paint) => paint.dim,
};

export function statusWords(
  view: Pick<InvoiceView, "status" | "days_overdue">,
  paint: Paint,
): string {
  const days = view.status === "overdue" ? ` by ${counted(view.days_overdue, "day")}` : "";
  return COLORS[view.status](paint)(view.status.replace("_", " ") + days);
}

/** An amount with its currency, as all screens write it; plain in pipes and files, where the currency has a column. */
function amountColumn(key: "total" | "balance" | "tax", title: string): Column<InvoiceView> {
  return {
    key,
    title,
    align: "right",
    value: (view) => view[key],
    terminal: (view) => money(decimal(view[key]), view.currency),
  };
}

/** In the order of the JSON value; a terminal shows the ones that people read first. */
export const INVOICE_COLUMNS: readonly Column<InvoiceView>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "number", title: "Number", value: ({ number }) => number ?? "" },
  { key: "status", title: "Status", value: ({ status }) => status, terminal: statusWords },
  {
    key: "days_overdue",
    title: "Days",
    align: "right",
    value: (view) => String(view.days_overdue),
  },
  {
    key: "deal_ids",
    title: "Deal",
    value: (view) => view.deal_ids.join(" "),
    optional: true,
  },
  { key: "customer", title: "Customer", value: ({ customer }) => customer.name, grow: true },
  { key: "currency", title: "Currency", value: ({ currency }) => currency },
  amountColumn("total", "Total"),
  { ...amountColumn("balance", "Open"), optional: true },
  amountColumn("tax", "Tax"),
  { key: "date", title: "Date", value: ({ date }) => date, optional: true },
  { key: "due_date", title: "Due", value: (view) => view.due_date ?? "", optional: true },
  { key: "email_status", title: "E-mail", value: (view) => view.email_status ?? "" },
  { key: "url", title: "Address", value: ({ url }) => url },
  { key: "refreshed_at", title: "Read at", value: (view) => view.refreshed_at },
  { key: "linked", title: "Linked", value: ({ linked }) => (linked ? "yes" : "no") },
];

const SHOWN = ["number", "status", "deal_ids", "customer", "total", "balance", "date", "due_date"];

/** `withLinked`: invoices made elsewhere are among the rows. */
export function terminalColumns(
  isTerminal: boolean,
  withLinked = false,
): readonly Column<InvoiceView>[] {
  if (!isTerminal) return INVOICE_COLUMNS;
  const shown = withLinked ? [...SHOWN, "linked"] : SHOWN;
  return shown.flatMap((key) => INVOICE_COLUMNS.find((column) => column.key === key) ?? []);
}

/** The lines that tell what now exists and where. */
export function invoiceLines(known: KnownInvoice, view: InvoiceView, paint: Paint): string[] {
  const { invoice } = known;
  const due = view.due_date ? `, due ${view.due_date}` : "";
  return [
    `Invoice ${paint.bold(invoiceName(view))} to ${view.customer.name}: ${money(invoice.total, invoice.currency)}, ${statusWords(view, paint)}${due}`,
    `  ${view.url}`,
  ];
}
