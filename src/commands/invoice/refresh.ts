import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice.ts";
import { defineCommand } from "../context.ts";
import { invoiceView } from "../views/invoice.ts";
import { dealId } from "./deal-reference.ts";
import { readFresh } from "./read-fresh.ts";

export const invoiceRefresh = defineCommand({
  name: "refresh",
  summary: "Read the statuses of known invoices from QuickBooks",
  description: "In few calls, for cron too: with --quiet it is silent when nothing changed.",
  effect: "reads",
  flags: { deal: flag.text("Only invoices of this deal", { value: "deal" }) },
  examples: ["pdqb invoices refresh", "pdqb invoices refresh --quiet"],
  async run(context, { flags }) {
    const { connected, today, show, globals } = context;
    const profile = await connected();
    const day = await today();
    const deal = flags.deal === undefined ? undefined : dealId(flags.deal, profile);
    const result = await readFresh(context, profile, deal);
    const changed = result.changed.map(({ known, from, to }) => ({
      invoice: invoiceView(known, day, profile),
      from,
      to,
    }));
    const { checked, failed, calls, metered, complete } = result;
    const lines = changed.map(
      ({ invoice, from, to }) =>
        `${invoiceName(invoice)}  ${clean(invoice.customer.name)}: ${from.replace("_", " ")} → ${to.replace("_", " ")}\n`,
    );
    const summary = `${checked} ${checked === 1 ? "invoice" : "invoices"} checked, ${changed.length} changed, ${calls} ${calls === 1 ? "call" : "calls"}.\n`;
    await show({
      json: { checked, changed, failed, calls, metered, complete },
      text: () => (globals.quiet ? lines.join("") : lines.join("") + summary),
    });
    if (failed.length === 0) return;
    throw new PdqbError(
      "partial",
      `${failed.length} of ${checked + failed.length} invoices could not be read.`,
      {
        reason: failed.map((one) => `${invoiceName(one)}: ${one.error}`).join("\n"),
        next: ["Run it again: what was read stays read."],
        retry: true,
      },
    );
  },
});
