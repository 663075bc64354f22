/** The link that ties an invoice to a deal on a person's word. Pure. */
import type { Deal } from "../../domain/deal/deal.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { findMarker } from "../../domain/invoice/marker.ts";
import type { InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";

/** That of one more invoice of the part. */
export function nextGeneration(
  there: KnownInvoice[],
  { dealId, part }: Pick<InvoiceLink, "dealId" | "part">,
): number {
  const generations = there
    .flatMap(({ links }) => links)
    .filter((link) => link.dealId === dealId && link.part === part)
    .map(({ generation }) => generation);
  return Math.max(0, ...generations) + 1;
}

/** As an invoice of the whole deal, of which nothing is known to be billed line by line. */
export function linkOfWhole(
  { invoice }: KnownInvoice,
  { deal, there, createdAt }: { deal: Deal; there: KnownInvoice[]; createdAt: string },
): InvoiceLink {
  const marker = findMarker(invoice.privateNote);
  // Beside others it is one more, whatever its marker says.
  const beyond = there.length > 0 && marker?.dealId === deal.id ? marker.generation + 1 : 1;
  return {
    invoiceId: invoice.id,
    dealId: deal.id,
    part: "1",
    generation: Math.max(nextGeneration(there, { dealId: deal.id, part: "1" }), beyond),
    dealTitle: deal.title,
    dealValue: deal.value && amountText(deal.value),
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    billed: null,
    createdAt,
  };
}

/** Undefined for an invoice that still stands in the books. */
export function whyEnded({ invoice, lastTotal }: KnownInvoice): string | undefined {
  if (isLive(invoice, lastTotal)) return undefined;
  return `It is ${invoice.deleted ? "deleted" : "voided"}.`;
}
