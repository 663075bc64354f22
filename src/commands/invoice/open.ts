import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { defineCommand } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";

export const invoiceOpen = defineCommand({
  name: "open",
  summary: "Print the address of an invoice, and open it at a terminal",
  effect: "reads",
  arguments: [
    {
      name: "invoice",
      summary: "Its number, or id: and QuickBooks' id",
      required: true,
      names: "invoices",
    },
  ],
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
