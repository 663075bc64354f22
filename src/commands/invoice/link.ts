import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";
import { tellBack } from "../details/write-back.ts";
import { forEach, INVOICES, throwFailures } from "./each.ts";
import { showLinked } from "./show-linked.ts";

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
    const { ports, globals } = context;
    const pipedriveCompany = profile.pipedrive.companyId;
    const options = { also: flags.also, dryRun: globals.dryRun, pipedriveCompany };
    const { linkInvoice } = await import("../../usecases/invoices/link-invoices.ts");
    const result = await forEach(
      rows,
      ({ invoice }) => `Invoice ${invoice}`,
      (row) => linkInvoice(ports, row, options),
    );
    await showLinked(context, profile, rows, result.done);
    const linked = result.done.filter(({ outcome }) => outcome === "linked");
    await tellBack(
      context,
      profile,
      linked.map(({ deal }) => deal.id),
    );
    throwFailures(result, "linked");
  },
});
