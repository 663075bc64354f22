/**
 * Invoices with our marker that the ledger does not know, met while reading the books for something else: another machine's, or
 * copies. Those that are in doubt are kept, without a link, until one of them is voided or linked by a person.
 */

import type { Deal } from "../../domain/deal/deal.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Doubt } from "../../domain/invoice/doubt.ts";
import {
  doubtsAmong,
  isByMarker,
  withMarker,
  withOverBilled,
  withoutDoubt,
} from "../../domain/invoice/doubts.ts";
import type { MarkedInvoice } from "../../domain/invoice/invoice.ts";
import { adoptedAs } from "../../domain/invoice/link-by-marker.ts";
import type { InvoiceLink, KnownInvoice, LinkedInvoice } from "../../domain/ledger/ledger.ts";
import type { Ledger } from "../../ports/ledger.ts";

/** The ids of invoices that were in doubt when they were read, as JSON. */
const IN_DOUBT = "invoices/in-doubt";

/**
 * Not those that a deal is linked to, since a person's link is the last word on where an invoice belongs, nor those of an open
 * intent, which links its own once it is resolved.
 */
export async function strangers(ledger: Ledger, marked: MarkedInvoice[]): Promise<MarkedInvoice[]> {
  if (marked.length === 0) return [];
  // In this order: an invoice whose intent is settled meanwhile has its link by the second look.
  const [pending, known] = await Promise.all([
    ledger.intents({ state: "open" }),
    ledger.invoices({ invoiceIds: marked.map(({ invoice }) => invoice.id) }),
  ]);
  const open = new Set(pending.map(({ marker }) => marker));
  const seen = new Set(
    known.filter(({ links }) => links.length > 0).map(({ invoice }) => invoice.id),
  );
  return marked.filter(({ invoice: { id }, marker }) => {
    const isNew = !seen.has(id) && !open.has(marker.text);
    seen.add(id);
    return isNew;
  });
}

type DoubtsOf = {
  pipedriveCompany: string;
  /** Deals whose doubts are asked for beside those of the invoices. */
  dealIds?: DealId[];
  /** As far as they were read: how much of them an invoice bills that nobody knew is not known otherwise. */
  deals?: Map<number, Deal | undefined>;
  /** What the ledger has of them, as the books have it now; as the ledger has it, if not given. */
  fresh?(known: KnownInvoice[]): Promise<KnownInvoice[]>;
};

/** Doubts of the deals of these invoices, with what the ledger has of them. `sure`: invoices that belong to their deals, in doubt or not. */
export async function doubtsWith(
  ledger: Ledger,
  marked: MarkedInvoice[],
  { pipedriveCompany, dealIds = [], deals = new Map(), fresh = async (known) => known }: DoubtsOf,
): Promise<{ doubts: Doubt[]; sure: MarkedInvoice[] }> {
  const ids = new Set([...dealIds, ...marked.map(({ marker }) => marker.dealId)]);
  if (ids.size === 0) return { doubts: [], sure: [] };
  const known = await fresh(await ledger.invoices({ dealIds: [...ids] }));
  const linked = linksOf(known, ids);
  const samePart = doubtsAmong(pipedriveCompany, linked, marked);
  const sure = withoutDoubt(marked, samePart);
  const adopted = sure.map((one) => adoptedAs(one, deals.get(one.marker.dealId), ""));
  return { doubts: withOverBilled(pipedriveCompany, [...linked, ...adopted], samePart), sure };
}

/** Doubts that were met before and still stand by what the ledger has. */
export async function knownDoubts(ledger: Ledger, pipedriveCompany: string): Promise<Doubt[]> {
  const known = await doubted(ledger);
  if (known.length === 0) return [];
  const dealIds = known.flatMap(({ links }) => links.map(({ dealId }) => dealId));
  const marked = unlinkedOf(known, pipedriveCompany);
  return (await doubtsWith(ledger, marked, { pipedriveCompany, dealIds })).doubts;
}

/** Deals whose linked invoices were in doubt when they were read. */
export async function doubtedDeals(ledger: Ledger): Promise<number[]> {
  return (await doubted(ledger)).flatMap(({ links }) => links.map(({ dealId }) => dealId));
}

/** Invoices that were in doubt when they were read, and that no deal is linked to. */
export async function doubtedStrangers(
  ledger: Ledger,
  pipedriveCompany: string,
): Promise<MarkedInvoice[]> {
  return strangers(ledger, unlinkedOf(await doubted(ledger), pipedriveCompany));
}

async function doubted(ledger: Ledger): Promise<KnownInvoice[]> {
  const invoiceIds = await doubtedIds(ledger);
  return invoiceIds.length === 0 ? [] : ledger.invoices({ invoiceIds });
}

function unlinkedOf(known: KnownInvoice[], pipedriveCompany: string): MarkedInvoice[] {
  const unlinked = known.filter(({ links }) => links.length === 0);
  return withMarker(
    unlinked.map(({ invoice }) => invoice),
    pipedriveCompany,
  );
}

/** So that every list and check tells of them from now on; their snapshots are refreshed like those of linked invoices. */
export async function keepDoubts(ledger: Ledger, doubts: Doubt[], readAt: string): Promise<void> {
  if (doubts.length === 0) return;
  const invoices = doubts.flatMap((doubt) => doubt.invoices);
  const before = await doubtedIds(ledger);
  const isNew = invoices.some(({ id }) => !before.includes(id));
  if (!isNew) return;
  await ledger.exclusive(IN_DOUBT, async () => {
    const known = await ledger.invoices({ invoiceIds: invoices.map(({ id }) => id) });
    const unknown = invoices.filter(({ id }) => !known.some(({ invoice }) => invoice.id === id));
    const ids = new Set([...(await doubtedIds(ledger)), ...invoices.map(({ id }) => id)]);
    await ledger.saveInvoices(unknown, readAt, { [IN_DOUBT]: JSON.stringify([...ids]) });
  });
}

/** Whether the invoice was in doubt and is linked by its marker still: a person's link gives it a generation of its own. */
export async function wasDoubted(
  ledger: Ledger,
  { invoice }: KnownInvoice,
  link: InvoiceLink,
): Promise<boolean> {
  return isByMarker(invoice, link) && (await doubtedIds(ledger)).includes(invoice.id);
}

async function doubtedIds(ledger: Ledger): Promise<string[]> {
  return JSON.parse((await ledger.cursor(IN_DOUBT)) ?? "[]") as string[];
}

/** The links of these deals, each with its invoice. */
export function linksOf(known: KnownInvoice[], dealIds: Set<DealId>): LinkedInvoice[] {
  return known.flatMap((one) =>
    one.links.filter(({ dealId }) => dealIds.has(dealId)).map((link) => ({ known: one, link })),
  );
}
