/** Links an invoice that carries our marker and that the ledger does not know: made from another machine, or the ledger was lost. */
import type { InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";

/** What the plan of the same key says that the invoice bills. */
export type Adopted = Pick<InvoiceLink, "part" | "generation" | "billed">;

export async function adoptInvoice(
  ports: Pick<Ports, "pipedrive" | "ledger" | "clock">,
  known: KnownInvoice,
  dealId: number,
  adopted: Adopted,
): Promise<KnownInvoice> {
  const deal = await ports.pipedrive.deal(dealId);
  const link = {
    invoiceId: known.invoice.id,
    dealId,
    ...adopted,
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
