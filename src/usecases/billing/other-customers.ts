/**
 * Invoices of this deal that were billed to another customer than the one it is billed to now, by another ledger or one that was
 * lost: QuickBooks cannot be asked for a marker, so whatever was created since the deal was added is looked at, once. What the
 * ledger has looked at it keeps as a window in time.
 */

import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { mayBill } from "../../domain/invoice/unread-invoice.ts";
import type { Ledger, NewestInvoices, Ports } from "../../ports.ts";
import { orUnread } from "../books/or-gone.ts";
import { meetStrangers } from "./meet-strangers.ts";

/** By the clock of the books, RFC 3339: all invoices that were created in it were looked at for markers. */
type Window = { from: string; until: string };

const LOOKED_AT = "invoices/looked-at";
/** A query may lag behind a write, and the two services' clocks may differ. */
const OVERLAP_MS = 600_000;
const DAY_MS = 86_400_000;

export type OtherInvoices = NewestInvoices & { added: string; since: string; readAt: Date };

/** How much older than its deal an invoice may be that a merged deal left behind. */
const MERGED_MS_MAX = 90 * 86_400_000;

/** From when on a customer's invoices are read for a deal that was added at this time. */
export function invoicesSince(added: string): string {
  return new Date(Date.parse(added) - MERGED_MS_MAX).toISOString();
}

/** From when on the invoices of all customers are to be looked at for markers of a deal that was added then. */
export async function toLookAtSince(ledger: Ledger, added: string): Promise<string> {
  const from = new Date(Date.parse(added) - OVERLAP_MS).toISOString();
  const looked = await windowOf(ledger);
  // Also where the deal is younger, so that the window grows without a gap.
  return looked && looked.from <= from ? earlier(looked.until) : from;
}

/**
 * As they came with a customer, else read by themselves. Throws unavailable where one that cannot be read may bill the deal. `save`: those of other deals are linked as well, and how far was looked is noted.
 */
export async function otherInvoices(
  ports: Pick<Ports, "ledger" | "pipedrive" | "quickbooks" | "clock">,
  states: { others?: NewestInvoices; readAt: Date }[],
  how: { dealId: DealId; added: string; since: string; pipedriveCompany: string; save: boolean },
): Promise<OtherInvoices> {
  const { dealId, added, since, pipedriveCompany, save } = how;
  const state = states.find(({ others }) => others !== undefined);
  const readAt = state?.readAt ?? ports.clock.now();
  const isBefore = ({ createdAt }: Invoice) => Date.parse(createdAt) < Date.parse(earlier(added));
  // The newest come first: with one that is older than the deal, none of the deal is missing.
  const hasAll = ({ isAll, invoices }: NewestInvoices) => isAll || invoices.some(isBefore);
  const first = state?.others ?? (await ports.quickbooks.newestInvoices(since));
  const read = hasAll(first) ? first : await wholeDay(ports, since, first);
  const own = read.unread.find((one) => mayBill(one, dealId));
  if (own)
    throw new PdqbError("unavailable", `An invoice that may bill deal ${dealId} cannot be read.`, {
      reason: own.why,
      retry: false,
      isAboutOne: true,
    });
  if (save) {
    const [before] = await Promise.all([
      windowOf(ports.ledger),
      meetStrangers(ports, read.invoices, { pipedriveCompany }),
    ]);
    // One that bills another deal is to be met once it can be read.
    const isSeen = read.unread.every((one) => !mayBill(one));
    if (read.isAll && isSeen) await widen(ports, { before, from: since, readAt });
  }
  return { ...read, isAll: hasAll(read), added, since, readAt };
}

/** All that were created since then, as far as one call reads them or they are of one day. */
export async function newestInvoices(
  ports: Pick<Ports, "quickbooks" | "clock">,
  since: string,
): Promise<NewestInvoices> {
  const first = await ports.quickbooks.newestInvoices(since);
  return first.isAll ? first : wholeDay(ports, since, first);
}

/** A run may just have made thousands: then the whole day is read, where one call did not hold it. */
async function wholeDay(
  { quickbooks, clock }: Pick<Ports, "quickbooks" | "clock">,
  since: string,
  first: NewestInvoices,
): Promise<NewestInvoices> {
  const now = clock.now().getTime();
  if (first.unread.length > 0 || now - Date.parse(since) > DAY_MS) return first;
  const until = new Date(now + DAY_MS).toISOString();
  const all = await orUnread(quickbooks.invoicesCreated(since, until));
  return all ? { ...first, invoices: all, isAll: true } : first;
}

/** Every invoice that was created from then until it was read was looked at. */
export async function noteLooked(
  ports: Pick<Ports, "ledger" | "quickbooks">,
  looked: { from: string; readAt: Date },
): Promise<void> {
  await widen(ports, { ...looked, before: await windowOf(ports.ledger) });
}

async function widen(
  { ledger, quickbooks }: Pick<Ports, "ledger" | "quickbooks">,
  { before, from, readAt }: { before: Window | undefined; from: string; readAt: Date },
): Promise<void> {
  const skew = (await quickbooks.clockSkewMs()) ?? 0;
  const until = new Date(readAt.getTime() + skew).toISOString();
  // A gap between the two was not looked at.
  if (before && from > before.until) return;
  const now = before
    ? { from: least(from, before.from), until: most(until, before.until) }
    : { from, until };
  // Little more is not worth a write.
  const isLittle = before?.from === now.from && now.until <= later(before.until);
  if (!isLittle)
    await ledger.saveInvoices([], readAt.toISOString(), { [LOOKED_AT]: JSON.stringify(now) });
}

/** Before any invoice. */
export const EVER = "1970-01-01T00:00:00.000Z";

async function windowOf(ledger: Ledger): Promise<Window | undefined> {
  const stored = await ledger.cursor(LOOKED_AT);
  return stored === undefined ? undefined : (JSON.parse(stored) as Window);
}

const earlier = (time: string) => new Date(Date.parse(time) - OVERLAP_MS).toISOString();
const later = (time: string) => new Date(Date.parse(time) + OVERLAP_MS).toISOString();
const least = (...times: [string, string]) => times.sort()[0];
const most = (...times: [string, string]) => times.sort()[1];
