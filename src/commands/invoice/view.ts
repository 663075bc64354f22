import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { invoiceStatus } from "../../domain/invoice/invoice-status.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { copyOf, readOrCopy } from "../../usecases/invoices/view-invoice.ts";
import { defineCommand } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";
import { detailJson, invoiceText, statusReasons } from "../views/invoice-detail.ts";
import { INVOICE } from "./each.ts";

export const invoiceViewCommand = defineCommand({
  name: "view",
  summary: "Show one invoice: lines, payments, e-mails, history",
  effect: "reads",
  arguments: [INVOICE],
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
      const { resolveOpenIntents } = await import("../../usecases/writes/open-intents.ts");
      await resolveOpenIntents(ports);
    }
    const { reading, unread } = offline
      ? { reading: await copyOf(ports, text), unread: undefined }
      : await progress.during("Reading", () => readOrCopy(ports, text));
    const { known } = reading;
    const history = await ports.ledger.history({ invoiceId: known.invoice.id, limit: 100 });
    const view = invoiceView(known, day, profile);
    const { reason } = invoiceStatus(known.invoice, day, known.lastTotal);
    const why = explain ? statusReasons(reading, day, reason) : [];
    await show({
      json: {
        invoice: { ...view, ...detailJson(reading, history), reason },
      },
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

export const invoiceOpen = defineCommand({
  name: "open",
  summary: "Print the address of an invoice, and open it at a terminal",
  effect: "reads",
  arguments: [INVOICE],
  flags: {},
  examples: ["pdqb invoice open 1042"],
  async run({ ports, connected, today, show, io, globals }, { args: [text = ""] }) {
    const profile = await connected();
    const { url } = invoiceView(
      await findInvoice(ports, text, { save: true }),
      await today(),
      profile,
    );
    await show({ json: { url }, text: () => `${url}\n` });
    if (io.outIsTerminal && !globals.json) await ports.browser.open(url);
  },
});
