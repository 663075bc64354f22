/** Another ledger, a colleague, or Pipedrive's own integration may have billed the deal: the customer's invoices are looked at before a create. */
import { lineMoney } from "../../domain/deal/line-money.ts";
import type { Problem } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { companyCode, findMarker } from "../../domain/invoice/marker.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import { type Decimal, ZERO } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Ports } from "../../ports.ts";
import { dealsById } from "./adopt-invoices.ts";

type Books = {
  /** Of the customer. */
  invoices: Invoice[];
  /** When the deal was added. */
  since: string;
  /** All of the deal, also where the plan bills a part of it. */
  lines: Parameters<typeof lineMoney>[0][];
  pipedriveCompany: string;
};

/**
 * A live invoice that belongs to no deal and has the same total, or that belongs only to deals that were deleted or merged and that, or
 * the deal of which it bills a part, has the total of this plan or of some of the deal's lines: a merge moves the lines of one deal to the
 * other.
 */
export async function possibleDuplicate(
  ports: Pick<Ports, "ledger" | "pipedrive">,
  plan: InvoicePlan,
  { invoices, since, lines, pipedriveCompany }: Books,
): Promise<Problem | undefined> {
  const sums = new Set([...sumsOf(plan.lines.map(({ net }) => net)), ...sumsOf(netsOf(lines))]);
  const live = invoices.filter((one) => one.currency === plan.currency && isLive(one));
  const links = await linksByInvoice(ports, live);
  const billsSome = ({ id, total, tax }: Invoice) =>
    [total.minus(tax), ...billedInPart(links.get(id))].some((net) => sums.has(net.toFixed()));
  // What carries this deal's own marker is its invoice, or told of as a doubt.
  const like = live
    .filter((invoice) => hasSameTotal(invoice, plan) || billsSome(invoice))
    .filter((invoice) => markedDeal(invoice, pipedriveCompany) !== plan.deal.id);
  const owned = await Promise.all(
    like.map(async (invoice) => ({
      invoice,
      dealIds:
        links.get(invoice.id)?.map(({ dealId }) => dealId) ??
        (await dealOfMarker(ports, invoice, { invoices, pipedriveCompany })),
    })),
  );
  const others = owned.filter(({ dealIds }) => !dealIds.includes(plan.deal.id));
  const ids = others.flatMap(({ dealIds }) => dealIds);
  const deals = await dealsById(ports, ids);
  const twin = others.find(({ invoice, dealIds }) => {
    if (dealIds.length > 0) return dealIds.every((id) => deals.get(id) === undefined);
    // What is older than the deal cannot be its invoice, but may be that of the deal that was merged into it.
    return hasSameTotal(invoice, plan) && Date.parse(invoice.createdAt) >= Date.parse(since);
  });
  if (!twin) return undefined;
  const { invoice, dealIds } = twin;
  const part = billedInPart(links.get(invoice.id)).length > 0 ? "a part" : "the total";
  const same = hasSameTotal(invoice, plan)
    ? "has the same total"
    : `bills ${part} of some of these lines`;
  const owner =
    dealIds.length === 0
      ? "is not linked to any deal"
      : `belongs to deal ${dealIds.join(", ")}, which was deleted or merged`;
  return {
    code: "possible_duplicate",
    message: `Invoice ${invoiceName(invoice)} of ${invoice.date} to "${invoice.customer.name}" ${same} and ${owner}.`,
    next: "--not-duplicate",
  };
}

/** More sums than these would fit by chance. */
const SUMS_MAX = 4_096;

/** What links these to deals, as far as the ledger knows; nothing for one that no deal is linked to. */
async function linksByInvoice(
  { ledger }: Pick<Ports, "ledger">,
  invoices: Invoice[],
): Promise<Map<string, InvoiceLink[]>> {
  if (invoices.length === 0) return new Map();
  const known = await ledger.invoices({ invoiceIds: invoices.map(({ id }) => id) });
  const linked = known.filter(({ links }) => links.length > 0);
  return new Map(linked.map(({ invoice, links }) => [invoice.id, links]));
}

/** What each line comes to. */
const netsOf = (lines: Books["lines"]): Decimal[] =>
  lines.flatMap((line) => (line.isEnabled && lineMoney(line, line.taxMethod).ok?.net) || []);

/** The nets of the deals of which an invoice bills a part. */
const billedInPart = (links: InvoiceLink[] = []): Decimal[] =>
  links.flatMap(({ billed }) => (billed?.share && billed.dealNet) || []);

/** What any of the lines come to together, without tax; none for many lines. */
function sumsOf(nets: Decimal[]): Set<string> {
  let sums = new Map([["0", ZERO]]);
  for (const net of nets) {
    const more = [...sums.values()].map((sum) => sum.plus(net));
    sums = new Map([...sums, ...more.map((sum) => [sum.toFixed(), sum] as const)]);
    if (sums.size > SUMS_MAX) return new Set();
  }
  sums.delete("0");
  return new Set(sums.keys());
}

function hasSameTotal({ total, tax }: Invoice, { totals }: InvoicePlan): boolean {
  const net = totals.net.minus(totals.discount);
  return total.minus(tax).equals(net) || totals.total?.equals(total) === true;
}

function markedDeal({ privateNote }: Invoice, pipedriveCompany: string): number | undefined {
  const marker = findMarker(privateNote);
  return marker?.company === companyCode(pipedriveCompany) ? marker.dealId : undefined;
}

/** By its marker, which a copy has without belonging there. */
async function dealOfMarker(
  { ledger }: Pick<Ports, "ledger">,
  invoice: Invoice,
  { invoices, pipedriveCompany }: Pick<Books, "invoices" | "pipedriveCompany">,
): Promise<number[]> {
  const marker = findMarker(invoice.privateNote);
  if (marker?.company !== companyCode(pipedriveCompany)) return [];
  const hasMarker = ({ id, privateNote }: Invoice) =>
    id !== invoice.id && findMarker(privateNote)?.text === marker.text;
  const ofDeal = await ledger.invoices({ dealIds: [marker.dealId] });
  const isCopy = invoices.some(hasMarker) || ofDeal.some((one) => hasMarker(one.invoice));
  return isCopy ? [] : [marker.dealId];
}
