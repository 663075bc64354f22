/** The link of an invoice that was found by its marker: how much of the deal it bills is not known. Pure. */
import type { Deal } from "../deal/deal.ts";
import type { InvoiceLink, KnownInvoice } from "../ledger/ledger.ts";
import { amountText } from "../money/money.ts";
import type { MarkedInvoice } from "./invoice.ts";
import { storedPart } from "./marker.ts";

export type Adopted = { known: KnownInvoice; link: InvoiceLink };

/** What an adopted invoice is known as, before it is kept. */
export function adoptedAs(one: MarkedInvoice, deal: Deal | undefined, at: string): Adopted {
  const { invoice } = one;
  const link = linkByMarker(one, deal, at);
  const lastTotal = invoice.total.isZero() ? null : invoice.total;
  return { known: { invoice, refreshedAt: at, lastTotal, links: [link] }, link };
}

/** The deal as it is now: how it was then is lost. */
export const linkByMarker = (
  { invoice: { id, createdAt }, marker: { dealId, generation, part } }: MarkedInvoice,
  deal: Deal | undefined,
  at: string,
): InvoiceLink => ({
  invoiceId: id,
  dealId,
  part: storedPart(part),
  generation,
  dealTitle: deal?.title ?? "",
  dealValue: deal?.value ? amountText(deal.value) : null,
  ownerId: deal?.ownerId ?? null,
  pipelineId: deal?.pipelineId ?? null,
  billed: null,
  createdAt: createdAt ? new Date(createdAt).toISOString() : at,
});
