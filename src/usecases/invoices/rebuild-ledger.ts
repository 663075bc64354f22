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
  const marked: Marked[] = [];
  let read = 0;
  let known = 0;
  const count = onRead ? await ports.quickbooks.invoiceCount() : 0;
  for await (const page of ports.quickbooks.allInvoices()) {
    read += page.length;
    onRead?.(read, count);
    for (const invoice of page) {
      const marker = findMarker(invoice.privateNote);
      if (marker?.company !== ours) continue;
      if (links.has(invoice.id)) known += 1;
      else marked.push({ invoice, marker });
    }
  }
  const deals = await dealsOf(ports, marked);
  const at = (await ports.clock.now()).toISOString();
  const found = marked.map((one) => ({
    invoice: one.invoice,
    link: linkOf(one, deals.get(one.marker.dealId), at),
  }));
  if (!input.dryRun && found.length > 0) await ports.ledger.addInvoices(found, at);
  return { read, found, known };
}

type Marked = { invoice: Invoice; marker: Marker };

/** As they are now: how they were then is lost. A list leaves archived deals out, so what is missing is asked for by itself. */
async function dealsOf(
  { pipedrive }: RebuildPorts,
  marked: Marked[],
): Promise<Map<number, Deal | undefined>> {
  const ids = [...new Set(marked.map(({ marker }) => marker.dealId))];
  const deals = new Map<number, Deal | undefined>();
  for (const deal of await pipedrive.dealsByIds(ids)) deals.set(deal.id, deal);
  for (const id of ids) if (!deals.has(id)) deals.set(id, await orGone(pipedrive.deal(id)));
  return deals;
}

const linkOf = (
  { invoice: { id, createdAt }, marker: { dealId, generation, part } }: Marked,
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
