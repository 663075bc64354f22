import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { listInvoices } from "../../usecases/invoices/list-invoices.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { readFresh } from "../details/read-fresh.ts";
import { type InvoiceView, invoiceView } from "../views/invoice.ts";
import { FILTERS, filterBy } from "./list-filters.ts";
import { showInvoices } from "./show-invoices.ts";

/** More than a screen and less than a wait. */
const LIMIT = 100;

export const invoiceList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List invoices of deals, from the ledger",
  description: `The newest 100 unless --limit says otherwise; sums are of what is listed.
With --customer or --whole-customer QuickBooks is read, and invoices that were
made elsewhere are there too, marked as linked or not.`,
  effect: "reads",
  isList: true,
  flags: {
    deal: flag.text("Invoices of this deal: id or Pipedrive address", {
      value: "deal",
      names: "deals",
    }),
    customer: flag.text("Only this customer: QuickBooks id or exact name", {
      value: "customer",
      names: "customers",
    }),
    wholeCustomer: flag.switch("All invoices of the deal's customer"),
    ...FILTERS,
    refresh: flag.switch("Refresh from QuickBooks first"),
  },
  examples: [
    "pdqb invoices list --deal 123",
    "pdqb invoices list --status overdue --json",
    "pdqb invoices list --deal 123 --whole-customer --since 2026-01-01",
  ],
  async run(context, { flags }) {
    const { ports, connected, today, globals, progress } = context;
    const profile = await connected();
    const day = await today();
    const deal = flags.deal === undefined ? undefined : dealId(flags.deal, profile);
    if (flags.wholeCustomer && deal === undefined)
      throw new PdqbError("usage", "--whole-customer: of which deal?", { next: ["--deal <deal>"] });
    const fits = await filterBy(ports, flags, deal !== undefined);
    const isFromBooks = flags.customer !== undefined || flags.wholeCustomer === true;
    if (flags.refresh && !isFromBooks) await readFresh(context, profile, deal);
    const query = { ...flags, dealId: deal };
    const views = new Map<KnownInvoice, InvoiceView>();
    const isWanted = (one: KnownInvoice) => {
      const view = invoiceView(one, day, profile);
      if (flags.wholeCustomer) view.linked = view.deal_ids.includes(deal ?? 0);
      const isFit = fits(one, view);
      if (isFit) views.set(one, view);
      return isFit;
    };
    // Another order than by date is known only when all are.
    const limit = globals.limit ?? LIMIT;
    const most = globals.sort === undefined ? limit : Number.POSITIVE_INFINITY;
    const read = () => listInvoices(ports, query, isWanted, most);
    const { found, complete } = isFromBooks
      ? await progress.during("Reading from QuickBooks", read)
      : await read();
    const listed = found.flatMap((known) => {
      const view = views.get(known);
      return view ? [{ known, view }] : [];
    });
    await showInvoices(context, listed, { complete, isFromBooks, limit, deal, day });
  },
});
