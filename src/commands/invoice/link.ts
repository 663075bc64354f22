/** Invoice ↔ deal: linked and unlinked in the ledger. */
import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { tellBack } from "../details/write-back.ts";
import { invoiceView } from "../views/invoice.ts";
import { forEach, INVOICES, resultsJson, throwFailures } from "./each.ts";

export const invoiceLink = defineCommand({
  name: "link",
  summary: "Link invoices made elsewhere to a deal",
  description: `Without an invoice it shows the deal's candidates, and at a terminal asks which one
it is. --from takes rows of invoice,deal from a file, or from stdin as "-". Only
pdqb's own ledger changes.`,
  effect: "writes",
  arguments: [{ ...INVOICES, required: false }],
  flags: {
    deal: flag.text("To this deal: id or Pipedrive address", { value: "deal", names: "deals" }),
    from: flag.text("Rows of invoice,deal", { value: "file|-" }),
    also: flag.switch("Allow several invoices per deal or deals per invoice"),
  },
  examples: [
    "pdqb invoice link 1042 --deal 123",
    "pdqb invoice link --deal 123",
    "pdqb invoice link --from invoices.csv --dry-run",
  ],
  async run(context, { args, flags }) {
    const profile = await context.connected();
    const { askedLinks } = await import("./asked-links.ts");
    const rows = await askedLinks(context, profile, args, flags);
    if (rows === undefined) return;
    const { ports, globals, today, show } = context;
    const pipedriveCompany = profile.pipedrive.companyId;
    const options = { also: flags.also, dryRun: globals.dryRun, pipedriveCompany };
    const { linkInvoice } = await import("../../usecases/invoices/link-invoices.ts");
    const result = await forEach(
      rows,
      ({ invoice }) => `Invoice ${invoice}`,
      (row) => linkInvoice(ports, row, options),
    );
    const day = await today();
    const results = result.done.map(({ outcome, known }) => ({
      outcome,
      invoice: invoiceView(known, day, profile),
    }));
    const words = { linked: "is linked", already: "was linked before", planned: "would be linked" };
    await show({
      json: resultsJson(rows, results),
      text: () =>
        result.done
          .map(({ outcome, known, deal }) => {
            const others = known.links.filter((link) => link.dealId !== deal.id);
            const ids = others.map((link) => link.dealId).join(", ");
            const beside = others.length > 0 ? ` (beside deal ${ids})` : "";
            return `Invoice ${invoiceName(known.invoice)} ${words[outcome]} to deal ${deal.id}, ${clean(deal.title)}${beside}.\n`;
          })
          .join(""),
    });
    const linked = result.done.filter(({ outcome }) => outcome === "linked");
    await tellBack(
      context,
      profile,
      linked.map(({ deal }) => deal.id),
    );
    throwFailures(result, "linked");
  },
});

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
