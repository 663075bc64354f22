import { tableOf } from "../../cli/answer.ts";
import { type FlagValues, flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/flat.ts";
import { momentText } from "../../cli/when.ts";
import { PdqbError } from "../../domain/errors.ts";
import { INVOICE_STATUSES } from "../../domain/invoice/invoice-status.ts";
import { invoiceSums } from "../../domain/invoice/invoice-sums.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { decimal } from "../../domain/money/money.ts";
import { listInvoices } from "../../usecases/invoices/list-invoices.ts";
import { defineCommand } from "../context.ts";
import { ownerFlag, ownerId } from "../details/deal-conditions.ts";
import { dealId } from "../details/deal-reference.ts";
import { readFresh } from "../details/read-fresh.ts";
import {
  INVOICE_FIELDS,
  type InvoiceView,
  invoiceView,
  terminalColumns,
} from "../views/invoice.ts";
import { sumsJson, sumsText } from "../views/sums.ts";

/** More than a screen and less than a wait. */
const LIMIT = 100;

const FILTERS = {
  status: flag.choice("Invoices of this status", INVOICE_STATUSES),
  owner: ownerFlag,
  since: flag.date("Issued on or after this day", { value: "date" }),
  until: flag.date("Issued on or before this day", { value: "date" }),
  dueSince: flag.date("Due on or after this day", { value: "date" }),
  dueUntil: flag.date("Due on or before this day", { value: "date" }),
  min: flag.decimal("Total of at least this amount", { value: "amount" }),
  max: flag.decimal("Total of at most this amount", { value: "amount" }),
  text: flag.text("Text in the number, customer or deal title", { value: "text" }),
  all: flag.switch("Include voided and deleted invoices"),
};

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
    const { ports, connected, today, globals, show, io, progress } = context;
    const profile = await connected();
    const day = await today();
    const deal = flags.deal === undefined ? undefined : dealId(flags.deal, profile);
    if (flags.wholeCustomer && deal === undefined)
      throw new PdqbError("usage", "--whole-customer: of which deal?", { next: ["--deal <deal>"] });
    const owner = flags.owner === undefined ? undefined : await ownerId(ports, flags.owner);
    const isFromBooks = flags.customer !== undefined || flags.wholeCustomer;
    if (flags.refresh && !isFromBooks) await readFresh(context, profile, deal);
    const query = { ...flags, dealId: deal };
    const views = new Map<KnownInvoice, InvoiceView>();
    const sources = new Map<InvoiceView, KnownInvoice>();
    const isWanted = (one: KnownInvoice) => {
      const view = invoiceView(one, day, profile);
      if (flags.wholeCustomer) view.linked = view.deal_ids.includes(deal ?? 0);
      const isFit = fits(one, view, { ...flags, owner }, deal !== undefined);
      if (isFit) {
        views.set(one, view);
        sources.set(view, one);
      }
      return isFit;
    };
    // Another order than by date is known only when all are.
    const limit = globals.limit ?? LIMIT;
    const most = globals.sort === undefined ? limit : Number.POSITIVE_INFINITY;
    const read = () => listInvoices(ports, query, isWanted, most);
    const { found, complete } = isFromBooks
      ? await progress.during("Reading from QuickBooks", read)
      : await read();
    const sorted = sortRows(
      found.flatMap((one) => views.get(one) ?? []),
      { fields: INVOICE_FIELDS, json: (view) => view },
      globals.sort,
    );
    const shown = sorted.slice(0, limit);
    const sums = invoiceSums(
      shown.flatMap((view) => sources.get(view) ?? []),
      day,
    );
    const oldest = shown.map((view) => view.refreshed_at).sort()[0];
    const isCut = !complete || shown.length < sorted.length;
    const age = isFromBooks
      ? `As QuickBooks has them now.`
      : `As of ${momentText(oldest ?? "", ports.clock.now())}; --refresh reads QuickBooks first.`;
    const note = io.outIsTerminal && oldest ? [...sums.map(sumsText), age] : [];
    await show({
      json: { invoices: shown, complete: !isCut, sums: sums.map(sumsJson) },
      table: tableOf(shown, terminalColumns(io.outIsTerminal && !globals.csv, isFromBooks)),
      fields: INVOICE_FIELDS,
      empty:
        deal === undefined ? "No invoices." : `Deal ${deal} has no invoices that pdqb knows of.`,
      ...(note.length > 0 && { note: note.join("\n") }),
    });
  },
});

function fits(
  { links }: KnownInvoice,
  view: InvoiceView,
  filter: Omit<FlagValues<typeof FILTERS>, "owner"> & { owner: number | undefined },
  isOfDeal: boolean,
): boolean {
  const isEnded = view.status === "voided" || view.status === "deleted";
  const { status, owner, since, until, dueSince, dueUntil, min, max } = filter;
  const text = filter.text?.toLowerCase();
  const due = view.due_date ?? "";
  return (
    (status === undefined ? filter.all || isOfDeal || !isEnded : view.status === status) &&
    (owner === undefined || links.some(({ ownerId }) => ownerId === owner)) &&
    (since === undefined || view.date >= since) &&
    (until === undefined || view.date <= until) &&
    (dueSince === undefined || due >= dueSince) &&
    (dueUntil === undefined || (due !== "" && due <= dueUntil)) &&
    (min === undefined || decimal(view.total).gte(min)) &&
    (max === undefined || decimal(view.total).lte(max)) &&
    (text === undefined ||
      [view.number ?? "", view.customer.name, ...links.map(({ dealTitle }) => dealTitle)].some(
        (one) => one.toLowerCase().includes(text),
      ))
  );
}
