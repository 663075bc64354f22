/** What sales sees of a deal's invoices in Pipedrive (docs/pipedrive.md 7): a pure function of the invoices and the day. */
import type { CalendarDate } from "../calendar-date.ts";
import type { KnownInvoice } from "../ledger/ledger.ts";
import { amountWords, moneyWords } from "../money/amount-words.ts";
import { type CurrencyCode, type Decimal, sum } from "../money/money.ts";
import { type Invoice, invoiceName } from "./invoice.ts";
import { INVOICE_STATUSES, type InvoiceStatus, invoiceStatus } from "./invoice-status.ts";
import { RESULTS, type Result, type WriteBackChoice } from "./write-back-choice.ts";

/** What a deal's invoices come to. */
export type DealResults = {
  numbers: string[];
  status: InvoiceStatus;
  currency: CurrencyCode;
  amount: Decimal;
  balance: Decimal;
  due: CalendarDate | null;
  newest: Invoice;
  rows: { invoice: Invoice; status: InvoiceStatus }[];
};

/** The most pressing status of several is the deal's. */
const PRESSING: readonly InvoiceStatus[] = ["overdue", "partially_paid", "open", "paid", "voided"];

/**
 * Live invoices count; where none is left, the newest of the ended ones. Amounts are in the currency of the newest, and of its
 * currency alone. Undefined without an invoice.
 */
export function dealResults(known: KnownInvoice[], today: CalendarDate): DealResults | undefined {
  const rows = known
    .map(({ invoice, lastTotal }) => ({
      invoice,
      status: invoiceStatus(invoice, today, lastTotal).status,
    }))
    .sort((one, other) => Number(one.invoice.id) - Number(other.invoice.id));
  const live = rows.filter(({ status }) => status !== "voided" && status !== "deleted");
  const counted = live.length > 0 ? live : rows.slice(-1);
  const newest = counted.at(-1)?.invoice;
  if (!newest) return undefined;
  const { currency } = newest;
  const own = live.filter(({ invoice }) => invoice.currency === currency);
  const unpaid = live.filter(({ status }) => status !== "paid");
  const dues = (unpaid.length > 0 ? unpaid : counted).flatMap(
    ({ invoice }) => invoice.dueDate ?? [],
  );
  return {
    numbers: counted.map(({ invoice }) => invoiceName(invoice)),
    status:
      PRESSING.find((status) => counted.some((row) => row.status === status)) ??
      INVOICE_STATUSES[INVOICE_STATUSES.length - 1] ??
      "deleted",
    currency,
    amount: sum(own.map(({ invoice }) => invoice.total)),
    balance: sum(own.map(({ invoice }) => invoice.balance)),
    due: dues.sort()[0] ?? null,
    newest,
    rows,
  };
}

/** `partially_paid` as people write it. */
const statusText = (status: InvoiceStatus) => status.replace("_", " ");

/** Field code → value, as Pipedrive takes it (docs/pipedrive.md 3.4). */
export function resultValues(
  results: DealResults,
  { fields }: WriteBackChoice,
  urlOf: (invoice: Invoice) => string,
): Record<string, unknown> {
  const amount = (value: Decimal, type: string) =>
    type === "monetary"
      ? { value: value.toNumber(), currency: results.currency }
      : value.toNumber();
  const values: Record<Result, (type: string) => unknown> = {
    number: () => results.numbers.join(", ").slice(0, 255),
    status: () => statusText(results.status),
    amount: (type) => amount(results.amount, type),
    balance: (type) => amount(results.balance, type),
    due: () => results.due,
    link: () => urlOf(results.newest),
  };
  return Object.fromEntries(
    RESULTS.flatMap((result) => {
      const field = fields[result];
      return field ? [[field.code, values[result](field.type)]] : [];
    }),
  );
}

/** The first words of the note, by which it is found again: markup is not kept as it is sent. */
export const NOTE_TITLE = "Invoices in QuickBooks";

/** A line for each invoice, the newest first. Every value is escaped. */
export function noteHtml(rows: DealResults["rows"], urlOf: (invoice: Invoice) => string): string {
  const lines = rows.toReversed().map(({ invoice, status }) => {
    const { total, balance, currency, dueDate } = invoice;
    const isEnded = status === "voided" || status === "deleted";
    const due = dueDate && !isEnded ? `, due ${dueDate}` : "";
    const open = isEnded || balance.isZero() ? "" : `, ${amountWords(balance, currency)} open`;
    const name = `<a href="${escaped(urlOf(invoice))}">${escaped(invoiceName(invoice))}</a>`;
    return `<li>${name}: ${escaped(moneyWords(total, currency))}${open}${due}: <b>${statusText(status)}</b></li>`;
  });
  const list = lines.length === 0 ? "<p>None.</p>" : `<ul>${lines.join("")}</ul>`;
  return `<p><b>${NOTE_TITLE}</b></p>${list}`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
