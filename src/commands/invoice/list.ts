import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/table.ts";
import { INVOICE_STATUSES } from "../../domain/invoice-status.ts";
import { refreshInvoices } from "../../usecases/refresh-invoices.ts";
import { settleOpenIntents } from "../../usecases/settle-open-intents.ts";
import { defineCommand } from "../context.ts";
import { INVOICE_COLUMNS, INVOICE_FIELDS, invoiceView, terminalColumns } from "../views/invoice.ts";
import { dealId } from "./deal-reference.ts";

export const invoiceList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List invoices of deals, from the ledger",
  effect: "reads",
  isList: true,
  flags: {
    deal: flag.text("Invoices of this deal: id or Pipedrive address", { value: "deal" }),
    status: flag.choice("Invoices of this status", INVOICE_STATUSES),
    since: flag.date("Issued on or after this day", { value: "date" }),
    until: flag.date("Issued on or before this day", { value: "date" }),
    all: flag.switch("Voided and deleted ones too"),
    refresh: flag.switch("Read them from QuickBooks first"),
  },
  examples: ["pdqb invoices list --deal 123", "pdqb invoices list --status overdue --json"],
  async run(context, { flags }) {
    const { ports, connected, today, globals, show, io, progress } = context;
    const profile = await connected();
    const day = await today();
    const deal = flags.deal === undefined ? undefined : dealId(flags.deal, profile);
    const filter = deal === undefined ? {} : { dealId: deal };
    if (flags.refresh) {
      await settleOpenIntents(ports);
      await progress.during("Reading from QuickBooks", () =>
        refreshInvoices(ports, { ...filter, today: day }),
      );
    }
    const known = await ports.ledger.invoices(filter);
    const all = known
      .map((one) => invoiceView(one, day, profile))
      .filter(
        (view) =>
          (flags.status === undefined || view.status === flags.status) &&
          (flags.all ||
            flags.status !== undefined ||
            deal !== undefined ||
            (view.status !== "voided" && view.status !== "deleted")) &&
          (flags.since === undefined || view.date >= flags.since) &&
          (flags.until === undefined || view.date <= flags.until),
      );
    const sorted = sortRows(all, INVOICE_COLUMNS, globals.sort);
    const shown = sorted.slice(0, globals.limit ?? sorted.length);
    const oldest = shown.map((view) => view.refreshed_at).sort()[0];
    const isCut = shown.length < sorted.length;
    await show({
      json: { invoices: shown, complete: !isCut },
      table: tableOf(shown, terminalColumns(io.outIsTerminal && !globals.csv)),
      fields: INVOICE_FIELDS,
      empty:
        deal === undefined ? "No invoices." : `Deal ${deal} has no invoices that pdqb knows of.`,
      ...(oldest && io.outIsTerminal
        ? {
            note: `${isCut ? `${shown.length} of ${sorted.length} shown. ` : ""}As of ${oldest}; --refresh reads QuickBooks first.`,
          }
        : {}),
    });
  },
});
