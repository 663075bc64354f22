import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { tellBack } from "../details/write-back.ts";
import { invoiceView } from "../views/invoice.ts";
import { forEach, INVOICES, resultsJson, throwFailures } from "./each.ts";

export const invoiceUnlink = defineCommand({
  name: "unlink",
  summary: "Unlink invoices from a deal",
  description: `The invoice stays in QuickBooks as it is, and in the ledger without the deal. One
that pdqb made keeps its marker: a later create for the deal finds it by that.`,
  effect: "writes",
  arguments: [INVOICES],
  flags: {
    deal: flag.text("From this deal: id or Pipedrive address", { value: "deal", names: "deals" }),
  },
  examples: ["pdqb invoice unlink 1042 --deal 123"],
  async run(context, { args, flags }) {
    const { unlinkInvoice } = await import("../../usecases/invoices/link-invoices.ts");
    const { ports, connected, globals, today, show } = context;
    const profile = await connected();
    if (flags.deal === undefined)
      throw new PdqbError("usage", "Not unlinked: from which deal?", { next: ["--deal <deal>"] });
    const deal = dealId(flags.deal, profile);
    const result = await forEach(
      [...new Set(args)],
      (invoice) => `Invoice ${invoice}`,
      (invoice) => unlinkInvoice(ports, { invoice, dealId: deal }, globals),
    );
    const day = await today();
    const results = result.done.map(({ outcome, known }) => ({
      outcome,
      invoice: invoiceView(known, day, profile),
    }));
    const words = { unlinked: "is untied", already: "was not tied", planned: "would be untied" };
    await show({
      json: resultsJson(args, results),
      text: () =>
        results
          .map(
            ({ outcome, invoice }) =>
              `Invoice ${invoiceName(invoice)} ${words[outcome]} from deal ${deal}.\n`,
          )
          .join(""),
    });
    const isUnlinked = result.done.some(({ outcome }) => outcome === "unlinked");
    await tellBack(context, profile, isUnlinked ? [deal] : []);
    throwFailures(result, "unlinked");
  },
});
