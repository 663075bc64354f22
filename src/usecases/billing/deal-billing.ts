/**
 * What is billed of a deal: the one answer that the planner, applying a plan and the lists share. It comes from the ledger's links,
 * the invoices as QuickBooks has them now, invoices that carry this deal's marker and that the ledger does not know, and invoices
 * whose outcome is open.
 */
import type { BilledPart } from "../../domain/invoice/billed.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { companyCode, findMarker, type Marker, storedPart } from "../../domain/invoice/marker.ts";
import type { Intent, InvoiceLink, KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { adopt } from "./adopt-invoices.ts";
import { freshInvoices } from "./fresh-invoices.ts";

export type BillingPorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

/** An invoice and its link to the deal. */
export type BilledInvoice = { known: KnownInvoice; link: InvoiceLink; isLive: boolean };

export type DealBilling = {
  /** Live or not, oldest generation first. */
  invoices: BilledInvoice[];
  /** Invoices of this deal that were sent and whose outcome is not known. */
  pending: Intent[];
  /** Live invoices of which only one can be meant: copies, or two that were created at the same moment. */
  doubts: Invoice[][];
  /** Another one when an invoice was made, linked, voided or left in doubt since. */
  fingerprint: string;
};

/** Invoices of a customer, as read from the books. */
export type CustomerInvoices = { invoices: Invoice[]; readAt: Date };

export type BillingInput = {
  dealId: number;
  pipedriveCompany: string;
  /** Invoices of the customers that the deal is billed to. */
  read: CustomerInvoices[];
  /** False in a dry run: then nothing that was read is kept. */
  save: boolean;
};

/** Reads what the ledger knows for more than a minute again. Throws unavailable, connection. */
export async function dealBilling(ports: BillingPorts, input: BillingInput): Promise<DealBilling> {
  const { dealId, read, save } = input;
  const ours = companyCode(input.pipedriveCompany);
  const stored = await ports.ledger.invoices({ dealIds: [dealId] });
  const known = await freshInvoices(ports, stored, { read, save });
  const open = (await ports.ledger.intents({ state: "open" })).filter(
    (intent) => intent.kind === "invoice" && intent.dealId === dealId,
  );
  const foreign = await markedForDeal(ports, input, ours, open);
  const linked = known.flatMap((one) =>
    one.links
      .filter((link) => link.dealId === dealId)
      .map((link) => ({ known: one, link, isLive: isLiveInvoice(one) })),
  );
  const doubts = doubtful(linked, foreign, ours);
  const isDoubtful = ({ id }: Invoice) =>
    doubts.some((group) => group.some((one) => one.id === id));
  const adopted = await adopt(ports, dealId, {
    found: foreign.filter(({ invoice }) => !isDoubtful(invoice)),
    save,
  });
  const invoices = [
    ...linked,
    ...adopted.map((one) => ({ ...one, isLive: isLiveInvoice(one.known) })),
  ].sort((one, other) => one.link.generation - other.link.generation);
  const pending = open.filter(({ firstSentAt }) => firstSentAt !== null);
  return { invoices, pending, doubts, fingerprint: fingerprintOf(invoices, pending, doubts) };
}

/** Still in the books, not voided. */
export function isLiveInvoice({ invoice, lastTotal }: KnownInvoice): boolean {
  return isLive(invoice, lastTotal ?? undefined);
}

/** What each live invoice bills. */
export function billedParts({ invoices }: Pick<DealBilling, "invoices">): BilledPart[] {
  return invoices
    .filter((one) => one.isLive)
    .map(({ known, link }) => ({
      invoice: invoiceName(known.invoice),
      part: link.part,
      billed: link.billed,
    }));
}

type Marked = { invoice: Invoice; marker: Marker };

/** An open intent's own invoice is not among them: resolving the intent links it, with all that it bills. */
async function markedForDeal(
  { ledger }: BillingPorts,
  { dealId, read }: BillingInput,
  ours: string,
  open: Intent[],
): Promise<Marked[]> {
  const marked = read.flatMap(({ invoices }) =>
    invoices.flatMap((invoice) => {
      const marker = findMarker(invoice.privateNote);
      const isOurs = marker?.company === ours && marker.dealId === dealId;
      const isPending = open.some((intent) => intent.marker === marker?.text);
      return marker && isOurs && !isPending ? [{ invoice, marker }] : [];
    }),
  );
  if (marked.length === 0) return [];
  const known = await ledger.invoices({ invoiceIds: marked.map(({ invoice }) => invoice.id) });
  // A link that a person made is the last word on where an invoice belongs.
  const linkedIds = new Set(
    known.filter((one) => one.links.length > 0).map((one) => one.invoice.id),
  );
  const seen = new Set<string>();
  return marked.filter(({ invoice: { id } }) => {
    const isNew = !linkedIds.has(id) && !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

/** Live invoices that share a marker, or the deal, part and generation. */
function doubtful(linked: BilledInvoice[], foreign: Marked[], ours: string): Invoice[][] {
  const keys = new Map<string, Map<string, Invoice>>();
  const add = (key: string, invoice: Invoice) =>
    keys.set(key, (keys.get(key) ?? new Map()).set(invoice.id, invoice));
  for (const { known, link } of linked.filter((one) => one.isLive)) {
    const marker = findMarker(known.invoice.privateNote);
    const isOwn = marker?.company === ours && marker.dealId === link.dealId;
    // Where the ledger says a generation of its own, its marker is a copy that a person accepted.
    const isAccepted = isOwn && marker.generation !== link.generation;
    if (isOwn && !isAccepted) add(`${storedPart(marker.part)}/${marker.generation}`, known.invoice);
    else add(`linked/${link.part}/${link.generation}`, known.invoice);
  }
  for (const { invoice, marker } of foreign)
    if (isLive(invoice)) add(`${storedPart(marker.part)}/${marker.generation}`, invoice);
  return [...keys.values()].filter((group) => group.size > 1).map((group) => [...group.values()]);
}

function fingerprintOf(invoices: BilledInvoice[], pending: Intent[], doubts: Invoice[][]): string {
  const live = invoices.filter((one) => one.isLive).map(({ known }) => known.invoice.id);
  const intents = pending.map(({ id }) => id);
  const doubtIds = doubts.flat().map(({ id }) => id);
  return JSON.stringify([live.sort(), intents.sort(), doubtIds.sort()]);
}
