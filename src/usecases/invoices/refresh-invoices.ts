/**
 * Statuses from QuickBooks in few calls (docs/design.md 12): the change feed while it reaches back far enough, else lists of ids or pages
 * over the company, whichever is fewer. What is missing is read by itself before it is called deleted.
 */
import { type CalendarDate, dateIn } from "../../domain/calendar-date.ts";
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { type InvoiceStatus, invoiceStatus } from "../../domain/invoice/invoice-status.ts";
import { type HistoryEntry, type KnownInvoice, REFRESHED } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

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

export type RefreshInput = {
  /** That deal's invoices alone, without moving the cursor. */
  dealId?: number;
  today: CalendarDate;
  /** The company's. */
  timeZone: string | null;
};

/** One run at a time. What is read is saved page by page, so that a run that broke off is gone on with. */
export async function refreshInvoices(
  ports: RefreshPorts,
  input: RefreshInput,
  onRead?: (done: number, total: number) => void,
): Promise<RefreshResult> {
  return ports.ledger.exclusive("refresh", async () => {
    const { dealId } = input;
    const isAll = dealId === undefined;
    const known = await ports.ledger.invoices(isAll ? {} : { dealId });
    const before = await ports.quickbooks.usage();
    const reading = new Reading(ports, known, input, onRead);
    const sure =
      (isAll && (await readFeed(ports, reading))) || (await readCold(ports, reading, isAll));
    const aged = reading.agedByTheDay();
    const isWhole = isAll && reading.failed.length === 0;
    const cursors = { [FEED]: sure.changesSince, [REFRESHED]: sure.at, [COLD]: "" };
    await ports.ledger.saveInvoices([], sure.at, isWhole ? cursors : {}, aged);
    const after = await ports.quickbooks.usage();
    return {
      checked: known.length - reading.failed.length,
      changed: reading.changed,
      failed: reading.failed,
      calls: after.calls - before.calls,
      metered: after.metered - before.metered,
      complete: reading.failed.length === 0,
    };
  });
}

/** What one run has read so far, and what changed by it. */
class Reading {
  readonly changed: Change[] = [];
  readonly failed: RefreshResult["failed"] = [];
  readonly #byId: Map<string, KnownInvoice>;
  readonly #read = new Set<string>();
  readonly #ports: RefreshPorts;
  readonly #input: RefreshInput;

  readonly #onRead: ((done: number, total: number) => void) | undefined;

  constructor(
    ports: RefreshPorts,
    known: KnownInvoice[],
    input: RefreshInput,
    onRead: ((done: number, total: number) => void) | undefined,
  ) {
    this.#onRead = onRead;
    this.#ports = ports;
    this.#input = input;
    this.#byId = new Map(known.map((one) => [one.invoice.id, one]));
  }

