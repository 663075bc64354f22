import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { invoiceStatus } from "../../domain/invoice/invoice-status.ts";
import { findMarker } from "../../domain/invoice/marker.ts";
import type { HistoryEntry } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { InvoiceReading } from "../../usecases/invoices/read-invoice.ts";
import { copyOf, readOrCopy } from "../../usecases/invoices/view-invoice.ts";
import { defineCommand } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";
import { appliedTo, invoiceText } from "../views/invoice-detail.ts";
import { statusReasons } from "../views/status-reasons.ts";

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
    if (!offline) {
      const { resolveOpenIntents } = await import("../../usecases/writes/earlier.ts");
      await resolveOpenIntents(ports);
    }
    const { reading, unread } = offline
      ? { reading: await copyOf(ports, text), unread: undefined }
      : await progress.during("Reading", () => readOrCopy(ports, text));
    const { known } = reading;
    const history = await ports.ledger.history({ invoiceId: known.invoice.id, limit: 100 });
    const view = invoiceView(known, day, profile);
    const { reason } = invoiceStatus(known.invoice, day, known.lastTotal ?? undefined);
    const why = explain ? statusReasons(reading, day, reason) : [];
    await show({
      json: {
        invoice: { ...view, ...detailJson(reading), history: history.map(historyJson), reason },
      },
      fits: true,
      text: (paint) => invoiceText({ reading, view, history, why }, paint),
    });
    if (unread)
      throw new PdqbError(
        "partial",
        `Invoice ${invoiceName(known.invoice)} cannot be read; it is shown as of ${known.refreshedAt}.`,
        { reason: unread.reason, next: [`pdqb invoice open id:${known.invoice.id}`] },
      );
  },
});

function detailJson({ known: { invoice }, detail, payments }: InvoiceReading) {
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
