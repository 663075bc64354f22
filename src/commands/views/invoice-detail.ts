/** One invoice on one screen: what it is, what it bills, what was paid of it, what became of it. */

import { clean, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { localTime } from "../../cli/when.ts";
import { counted } from "../../domain/counted.ts";
import { findMarker } from "../../domain/invoice/marker.ts";
import type { HistoryEntry, InvoiceLink } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { InvoiceReading } from "../../usecases/invoices/read-invoice.ts";
import { type InvoiceView, invoiceLines } from "./invoice.ts";
import { invoiceLineText, sumLine } from "./invoice-line.ts";

type Shown = {
  reading: InvoiceReading;
  view: InvoiceView;
  history: HistoryEntry[];
  /** Why it has its status, where that was asked for. */
  why: string[];
};

export function invoiceText({ reading, view, history, why }: Shown, paint: Paint): string {
  const { known, detail } = reading;
  const marker = findMarker(known.invoice.privateNote);
  const parts = [
    [
      ...invoiceLines(known, view, paint),
      field("Issued", view.date),
      ...known.links.map((link) => field("Deal", dealText(link))),
      ...(detail?.email ? [field("E-mail", emailText(detail.email, reading))] : []),
      ...(marker ? [field("Marker", clean(marker.text))] : []),
      ...why.map((text, index) => field(index === 0 ? "Why" : "", text)),
    ],
    detail ? billedText(reading, paint) : [],
    paymentsText(reading),
    history.toReversed().map((entry) => `${localTime(entry.at)}  ${historyText(entry)}`),
  ];
  return `${parts.flatMap((lines) => (lines.length > 0 ? [lines.join("\n")] : [])).join("\n\n")}\n`;
}

const field = (name: string, value: string) => `${name.padEnd(11)}${value}`;

function dealText({ dealId, dealTitle, billed }: InvoiceLink): string {
  return `${dealId}, ${clean(dealTitle)}${billed?.share ? ` (${clean(billed.share)})` : ""}`;
}

function emailText(email: string, { known }: InvoiceReading): string {
  const { emailedAt } = known.invoice;
  return `${clean(email)}, ${emailedAt ? `sent ${localTime(emailedAt)}` : "not sent"}`;
}

function billedText({ known: { invoice }, detail }: InvoiceReading, paint: Paint): string[] {
  const { currency, tax, balance } = invoice;
  const lines = detail?.lines ?? [];
  return [
    ...lines.flatMap((line, index) =>
      invoiceLineText(
        { ...line, text: line.text || line.item || "", position: index + 1, currency },
        paint,
      ),
    ),
    "",
    sumLine("Net", money(invoice.total.minus(tax), currency)),
    sumLine("Tax", money(tax, currency)),
    paint.bold(sumLine("Total", money(invoice.total, currency))),
    sumLine("Open", money(balance, currency)),
  ];
}

function paymentsText({ known: { invoice }, payments }: InvoiceReading): string[] {
  const { currency, id } = invoice;
  return payments.map((payment) => {
    const left = payment.unapplied.gt(0)
      ? `, ${money(payment.unapplied, currency)} of it unapplied`
      : "";
    const what = payment.total.isZero() ? "Credit" : "Payment";
    return field(what, `${payment.date ?? ""}  ${money(appliedTo(payment, id), currency)}${left}`);
  });
}

/** What of a payment goes to one invoice. */
function appliedTo({ applied, total }: InvoiceReading["payments"][number], invoiceId: string) {
  const [own, ...more] = applied.filter((one) => one.invoiceId === invoiceId);
  return more.reduce((sum, one) => sum.plus(one.amount), own?.amount ?? total.times(0));
}

const historyText = ({ actor, action, before, after }: HistoryEntry) =>
  clean(`${action}: ${before === null ? "" : `${before} → `}${after ?? ""} (${actor})`);

/** What `invoice view` adds to an invoice as lists have it. */
export function detailJson(
  { known: { invoice }, detail, payments }: InvoiceReading,
  history: HistoryEntry[],
) {
  const amount = (value: { toFixed(): string } | null) => value?.toFixed() ?? null;
  return {
    marker: findMarker(invoice.privateNote)?.text ?? null,
    memo: detail?.memo ?? "",
    email: detail?.email ?? null,
    emailed_at: invoice.emailedAt,
    lines:
      detail?.lines.map((line) => ({
        text: line.text,
        item: line.item,
        quantity: amount(line.quantity),
        unit_price: amount(line.unitPrice),
        amount: line.amount && amountText(line.amount),
      })) ?? [],
    payments: payments.map((payment) => ({
      id: payment.id,
      number: payment.number,
      date: payment.date,
      total: amountText(payment.total),
      applied: amountText(appliedTo(payment, invoice.id)),
      unapplied: amountText(payment.unapplied),
      currency: invoice.currency,
    })),
    history: history.map(historyJson),
  };
}

const historyJson = ({ at, actor, action, before, after, requestId, traceId }: HistoryEntry) => ({
  at,
  actor,
  action,
  before,
  after,
  request_id: requestId,
  trace_id: traceId,
});

/** What the status rests on, in sentences. */
export function statusReasons(
  { known: { invoice, lastTotal }, detail }: InvoiceReading,
  today: string,
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
