/** Links an invoice that carries our marker and that the ledger does not know: made from another machine, or the ledger was lost. */
import type { KnownInvoice } from "../domain/ledger.ts";
import { findMarker } from "../domain/marker.ts";
import { amountText } from "../domain/money.ts";
import type { Ports } from "../ports.ts";

export async function adoptInvoice(
  ports: Pick<Ports, "pipedrive" | "ledger" | "clock">,
  known: KnownInvoice,
  dealId: number,
): Promise<KnownInvoice> {
  const deal = await ports.pipedrive.deal(dealId);
  const marker = findMarker(known.invoice.privateNote);
  const link = {
    invoiceId: known.invoice.id,
    dealId,
    part: "1",
    generation: marker?.generation ?? 1,
    dealTitle: deal.title,
    dealValue: deal.value && amountText(deal.value),
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    createdAt: (await ports.clock.now()).toISOString(),
  };
  await ports.ledger.putInvoiceLink(link);
  await ports.ledger.saveInvoices([known.invoice], known.refreshedAt);
  return { ...known, links: [link] };
}
