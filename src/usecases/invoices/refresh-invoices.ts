/**
 * Statuses from QuickBooks in few calls (docs/design.md 12): the change feed while it reaches back far enough, else lists of ids or pages
 * over the company, whichever is fewer. What is missing is read by itself before it is called deleted.
 */
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { Doubt } from "../../domain/invoice/doubt.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { REFRESHED } from "../../domain/ledger/ledger.ts";
import type { InvoiceHead, Ports } from "../../ports.ts";
import { knownDoubts } from "../billing/doubts.ts";
import { EVER, invoiceFeed, noteLooked, recentInvoices } from "../billing/recent-invoices.ts";
import { orGone } from "../books/or-gone.ts";
import { type Change, type RefreshDay, RefreshReading, type Unread } from "./refresh-reading.ts";

/** Since when the change feed is to be asked. */
const FEED = "invoices/changes";
/** When a read of all that has not come to its end began; empty after one that has. */
const COLD = "invoices/cold-read";
/** A read of all that broke off is taken up again for so long: what it has read is not read twice. */
const RESUMED_MS_MAX = 3_600_000;
/** The feed reaches back 30 days (docs/quickbooks.md 8.1); a day is kept in hand. */
const FEED_MS_MAX = 29 * 86_400_000;
/** How exact the feed's time is, is not documented: a minute is read twice. */
const OVERLAP_MS = 60_000;
const IDS_PER_CALL = 100;
const PAGE_SIZE = 1000;

type RefreshPorts = Pick<Ports, "quickbooks" | "pipedrive" | "ledger" | "clock" | "machine">;

export type RefreshResult = {
  checked: number;
  changed: Change[];
  failed: Unread[];
  calls: number;
  metered: number;
  complete: boolean;
  /** Of all deals, or of the one that was asked for. */
  doubts: Doubt[];
};

/** `dealId`: that deal's invoices alone, without moving the cursor. */
type RefreshInput = RefreshDay & { pipedriveCompany: string; dealId?: DealId };

/** One run at a time. What is read is saved page by page, so that a run that broke off is gone on with. */
export async function refreshInvoices(
  ports: RefreshPorts,
  input: RefreshInput,
  onRead?: (done: number, total: number) => void,
): Promise<RefreshResult> {
  return ports.ledger.exclusive("refresh", async () => {
    const { dealId, pipedriveCompany } = input;
    const { quickbooks, ledger } = ports;
    const isAll = dealId === undefined;
    const before = await quickbooks.usage();
    const { invoices: total } = await (isAll ? ledger.counts() : countOf(ports, dealId));
    const reading = new RefreshReading(ports, input, onRead && ((done) => onRead(done, total)));
    const sure =
      (isAll && (await readFeed(ports, reading, total))) ||
      (await readCold(ports, reading, dealId));
    const doubts = await knownDoubts(ledger, pipedriveCompany);
    const aged = isAll ? await reading.agedSince(sure.before) : [];
    const isWhole = isAll && reading.failed.length === 0;
    const cursors = { [FEED]: sure.changesSince, [REFRESHED]: sure.at, [COLD]: "" };
    await ledger.saveInvoices([], sure.at, isWhole ? cursors : {}, aged);
    const after = await quickbooks.usage();
    return {
      checked: total - reading.failed.length,
      changed: reading.changed,
      failed: reading.failed,
      calls: after.calls - before.calls,
      metered: after.metered - before.metered,
      complete: reading.failed.length === 0,
      doubts: isAll ? doubts : doubts.filter((doubt) => doubt.dealId === dealId),
    };
  });
}

/**
 * `at`: since when the ledger is sure, by this machine's clock; `before`: since when it was so of what was not read now. `changesSince`:
 * since when the feed is to be asked, by the service's clock.
 */
type Sure = { at: string; before: string; changesSince: string };

/** Undefined: there is no cursor yet, it is too old, or the answer may have been cut. */
async function readFeed(
  ports: RefreshPorts,
  reading: RefreshReading,
  total: number,
): Promise<Sure | undefined> {
  const { ledger, quickbooks, clock } = ports;
  const cursor = await ledger.cursor(FEED);
  const now = clock.now();
  const at = now.toISOString();
  if (cursor === undefined || now.getTime() - Date.parse(cursor) > FEED_MS_MAX) return undefined;
  const before = (await ledger.cursor(REFRESHED)) ?? cursor;
  if (total === 0) return { at, before, changesSince: cursor };
  const since = new Date(Date.parse(cursor) - OVERLAP_MS).toISOString();
  const changes = await invoiceFeed(quickbooks, since);
  if (!changes || changes.truncated) return undefined;
  const { invoices, unreadable, time } = changes;
  await reading.takeAny(invoices);
  if (unreadable.length === 0) await noteLooked(ports, { from: since, readAt: now });
  const known = await ledger.invoices({ invoiceIds: unreadable });
  await readEach(
    ports,
    reading,
    known.flatMap(({ invoice }) => (invoice.deleted ? [] : invoice)),
  );
  return { at, before, changesSince: new Date(time).toISOString() };
}

