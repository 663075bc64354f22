/**
 * Statuses from QuickBooks in few calls (design 12): the change feed while it reaches back far enough, else lists of ids or pages
 * over the company, whichever is fewer. What is missing is read by itself before it is called deleted.
 */
import type { CalendarDate } from "../domain/calendar-date.ts";
import { PdqbError } from "../domain/errors.ts";
import type { Invoice } from "../domain/invoice.ts";
import { type InvoiceStatus, invoiceStatus } from "../domain/invoice-status.ts";
import type { HistoryEntry, KnownInvoice } from "../domain/ledger.ts";
import type { Ports } from "../ports.ts";

const CURSOR = "invoices/changes";
/** The feed reaches back 30 days (reference 8.1); a day is kept in hand. */
const FEED_MS_MAX = 29 * 86_400_000;
/** How exact the feed's time is, is not documented: a minute is read twice. */
const OVERLAP_MS = 60_000;
const IDS_PER_CALL = 100;
const PAGE_SIZE = 1000;

type RefreshPorts = Pick<Ports, "quickbooks" | "ledger" | "clock" | "machine">;

type Change = { known: KnownInvoice; from: InvoiceStatus; to: InvoiceStatus };
export type RefreshResult = {
  checked: number;
  changed: Change[];
  failed: { id: string; number: string | null; error: string }[];
  calls: number;
  metered: number;
  complete: boolean;
};

/** One run at a time. `dealId`: that deal's invoices alone, without moving the cursor. */
export async function refreshInvoices(
  ports: RefreshPorts,
  input: { dealId?: number; today: CalendarDate },
): Promise<RefreshResult> {
  return ports.ledger.exclusive("refresh", async () => {
    const start = (await ports.clock.now()).toISOString();
    const known = await ports.ledger.invoices(
      input.dealId === undefined ? {} : { dealId: input.dealId },
    );
    const before = await ports.quickbooks.usage();
    const read = await readAll(ports, known, input.dealId === undefined);
    const changed = changesOf(known, read.invoices, input.today, start);
    const cursor =
      input.dealId === undefined && read.failed.length === 0
        ? { name: CURSOR, value: read.time ?? start }
        : undefined;
    const fresh = new Map(read.invoices.map((invoice) => [invoice.id, invoice]));
    const failed = new Set(read.failed.map(({ id }) => id));
    // What the feed did not name has not changed since: its snapshot is as good as read now.
    const sure = known
      .filter(({ invoice }) => !failed.has(invoice.id))
      .map(({ invoice }) => fresh.get(invoice.id) ?? invoice);
    const history = changed.map((change) => historyOf(ports, change, start));
    await ports.ledger.saveInvoices(sure, start, cursor, history);
    const after = await ports.quickbooks.usage();
    return {
      checked: sure.length,
      changed,
      failed: read.failed,
      calls: after.calls - before.calls,
      metered: after.metered - before.metered,
      complete: read.failed.length === 0,
    };
  });
}

type ReadResult = { invoices: Invoice[]; failed: RefreshResult["failed"]; time?: string };

async function readAll(
  ports: RefreshPorts,
  known: KnownInvoice[],
  mayUseFeed: boolean,
): Promise<ReadResult> {
  // A deleted invoice never comes back: its id is not given again.
  const wanted = known.filter(({ invoice }) => !invoice.deleted);
  if (wanted.length === 0) return { invoices: [], failed: [] };
  const feed = mayUseFeed ? await readFeed(ports, wanted) : undefined;
  if (feed) return feed;
  const ids = wanted.map(({ invoice }) => invoice.id);
  const found = await readCold(ports, ids);
  const present = new Set(found.map(({ id }) => id));
  const missing = wanted.filter(({ invoice }) => !present.has(invoice.id));
  const confirmed = await confirmMissing(ports, missing);
  return { invoices: [...found, ...confirmed.invoices], failed: confirmed.failed };
}

