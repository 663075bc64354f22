/** Invoices that may belong to a deal, each with what speaks for it. None is chosen here. */
import type { Deal } from "../../domain/deal/deal.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { customersOfDeal, withLinks } from "./list-invoices.ts";

const CANDIDATES_MAX = 20;
const NEAR_MS = 30 * 86_400_000;

export type InvoiceCandidate = { known: KnownInvoice; reasons: string[] };

/** Those of the deal's customers that are not linked to any deal, the likeliest first. Throws not_found where no customer is known. */
export async function invoiceCandidates(
  ports: Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">,
  dealId: DealId,
): Promise<InvoiceCandidate[]> {
  const [deal, customers] = await Promise.all([
    ports.pipedrive.deal(dealId),
    customersOfDeal(ports, dealId),
  ]);
  const found: Invoice[] = [];
  for (const id of customers) found.push(...(await ports.quickbooks.invoicesOfCustomer(id, {})));
  const known = await withLinks(ports, found);
  return known
    .filter((one) => one.links.length === 0 && isLiveInvoice(one))
    .map((one) => ({ known: one, reasons: reasonsFor(one.invoice, deal) }))
    .sort((one, other) => other.reasons.length - one.reasons.length)
    .slice(0, CANDIDATES_MAX);
}

function reasonsFor(invoice: Invoice, deal: Deal): string[] {
  const reasons = ["same customer"];
  const { value, currency, title } = deal;
  if (value && invoice.currency === currency) {
    if (invoice.total.equals(value)) reasons.push("same amount");
    else if (invoice.total.minus(invoice.tax).equals(value)) reasons.push("same amount before tax");
  }
  if (invoice.number !== null && title.includes(invoice.number))
    reasons.push("its number is in the deal's title");
  const won = Date.parse(deal.wonTime ?? deal.addTime ?? "");
  const days = Date.parse(invoice.date) - won;
  if (days >= -86_400_000 && days <= NEAR_MS) reasons.push("issued within 30 days of the deal");
  return reasons;
}
