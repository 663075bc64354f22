/** Another ledger, a colleague, or Pipedrive's own integration may have billed the deal: the customer's invoices are looked at before a create. */
import type { Problem } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { companyCode, findMarker } from "../../domain/invoice/marker.ts";
import { ZERO } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

/**
 * A live invoice that belongs to no deal and has the same total, or that belongs only to deals that were deleted or merged and has the
 * total of this plan or of some of its lines: a merge moves the lines of one deal to the other.
 */
export async function possibleDuplicate(
  ports: Pick<Ports, "ledger" | "pipedrive">,
  plan: InvoicePlan,
  {
    invoices,
    since,
    pipedriveCompany,
  }: { invoices: Invoice[]; since: string; pipedriveCompany: string },
): Promise<Problem | undefined> {
  const sums = sumsOfLines(plan);
  const billsSome = ({ total, tax, currency }: Invoice) =>
    currency === plan.currency && sums.has(total.minus(tax).toFixed());
  const like = invoices.filter(
    (invoice) => isLive(invoice) && (hasSameTotal(invoice, plan) || billsSome(invoice)),
  );
  for (const invoice of like) {
    // What carries this deal's own marker is its invoice, or told of as a doubt.
    if (markedDeal(invoice, pipedriveCompany) === plan.deal.id) continue;
    const dealIds = await dealsOf(ports, invoice, { invoices, pipedriveCompany });
    if (dealIds.includes(plan.deal.id)) continue;
    const present = await Promise.all(dealIds.map((id) => orGone(ports.pipedrive.deal(id))));
    if (present.some((deal) => deal !== undefined)) continue;
    const isSame = hasSameTotal(invoice, plan);
    if (dealIds.length === 0 && !isSame) continue;
    // What is older than the deal cannot be its invoice, but may be that of the deal that was merged into it.
    if (dealIds.length === 0 && Date.parse(invoice.createdAt) < Date.parse(since)) continue;
    const owner =
      dealIds.length === 0
        ? "is not linked to any deal"
        : `belongs to deal ${dealIds.join(", ")}, which was deleted or merged`;
    return {
      code: "possible_duplicate",
      message: `Invoice ${invoiceName(invoice)} of ${invoice.date} to "${invoice.customer.name}" has ${isSame ? "the same total" : "the total of some of these lines"} and ${owner}.`,
      next: "--not-duplicate",
    };
  }
  return undefined;
}

/** More sums than these would fit by chance. */
const SUMS_MAX = 4_096;

/** What any of the plan's lines come to together, without tax; none for a plan of many lines. */
function sumsOfLines({ lines }: InvoicePlan): Set<string> {
  let sums = new Map([["0", ZERO]]);
  for (const { net } of lines) {
    const more = [...sums.values()].map((sum) => sum.plus(net));
    sums = new Map([...sums, ...more.map((sum) => [sum.toFixed(), sum] as const)]);
    if (sums.size > SUMS_MAX) return new Set();
  }
  sums.delete("0");
  return new Set(sums.keys());
}

function hasSameTotal(invoice: Invoice, { currency, totals }: InvoicePlan): boolean {
  const net = totals.net.minus(totals.discount);
  const isSame =
    invoice.total.minus(invoice.tax).equals(net) || totals.total?.equals(invoice.total);
  return invoice.currency === currency && (isSame ?? false);
}

function markedDeal({ privateNote }: Invoice, pipedriveCompany: string): number | undefined {
  const marker = findMarker(privateNote);
  return marker?.company === companyCode(pipedriveCompany) ? marker.dealId : undefined;
}

/** By the ledger's links, else by its marker, which a copy has without belonging there. */
async function dealsOf(
  { ledger }: Pick<Ports, "ledger">,
  invoice: Invoice,
  { invoices, pipedriveCompany }: { invoices: Invoice[]; pipedriveCompany: string },
): Promise<number[]> {
  const [known] = await ledger.invoices({ invoiceIds: [invoice.id] });
  if (known && known.links.length > 0) return known.links.map(({ dealId }) => dealId);
  const marker = findMarker(invoice.privateNote);
  if (marker?.company !== companyCode(pipedriveCompany)) return [];
  const hasMarker = ({ id, privateNote }: Invoice) =>
    id !== invoice.id && findMarker(privateNote)?.text === marker.text;
  const ofDeal = await ledger.invoices({ dealIds: [marker.dealId] });
  const isCopy = invoices.some(hasMarker) || ofDeal.some((one) => hasMarker(one.invoice));
  return isCopy ? [] : [marker.dealId];
}
