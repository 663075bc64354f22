/** Finds the links of deals and invoices again, by the markers that pdqb wrote into the invoices (docs/design.md 7.6): for a ledger that was lost. */
import type { Doubt } from "../../domain/invoice/doubt.ts";
import { withMarker } from "../../domain/invoice/doubts.ts";
import type { Invoice, MarkedInvoice } from "../../domain/invoice/invoice.ts";
import { linkByMarker } from "../../domain/invoice/link-by-marker.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { dealsById } from "../billing/adopt-invoices.ts";
import { doubtedDeals, doubtsWith, keepDoubts, strangers } from "../billing/doubts.ts";
import { freshInvoices } from "../billing/fresh-invoices.ts";
import { EVER, noteLooked } from "../billing/recent-invoices.ts";

type RebuildPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

type Rebuilt = {
  /** Invoices that were looked at. */
  read: number;
  found: { invoice: Invoice; link: InvoiceLink }[];
  /** Linked already. */
  known: number;
  /** Not linked, since only one of several can be meant. */
  doubts: Doubt[];
  /** Could not be read: whether they carry a marker is not known. */
  failed: Unreadable[];
};

type Unreadable = { id: string | null; error: string };

/** Reads all invoices of the company; adds what is missing and changes nothing that is there. `dryRun` adds nothing either. */
export async function rebuildLedger(
  ports: RebuildPorts,
  input: { pipedriveCompany: string; dryRun: boolean },
  onRead?: (done: number, total: number) => void,
): Promise<Rebuilt> {
  const { pipedriveCompany } = input;
  const readAt = ports.clock.now();
  const { read, marked, known, shared, failed } = await readMarked(ports, pipedriveCompany, onRead);
  const at = ports.clock.now().toISOString();
  const met = await strangers(ports.ledger, marked);
  const deals = await dealsById(
    ports,
    met.map(({ marker }) => marker.dealId),
  );
  const { doubts, sure } = await doubtsWith(ports.ledger, met, {
    pipedriveCompany,
    deals,
    dealIds: [...shared, ...(await doubtedDeals(ports.ledger))],
    fresh: (known) => freshInvoices(ports, known, { read: [], save: false }),
  });
  const found = sure.map((one) => ({
    invoice: one.invoice,
    link: linkByMarker(one, deals.get(one.marker.dealId), at),
  }));
  if (!input.dryRun) {
    if (found.length > 0) await ports.ledger.addInvoices(found, at);
    await keepDoubts(ports.ledger, doubts, at);
    if (failed.length === 0) await noteLooked(ports, { from: EVER, readAt });
  }
  return { read, found, known, doubts, failed };
}

/** `marked`: those that are not linked. `shared`: deals of which several invoices are of one part and generation. */
async function readMarked(
  { ledger, quickbooks }: RebuildPorts,
  pipedriveCompany: string,
  onRead: ((done: number, total: number) => void) | undefined,
): Promise<
  Pick<Rebuilt, "read" | "known" | "failed"> & { marked: MarkedInvoice[]; shared: number[] }
> {
  const links = new Set((await ledger.invoiceLinks()).map(({ invoiceId }) => invoiceId));
  const marked: MarkedInvoice[] = [];
  const keys = new Set<string>();
  const shared = new Set<number>();
  const failed: Unreadable[] = [];
  let read = 0;
  let known = 0;
  const count = onRead ? await quickbooks.invoiceCount() : 0;
  const skip = (what: string, id?: string) =>
    void failed.push({ id: id ?? null, error: `QuickBooks answered with ${what}.` });
  for await (const page of quickbooks.allInvoices(skip)) {
    read += page.length;
    onRead?.(read, count);
    for (const one of withMarker(page, pipedriveCompany)) {
      const { dealId, part, generation } = one.marker;
      const key = `${dealId}/${part}/${generation}`;
      if (keys.has(key)) shared.add(dealId);
      keys.add(key);
      if (links.has(one.invoice.id)) known += 1;
      else marked.push(one);
    }
  }
  return { read, marked, known, shared: [...shared], failed };
}
