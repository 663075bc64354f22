/** Finds the links of deals and invoices again, by the markers that pdqb wrote into the invoices (docs/design.md 7.6): for a ledger that was lost. */
import type { Deal } from "../../domain/deal/deal.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { companyCode, findMarker, type Marker, storedPart } from "../../domain/invoice/marker.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

type RebuildPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

export type Rebuilt = {
  /** Invoices that were looked at. */
  read: number;
  found: { invoice: Invoice; link: InvoiceLink }[];
  /** Linked already. */
  known: number;
};

/** Reads all invoices of the company; adds what is missing and changes nothing that is there. `dryRun` adds nothing either. */
export async function rebuildLedger(
  ports: RebuildPorts,
  input: { pipedriveCompany: string; dryRun: boolean },
  onRead?: (done: number, total: number) => void,
): Promise<Rebuilt> {
  const ours = companyCode(input.pipedriveCompany);
  const links = new Set((await ports.ledger.invoiceLinks()).map(({ invoiceId }) => invoiceId));
  const result: Rebuilt = { read: 0, found: [], known: 0 };
  const deals = new Map<number, Deal | undefined>();
  const at = (await ports.clock.now()).toISOString();
  const count = onRead ? await ports.quickbooks.invoiceCount() : 0;
  for await (const page of ports.quickbooks.allInvoices()) {
    result.read += page.length;
    onRead?.(result.read, count);
    for (const invoice of page) {
      const marker = findMarker(invoice.privateNote);
      if (marker?.company !== ours) continue;
      if (links.has(invoice.id)) result.known += 1;
      else result.found.push({ invoice, link: await linkOf(ports, deals, invoice, marker, at) });
    }
  }
  if (input.dryRun) return result;
  for (const { link } of result.found) await ports.ledger.putInvoiceLink(link);
  const found = result.found.map(({ invoice }) => invoice);
  if (found.length > 0) await ports.ledger.saveInvoices(found, at);
  return result;
}

/** The deal as it is now: how it was then is lost. */
async function linkOf(
  { pipedrive }: RebuildPorts,
  deals: Map<number, Deal | undefined>,
  { id, createdAt }: Invoice,
  { dealId, generation, part }: Marker,
  at: string,
): Promise<InvoiceLink> {
  if (!deals.has(dealId)) deals.set(dealId, await orGone(pipedrive.deal(dealId)));
  const deal = deals.get(dealId);
  return {
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
  };
}
