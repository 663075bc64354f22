/**
 * What was created or changed in the books lately, by whomever: QuickBooks cannot be asked for a marker, so whatever was created since a
 * deal was added is looked at, once. What the ledger has looked at it keeps as a window in time.
 */
import { orUndefined, ServiceError } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { NewestInvoices, QuickBooks } from "../../ports/quickbooks.ts";
import type { Clock } from "../../ports/system.ts";
import { orUnread } from "../books/or-gone.ts";

type Books = { quickbooks: QuickBooks; clock: Clock };
type Looking = { quickbooks: QuickBooks; ledger: Ledger };

/** By the clock of the books, RFC 3339: all invoices that were created in it were looked at for markers. */
type Window = { from: string; until: string };

const LOOKED_AT = "invoices/looked-at";
/** A query may lag behind a write, and the two services' clocks may differ. */
const OVERLAP_MS = 600_000;
const DAY_MS = 86_400_000;

/** How much older than its deal an invoice may be that a merged deal left behind. */
const MERGED_MS_MAX = 90 * 86_400_000;

/** From when on a customer's invoices are read for a deal that was added at this time. */
export function invoicesSince(added: string): string {
  return new Date(Date.parse(added) - MERGED_MS_MAX).toISOString();
}

/** From when on the invoices of all customers are to be looked at for markers of a deal that was added then. */
export async function toLookAtSince(ledger: Ledger, added: string): Promise<string> {
  const from = new Date(Date.parse(added) - OVERLAP_MS).toISOString();
  const looked = await lookedAt(ledger);
  // Also where the deal is younger, so that the window grows without a gap.
  return looked && looked.from <= from ? earlier(looked.until) : from;
}

/** All that were created since then, as far as one call reads them or they are of one day. */
export async function newestInvoices(ports: Books, since: string): Promise<NewestInvoices> {
  const first = await ports.quickbooks.newestInvoices(since);
  return first.isAll ? first : wholeDay(ports, since, first);
}

/** Whether none is missing of a deal that was added then: the newest come first, so that one which is older than the deal tells. */
export function hasAllSince(added: string, { isAll, invoices }: NewestInvoices): boolean {
  const from = Date.parse(earlier(added));
  return isAll || invoices.some(({ createdAt }) => Date.parse(createdAt) < from);
}

/** A run may just have made thousands: then the whole day is read, where one call did not hold it. */
export async function wholeDay(
  { quickbooks, clock }: Books,
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
  ports: Looking,
  looked: { from: string; readAt: Date },
): Promise<void> {
  await widen(ports, { ...looked, before: await lookedAt(ports.ledger) });
}

/** The same, where the window so far is known. */
export async function widen(
  { ledger, quickbooks }: Looking,
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

/** The window that was looked at so far. */
export async function lookedAt(ledger: Ledger): Promise<Window | undefined> {
  const stored = await ledger.cursor(LOOKED_AT);
  return stored === undefined ? undefined : (JSON.parse(stored) as Window);
}

const earlier = (time: string) => new Date(Date.parse(time) - OVERLAP_MS).toISOString();
const later = (time: string) => new Date(Date.parse(time) + OVERLAP_MS).toISOString();
const least = (...times: [string, string]) => times.sort()[0];
const most = (...times: [string, string]) => times.sort()[1];

/** The change feed reaches back 30 days by the service's clock (docs/quickbooks.md 8.1); two are kept in hand. */
const RECENT_MS = 28 * 86_400_000;

/** What changed in the books in the last month, as far as one answer holds; nothing where the service refuses the feed, or it cannot be read. */
export async function recentInvoices({ quickbooks, clock }: Books): Promise<Invoice[]> {
  const skew = (await quickbooks.clockSkewMs()) ?? 0;
  const since = new Date(clock.now().getTime() + skew - RECENT_MS).toISOString();
  const changes = await invoiceFeed(quickbooks, since);
  return changes?.invoices.filter(({ deleted }) => !deleted) ?? [];
}

/** What was changed since then, by whomever. Undefined where the service refuses to reach back so far, which it decides itself, or the answer cannot be read. */
export const invoiceFeed = (quickbooks: Pick<QuickBooks, "invoiceChanges">, since: string) =>
  orUndefined(
    quickbooks.invoiceChanges(since),
    (error) => error.isAboutOne || (error instanceof ServiceError && error.status === 400),
  );
