import { flag } from "../../cli/command.ts";
import { clean, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { localTime } from "../../cli/when.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { invoiceStatus } from "../../domain/invoice/invoice-status.ts";
import type { HistoryEntry } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { type InvoiceReading, readInvoice } from "../../usecases/invoices/read-invoice.ts";
import { resolveOpenIntents } from "../../usecases/writes/earlier.ts";
import { defineCommand } from "../context.ts";
import { invoiceLines, invoiceView } from "../views/invoice.ts";

export const invoiceViewCommand = defineCommand({
  name: "view",
  summary: "Show one invoice: lines, payments, e-mails, history",
  effect: "reads",
  arguments: [
    {
      name: "invoice",
      summary: "Its number, or id: and QuickBooks' id",
      required: true,
      names: "invoices",
    },
  ],
  flags: {
    explain: flag.switch("Explain its status"),
    offline: flag.switch("Show the ledger's copy, without asking QuickBooks"),
  },
  examples: ["pdqb invoice view 1042", "pdqb invoice view 1042 --explain"],
  async run(context, { args: [text = ""], flags: { explain, offline } }) {
    const { ports, connected, today, show, progress } = context;
    const profile = await connected();
    const day = await today();
    if (!offline) await resolveOpenIntents(ports);
    const found = await findInvoice(ports, text, { isOffline: offline, save: true });
    const reading: InvoiceReading = offline
      ? { known: found, detail: null, payments: [] }
      : await progress.during("Reading", () => readInvoice(ports, found, { save: true }));
    const history = await ports.ledger.history({ invoiceId: found.invoice.id, limit: 100 });
    const { known } = reading;
    const view = invoiceView(known, day, profile);
    const { reason } = invoiceStatus(known.invoice, day, known.lastTotal ?? undefined);
    await show({
      json: {
        invoice: { ...view, ...detailJson(reading), history: history.map(historyJson), reason },
      },
      fits: true,
      text: (paint) =>
        `${[
          ...invoiceLines(known, view, paint),
          ...(explain ? explanation(reading, day, reason) : []),
          ...detailText(reading, paint),
          ...known.links.map(
            ({ dealId, dealTitle, part }) =>
              `Deal       ${dealId}, ${clean(dealTitle)}${part === "1" ? "" : ` (${clean(part)})`}`,
          ),
          ...history.toReversed().map((entry) => `${localTime(entry.at)}  ${historyText(entry)}`),
        ].join("\n")}\n`,
    });
  },
});

function detailJson({ known: { invoice }, detail, payments }: InvoiceReading) {
  const amount = (value: { toFixed(): string } | null) => value?.toFixed() ?? null;
  return {
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
  };
}

function appliedTo({ applied, total }: InvoiceReading["payments"][number], invoiceId: string) {
  const [own, ...more] = applied.filter((one) => one.invoiceId === invoiceId);
  return more.reduce((sum, one) => sum.plus(one.amount), own?.amount ?? total.times(0));
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

const historyText = ({ actor, action, before, after }: HistoryEntry) =>
  clean(`${action}: ${before === null ? "" : `${before} → `}${after ?? ""} (${actor})`);

function detailText(
  { known: { invoice }, detail, payments }: InvoiceReading,
  paint: Paint,
): string[] {
  if (!detail) return [];
  const { currency } = invoice;
  return [
    ...detail.lines.map(({ text, item, quantity, unitPrice, amount }) => {
      const price =
        quantity && unitPrice
          ? `${quantity.toFixed()} × ${unitPrice.toFixed(Math.max(2, unitPrice.decimalPlaces()))} = `
          : "";
      const sum = amount ? `  ${price}${money(amount, currency)}` : "";
      return `  ${clean(text || item || "")}${sum}`;
    }),
    `  Tax ${money(invoice.tax, currency)}, total ${paint.bold(money(invoice.total, currency))}, open ${money(invoice.balance, currency)}`,
    ...payments.map((payment) => {
      const left = payment.unapplied.gt(0)
        ? `, ${money(payment.unapplied, currency)} of it unapplied`
        : "";
      const what = payment.total.isZero() ? "Credit" : "Payment";
      return `${what.padEnd(11)}${payment.date ?? ""}  ${money(appliedTo(payment, invoice.id), currency)}${left}`;
    }),
    ...(detail.email
      ? [
          `E-mail     ${clean(detail.email)}${invoice.emailedAt ? `, sent ${localTime(invoice.emailedAt)}` : ", not sent"}`,
        ]
      : []),
  ];
}

/** The facts that the status rests on, in words. */
function explanation(
  { known: { invoice, lastTotal }, detail }: InvoiceReading,
  today: CalendarDate,
  reason: string,
): string[] {
  return [
    `Why        ${reason}`,
    `           total ${money(invoice.total, invoice.currency)}, open ${money(invoice.balance, invoice.currency)}, due ${invoice.dueDate ?? "on no day"}; today is ${today} in the company's time zone`,
    `           ${detail ? `payments or credits applied: ${detail.applied.length}` : "payments not asked for"}; last total above zero ${lastTotal ? money(lastTotal, invoice.currency) : "none"}`,
  ];
}