/** Undefined: there is no cursor yet, it is too old, or the answer may have been cut. */
async function readFeed(
  ports: RefreshPorts,
  wanted: KnownInvoice[],
): Promise<ReadResult | undefined> {
  const cursor = await ports.ledger.cursor(CURSOR);
  const now = (await ports.clock.now()).getTime();
  if (cursor === undefined || now - Date.parse(cursor) > FEED_MS_MAX) return undefined;
  const since = new Date(Date.parse(cursor) - OVERLAP_MS).toISOString();
  const { invoices, truncated, time } = await ports.quickbooks.invoiceChanges(since);
  if (truncated) return undefined;
  const byId = new Map(wanted.map(({ invoice }) => [invoice.id, invoice]));
  const ours = invoices.flatMap((invoice) => {
    const before = byId.get(invoice.id);
    // The feed tells no more of a deleted invoice than its id.
    return before ? [invoice.deleted ? { ...before, deleted: true } : invoice] : [];
  });
  return { invoices: ours, failed: [], time: new Date(time).toISOString() };
}

async function readCold({ quickbooks }: RefreshPorts, ids: string[]): Promise<Invoice[]> {
  const listCalls = Math.ceil(ids.length / IDS_PER_CALL);
  const isFewerByPages =
    listCalls > 2 && Math.ceil((await quickbooks.invoiceCount()) / PAGE_SIZE) + 1 < listCalls;
  const found: Invoice[] = [];
  if (isFewerByPages) {
    const wanted = new Set(ids);
    for await (const page of quickbooks.allInvoices())
      found.push(...page.filter(({ id }) => wanted.has(id)));
    return found;
  }
  for (let at = 0; at < ids.length; at += IDS_PER_CALL) {
    found.push(...(await quickbooks.invoicesByIds(ids.slice(at, at + IDS_PER_CALL))));
  }
  return found;
}

/** Missing in a query is not yet deleted: a read confirms it. One that cannot be read does not stop the others. */
async function confirmMissing(
  { quickbooks }: RefreshPorts,
  missing: KnownInvoice[],
): Promise<ReadResult> {
  const invoices: Invoice[] = [];
  const failed: RefreshResult["failed"] = [];
  for (const { invoice } of missing) {
    try {
      invoices.push(await quickbooks.invoice(invoice.id));
    } catch (error) {
      if (!(error instanceof PdqbError)) throw error;
      if (error.kind === "not_found") invoices.push({ ...invoice, deleted: true });
      else failed.push({ id: invoice.id, number: invoice.number, error: error.message });
    }
  }
  return { invoices, failed };
}

function changesOf(
  known: KnownInvoice[],
  read: Invoice[],
  today: CalendarDate,
  at: string,
): Change[] {
  const fresh = new Map(read.map((invoice) => [invoice.id, invoice]));
  return known.flatMap((before) => {
    const invoice = fresh.get(before.invoice.id) ?? before.invoice;
    const lastTotal = before.lastTotal ?? undefined;
    // The status as it was shown when it was last read: a date that passes is a change too.
    const readOn = before.refreshedAt.slice(0, 10) as CalendarDate;
    const from = invoiceStatus(before.invoice, readOn < today ? readOn : today, lastTotal).status;
    const to = invoiceStatus(invoice, today, lastTotal).status;
    return from === to ? [] : [{ known: { ...before, invoice, refreshedAt: at }, from, to }];
  });
}

function historyOf(
  { machine }: RefreshPorts,
  { known, from, to }: Change,
  at: string,
): HistoryEntry {
  return {
    at,
    actor: `${machine.user}@${machine.host}`,
    action: "refresh",
    invoiceId: known.invoice.id,
    dealId: known.links[0]?.dealId ?? null,
    requestId: null,
    traceId: null,
    before: from,
    after: to,
  };
}

export { CURSOR as REFRESH_CURSOR };