  /** Not the deleted ones: an id is not given again. */
  wanted(): KnownInvoice[] {
    return [...this.#byId.values()].filter(({ invoice }) => !invoice.deleted);
  }

  /** Saves those of them that are known, with what changed. */
  async take(invoices: Invoice[]): Promise<void> {
    const at = (await this.#ports.clock.now()).toISOString();
    const ours = invoices.flatMap((invoice) => {
      const before = this.#byId.get(invoice.id);
      if (!before) return [];
      this.#read.add(invoice.id);
      // A feed tells no more of a deleted invoice than its id.
      const now = invoice.deleted ? { ...before.invoice, deleted: true } : invoice;
      return [{ before, now }];
    });
    if (ours.length === 0) return;
    const history = ours.flatMap(({ before, now }) => this.#compare(before, now, at));
    await this.#ports.ledger.saveInvoices(
      ours.map(({ now }) => now),
      at,
      {},
      history,
    );
    this.#onRead?.(this.#read.size, this.#byId.size);
  }

  fail({ id, number }: Invoice, error: string): void {
    this.failed.push({ id, number, error });
  }

  /** Of those that were not read, since nothing happened to them: a due date that passed is a change too. */
  agedByTheDay(): HistoryEntry[] {
    const failed = new Set(this.failed.map(({ id }) => id));
    return this.wanted()
      .filter(({ invoice: { id } }) => !this.#read.has(id) && !failed.has(id))
      .flatMap((one) => this.#compare(one, one.invoice, one.refreshedAt));
  }

  #compare(before: KnownInvoice, invoice: Invoice, at: string): HistoryEntry[] {
    const { today, timeZone } = this.#input;
    const lastTotal = before.lastTotal ?? undefined;
    // The status as it was when it was last read.
    const readOn = dateIn(timeZone, new Date(before.refreshedAt));
    const isEarlier = readOn < today;
    const from = invoiceStatus(before.invoice, isEarlier ? readOn : today, lastTotal).status;
    const to = invoiceStatus(invoice, today, lastTotal).status;
    if (from === to) return [];
    const change = { known: { ...before, invoice, refreshedAt: at }, from, to };
    this.changed.push(change);
    return [historyOf(this.#ports, change, at)];
  }
}

/** `at`: since when the ledger is sure, by this machine's clock. `changesSince`: since when the feed is to be asked, by the service's. */
type Sure = { at: string; changesSince: string };

/** Undefined: there is no cursor yet, it is too old, or the answer may have been cut. */
async function readFeed(ports: RefreshPorts, reading: Reading): Promise<Sure | undefined> {
  const cursor = await ports.ledger.cursor(FEED);
  const now = await ports.clock.now();
  const at = now.toISOString();
  if (cursor === undefined || now.getTime() - Date.parse(cursor) > FEED_MS_MAX) return undefined;
  if (reading.wanted().length === 0) return { at, changesSince: cursor };
  const since = new Date(Date.parse(cursor) - OVERLAP_MS).toISOString();
  const changes = await orTooOld(ports.quickbooks.invoiceChanges(since));
  if (!changes || changes.truncated) return undefined;
  const { invoices, unreadable, time } = changes;
  await reading.take(invoices);
  const ids = new Set(unreadable);
  await readEach(
    ports,
    reading,
    reading.wanted().filter(({ invoice }) => ids.has(invoice.id)),
  );
  return { at, changesSince: new Date(time).toISOString() };
}

/** The service decides how far its feed reaches back: one that it refuses is replaced by a read of all. */
async function orTooOld<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ServiceError && error.status === 400) return undefined;
    throw error;
  }
}

/** Each wanted invoice by lists of ids or by pages over the company. What it is sure of, it is since the reading of all began. */
async function readCold(ports: RefreshPorts, reading: Reading, isAll: boolean): Promise<Sure> {
  const began = isAll ? await coldReadFrom(ports) : (await ports.clock.now()).toISOString();
  const wanted = reading.wanted().filter(({ refreshedAt }) => !isAll || refreshedAt < began);
  const present = new Set<string>();
  for await (const page of pagesOf(ports, wanted)) {
    for (const { id } of page) present.add(id);
    await reading.take(page);
  }
  // Missing in a query is not yet deleted, and one that cannot be read is left out: a read of it alone tells.
  await readEach(
    ports,
    reading,
    wanted.filter((one) => !present.has(one.invoice.id)),
  );
  // A clock that is ahead would ask the feed for changes since a time that the service has not reached.
  const skew = (await ports.quickbooks.clockSkewMs()) ?? 0;
  return { at: began, changesSince: new Date(Date.parse(began) + skew).toISOString() };
}

/** Each by itself: one that cannot be read does not stop the others. */
async function readEach(ports: RefreshPorts, reading: Reading, each: KnownInvoice[]) {
  for (const { invoice } of each) {
    try {
      const found = await orGone(ports.quickbooks.invoice(invoice.id));
      await reading.take([found ?? { ...invoice, deleted: true }]);
    } catch (error) {
      if (!(error instanceof PdqbError)) throw error;
      reading.fail(invoice, `${error.message} ${error.reason}`.trim());
    }
  }
}

async function coldReadFrom({ ledger, clock }: RefreshPorts): Promise<string> {
  const now = await clock.now();
  const earlier = await ledger.cursor(COLD);
  if (earlier && now.getTime() - Date.parse(earlier) < RESUMED_MS_MAX) return earlier;
  const began = now.toISOString();
  await ledger.saveInvoices([], began, { [COLD]: began });
  return began;
}

async function* pagesOf(
  { quickbooks }: RefreshPorts,
  wanted: KnownInvoice[],
): AsyncGenerator<Invoice[]> {
  const ids = wanted.map(({ invoice }) => invoice.id);
  const listCalls = Math.ceil(ids.length / IDS_PER_CALL);
  const isFewerByPages =
    listCalls > 2 && Math.ceil((await quickbooks.invoiceCount()) / PAGE_SIZE) + 1 < listCalls;
  if (isFewerByPages) {
    yield* quickbooks.allInvoices("skip");
    return;
  }
  for (let at = 0; at < ids.length; at += IDS_PER_CALL)
    yield await quickbooks.invoicesByIds(ids.slice(at, at + IDS_PER_CALL), "skip");
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