/** Each wanted invoice by lists of ids or by pages over the company. What it is sure of, it is since the reading of all began. */
async function readCold(
  ports: RefreshPorts,
  reading: RefreshReading,
  dealId: DealId | undefined,
): Promise<Sure> {
  const { ledger, quickbooks, clock } = ports;
  const isAll = dealId === undefined;
  const now = clock.now().toISOString();
  const began = isAll ? await coldReadFrom(ports) : now;
  const heads = await ledger.invoiceHeads(dealId);
  // What was read in the future was read before the clock was set back.
  const isRead = (at: string) => at >= began && at <= now;
  const wanted = heads.filter(({ refreshedAt }) => !isAll || !isRead(refreshedAt));
  const present = new Set<string>();
  const isByPages = await isFewerByPages(ports, wanted.length);
  let isWhole = true;
  const skip = () => {
    isWhole = false;
  };
  const pages = isByPages ? quickbooks.allInvoices(skip) : listsOf(ports, wanted);
  for await (const page of pages) {
    for (const { id } of page) present.add(id);
    await (isByPages ? reading.takeAny(page) : reading.take(page));
  }
  // What could not be read may be an invoice of ours that the ledger does not know.
  if (isByPages && isAll && isWhole)
    await noteLooked(ports, { from: EVER, readAt: new Date(began) });
  // Lists of ids show no invoice that the ledger does not know: a copy, or one of another machine.
  if (isAll && !isByPages && wanted.length > 0) await reading.meet(await recentInvoices(ports));
  // Missing in a query is not yet deleted, and one that cannot be read is left out: a read of it alone tells.
  await readEach(
    ports,
    reading,
    wanted.filter(({ id }) => !present.has(id)),
  );
  // A clock that is ahead would ask the feed for changes since a time that the service has not reached.
  const skew = (await quickbooks.clockSkewMs()) ?? 0;
  const changesSince = new Date(Date.parse(began) + skew).toISOString();
  return { at: began, before: began, changesSince };
}

/** Each by itself: one that cannot be read does not stop the others. */
async function readEach(
  { quickbooks }: RefreshPorts,
  reading: RefreshReading,
  each: Pick<InvoiceHead, "id" | "number">[],
): Promise<void> {
  for (const { id, number } of each) {
    try {
      const found = await orGone(quickbooks.invoice(id));
      if (found) await reading.take([found]);
      else await reading.takeDeleted(id);
    } catch (error) {
      if (!(error instanceof PdqbError)) throw error;
      reading.failed.push({ id, number, error: `${error.message} ${error.reason}`.trim() });
    }
  }
}

async function coldReadFrom({ ledger, clock }: RefreshPorts): Promise<string> {
  const now = clock.now();
  const earlier = await ledger.cursor(COLD);
  const age = now.getTime() - Date.parse(earlier ?? "");
  if (earlier && age >= 0 && age < RESUMED_MS_MAX) return earlier;
  const began = now.toISOString();
  await ledger.saveInvoices([], began, { [COLD]: began });
  return began;
}

async function isFewerByPages({ quickbooks }: RefreshPorts, wanted: number): Promise<boolean> {
  const listCalls = Math.ceil(wanted / IDS_PER_CALL);
  return listCalls > 2 && Math.ceil((await quickbooks.invoiceCount()) / PAGE_SIZE) + 1 < listCalls;
}

async function* listsOf(
  { quickbooks }: RefreshPorts,
  wanted: InvoiceHead[],
): AsyncGenerator<Invoice[]> {
  const ids = wanted.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += IDS_PER_CALL)
    yield await quickbooks.invoicesByIds(ids.slice(at, at + IDS_PER_CALL), "skip");
}

const countOf = async ({ ledger }: RefreshPorts, dealId: DealId) => ({
  invoices: (await ledger.invoices({ dealIds: [dealId] })).length,
});
