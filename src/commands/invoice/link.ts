import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { clean, money } from "../../cli/format.ts";
import type { Column } from "../../cli/table.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import {
  type InvoiceCandidate,
  invoiceCandidates,
} from "../../usecases/invoices/invoice-candidates.ts";
import { type InvoiceLinked, linkInvoice } from "../../usecases/invoices/link-invoices.ts";
import { type Context, defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { tellBack } from "../details/write-back.ts";
import { INVOICE_COLUMNS, type InvoiceView, invoiceView } from "../views/invoice.ts";
import { forEach, INVOICES, resultsJson, throwFailures } from "./each.ts";
import { type LinkRow, parseLinkRows } from "./link-rows.ts";

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
    const rows = await rowsOf(context, profile, args, flags);
    if (rows === undefined) return;
    const { ports, globals } = context;
    const pipedriveCompany = profile.pipedrive.companyId;
    const options = { also: flags.also, dryRun: globals.dryRun, pipedriveCompany };
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

/** Undefined where there is nothing to link: the candidates are shown. */
async function rowsOf(
  context: Context,
  profile: PinnedProfile,
  args: string[],
  { deal, from }: { deal: string | undefined; from: string | undefined },
): Promise<LinkRow[] | undefined> {
  const { ports, io } = context;
  if (from !== undefined) {
    if (args.length > 0 || deal !== undefined)
      throw new PdqbError("usage", "--from brings its own invoices and deals.");
    const text = from === "-" ? await io.readInput() : await ports.files.read(from);
    return parseLinkRows(text, (one) => dealId(one, profile));
  }
  if (deal === undefined)
    throw new PdqbError("usage", "Not linked: to which deal?", {
      next: ["pdqb invoice link <invoice> --deal <deal>"],
    });
  const id = dealId(deal, profile);
  if (args.length > 0) return [...new Set(args)].map((invoice) => ({ invoice, dealId: id }));
  const candidates = await context.progress.during("Looking for candidates", () =>
    invoiceCandidates(ports, id),
  );
  if (!io.canAsk || candidates.length === 0)
    return showCandidates(context, profile, id, candidates);
  const chosen = await context.ask.select<string | null>(
    `Which invoice belongs to deal ${id}?`,
    [
      ...candidates.map(({ known: { invoice }, reasons }) => ({
        value: `id:${invoice.id}`,
        name: clean(
          `${invoiceName(invoice)}  ${invoice.customer.name}, ${money(invoice.total, invoice.currency)} of ${invoice.date} (${reasons.join(", ")})`,
        ),
      })),
      { value: null, name: "None of them" },
    ],
    { flag: "<invoice>" },
  );
  return chosen === null ? undefined : [{ invoice: chosen, dealId: id }];
}

type Row = { view: InvoiceView; reasons: string[] };

async function showCandidates(
  { show, today }: Context,
  profile: PinnedProfile,
  deal: number,
  candidates: InvoiceCandidate[],
): Promise<undefined> {
  const day = await today();
  const rows = candidates.map(
    ({ known, reasons }): Row => ({ view: invoiceView(known, day, profile), reasons }),
  );
  await show({
    json: { candidates: rows.map(({ view, reasons }) => ({ invoice: view, reasons })) },
    table: tableOf(rows, COLUMNS),
    empty: `No invoice of the deal's customer is without a deal.`,
    ...(rows.length > 0 && { note: `Link one: pdqb invoice link <number> --deal ${deal}` }),
  });
}

const OF_INVOICE = ["id", "number", "customer", "total", "currency", "date"];
const COLUMNS: readonly Column<Row>[] = [
  ...INVOICE_COLUMNS.filter(({ key }) => OF_INVOICE.includes(key)).map(
    ({ terminal: _, value, ...column }): Column<Row> => ({
      ...column,
      value: ({ view }) => value(view),
    }),
  ),
  { key: "reasons", title: "Why", value: ({ reasons }) => reasons.join(", "), grow: true },
];

async function showLinked(
  { show, today }: Context,
  profile: PinnedProfile,
  rows: LinkRow[],
  done: InvoiceLinked[],
): Promise<void> {
  const day = await today();
  const results = done.map(({ outcome, known }) => ({
    outcome,
    invoice: invoiceView(known, day, profile),
  }));
  const words = { linked: "is linked", already: "was linked before", planned: "would be linked" };
  await show({
    json: resultsJson(rows, results),
    text: () =>
      done
        .map(({ outcome, known, deal }) => {
          const others = known.links.filter((link) => link.dealId !== deal.id);
          const ids = others.map((link) => link.dealId).join(", ");
          const beside = others.length > 0 ? ` (beside deal ${ids})` : "";
          return `Invoice ${invoiceName(known.invoice)} ${words[outcome]} to deal ${deal.id}, ${clean(deal.title)}${beside}.\n`;
        })
        .join(""),
  });
}
