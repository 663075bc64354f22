/** Links invoices that carry a deal's marker and that the ledger does not know: made on another machine, or the ledger was lost. */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { type Marker, storedPart } from "../../domain/invoice/marker.ts";
import type { InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";

type AdoptPorts = Pick<Ports, "pipedrive" | "ledger" | "clock">;

export type Adopted = { known: KnownInvoice; link: InvoiceLink };

/** How much of the deal they bill is not known. `save`: false in a dry run, where they are linked in the answer alone. */
export async function adopt(
  ports: AdoptPorts,
  dealId: number,
  { found, save }: { found: { invoice: Invoice; marker: Marker }[]; save: boolean },
): Promise<Adopted[]> {
  if (found.length === 0) return [];
  const deal = await ports.pipedrive.deal(dealId);
  const at = (await ports.clock.now()).toISOString();
  const adopted: Adopted[] = [];
  for (const { invoice, marker } of found) {
    const link: InvoiceLink = {
      invoiceId: invoice.id,
      dealId,
      part: storedPart(marker.part),
      generation: marker.generation,
      dealTitle: deal.title,
      dealValue: deal.value && amountText(deal.value),
      ownerId: deal.ownerId,
      pipelineId: deal.pipelineId,
      billed: null,
      createdAt: at,
    };
    const lastTotal = invoice.total.isZero() ? null : invoice.total;
    adopted.push({ known: { invoice, refreshedAt: at, lastTotal, links: [link] }, link });
    if (save) await keep(ports, invoice, link);
  }
  return adopted;
}

/** Unless another process has linked it meanwhile, which knows more of it. */
async function keep({ ledger }: AdoptPorts, invoice: Invoice, link: InvoiceLink): Promise<void> {
  const [known] = await ledger.invoices({ invoiceIds: [invoice.id] });
  if (known && known.links.length > 0) return;
  await ledger.putInvoiceLink(link);
  await ledger.saveInvoices([invoice], link.createdAt);
}
