import { clean, money } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText } from "../../domain/money/money.ts";
import { rebuildLedger } from "../../usecases/invoices/rebuild-ledger.ts";
import { defineCommand } from "../context.ts";
import { doubtText, doubtView } from "../views/doubt.ts";

export const ledgerRebuild = defineCommand({
  name: "rebuild",
  summary: "Rebuild the ledger from the markers in QuickBooks",
  description: `Reads every invoice of the company. Missing links are added; existing ones stay.
Where several invoices carry the same marker, none is linked and all are listed. A
voided invoice may have lost its marker, and an invoice that was linked by hand
never had one: link those again.`,
  effect: "writes",
  flags: {},
  examples: ["pdqb ledger rebuild --dry-run", "pdqb ledger rebuild"],
  async run({ ports, connected, progress, globals, show }) {
    const { pipedrive } = await connected();
    const { read, found, known, doubts, failed } = await progress.counting(
      "Reading invoices",
      (count) =>
        rebuildLedger(
          ports,
          { pipedriveCompany: pipedrive.companyId, dryRun: globals.dryRun },
          count,
        ),
    );
    const outcome = globals.dryRun ? "planned" : "rebuilt";
    await show({
      json: {
        outcome,
        read,
        known,
        found: found.map(({ invoice, link }) => ({
          id: invoice.id,
          number: invoice.number,
          deal_id: link.dealId,
          total: amountText(invoice.total),
          currency: invoice.currency,
        })),
        in_doubt: doubts.map(doubtView),
        failed,
        ...(globals.dryRun && { plan: { requests: [] } }),
      },
      text: () =>
        [
          ...found.map(
            ({ invoice, link }) =>
              `${invoiceName(invoice)}  deal ${link.dealId}, ${clean(link.dealTitle)}: ${money(invoice.total, invoice.currency)}`,
          ),
          ...doubts.map((doubt) => doubtText(doubt).trimEnd()),
          `${counted(read, "invoice")} read, ${found.length} ${globals.dryRun ? "to link" : "linked"} again, ${known} linked already.`,
          "",
        ].join("\n"),
    });
    if (failed.length > 0)
      throw new PdqbError("partial", `${counted(failed.length, "invoice")} could not be read.`, {
        reason: failed.map(({ error }) => error),
        next: ["pdqb ledger rebuild"],
      });
  },
});
