/** What one refresh has read so far: saved page by page, with what changed by it. */
import { type CalendarDate, dateIn } from "../../domain/calendar-date.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { type InvoiceStatus, invoiceStatus } from "../../domain/invoice/invoice-status.ts";
import { type HistoryEntry, historyEntry, type KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { meetStrangers } from "../billing/meet-strangers.ts";

type ReadingPorts = Pick<Ports, "ledger" | "pipedrive" | "clock" | "machine">;

export type Change = { known: KnownInvoice; from: InvoiceStatus; to: InvoiceStatus };
export type Unread = { id: string; number: string | null; error: string };

/** Today's day in the company's time zone. */
export type RefreshDay = { today: CalendarDate; timeZone: string | null };

/** Holds no more of the ledger than the page at hand, however large it is. */
export class RefreshReading {
  readonly changed: Change[] = [];
  readonly failed: Unread[] = [];
  #done = 0;
  readonly #ports: ReadingPorts;
  readonly #day: RefreshDay;
  readonly #pipedriveCompany: string;
  readonly #onRead: ((done: number) => void) | undefined;

  constructor(
    ports: ReadingPorts,
    day: RefreshDay & { pipedriveCompany: string },
    onRead?: (done: number) => void,
  ) {
    this.#ports = ports;
    this.#day = day;
    this.#pipedriveCompany = day.pipedriveCompany;
    this.#onRead = onRead;
  }

  /** Saves those of a page that are known. */
  async take(page: Invoice[]): Promise<void> {
    const { ledger, clock } = this.#ports;
    const read = new Map(page.map((invoice) => [invoice.id, invoice]));
    const known = read.size === 0 ? [] : await ledger.invoices({ invoiceIds: [...read.keys()] });
    const ours = known.flatMap((before) => {
      const now = read.get(before.invoice.id);
      if (!now) return [];
      // A feed tells no more of a deleted invoice than its id.
      return [{ before, now: now.deleted ? { ...before.invoice, deleted: true } : now }];
    });
    if (ours.length === 0) return;
    const at = clock.now().toISOString();
    const history = ours.flatMap(({ before, now }) => this.#compare(before, now, at));
    const invoices = ours.map(({ now }) => now);
    await ledger.saveInvoices(invoices, at, {}, history);
    this.#done += ours.length;
    this.#onRead?.(this.#done);
  }

  /** A page of whatever the company has. */
  async takeAny(page: Invoice[]): Promise<void> {
    await this.take(page);
    await this.meet(page);
  }

  /** Of a page only those with our marker that the ledger does not know. */
  async meet(page: Invoice[]): Promise<void> {
    const present = page.filter(({ deleted }) => !deleted);
    await meetStrangers(this.#ports, present, { pipedriveCompany: this.#pipedriveCompany });
  }

  /** QuickBooks has it no more. */
  async takeDeleted(id: string): Promise<void> {
    const [known] = await this.#ports.ledger.invoices({ invoiceIds: [id] });
    if (known) await this.take([{ ...known.invoice, deleted: true }]);
  }

  /** Of those that nothing happened to: a due date that passed since then is a change too. */
  async agedSince(since: string): Promise<HistoryEntry[]> {
    const { today, timeZone } = this.#day;
    const due = { from: dateIn(timeZone, new Date(since)), until: today };
    const failed = new Set(this.failed.map(({ id }) => id));
    const aged = await this.#ports.ledger.invoices({ unpaid: true, due });
    return aged
      .filter(({ invoice }) => !failed.has(invoice.id))
      .flatMap((one) => this.#compare(one, one.invoice, one.refreshedAt));
  }

  #compare(before: KnownInvoice, invoice: Invoice, at: string): HistoryEntry[] {
    const { today, timeZone } = this.#day;
    const { lastTotal } = before;
    // The status as it was when it was last read.
    const readOn = dateIn(timeZone, new Date(before.refreshedAt));
    const isEarlier = readOn < today;
    const from = invoiceStatus(before.invoice, isEarlier ? readOn : today, lastTotal).status;
    const to = invoiceStatus(invoice, today, lastTotal).status;
    if (from === to) return [];
    const change = { known: { ...before, invoice, refreshedAt: at }, from, to };
    this.changed.push(change);
    return [this.#historyOf(change, at)];
  }

  #historyOf({ known, from, to }: Change, at: string): HistoryEntry {
    const { user, host } = this.#ports.machine;
    return historyEntry({
      ...{ at, actor: `${user}@${host}`, action: "refresh", before: from, after: to },
      invoiceId: known.invoice.id,
      dealId: known.links[0]?.dealId ?? null,
    });
  }
}
