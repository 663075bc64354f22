/** Reads what a check lays side by side: deals won in a period, and invoices issued in it, in few calls. */
import { addDays, type CalendarDate, dateIn, daysBetween } from "../../domain/calendar-date.ts";
import { isIn, type Period } from "../../domain/check/finding.ts";
import type { Deal } from "../../domain/deal/deal.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import type { Span } from "../../ports.ts";
import { dealsById } from "../billing/adopt-invoices.ts";
import { type BooksBilling, booksBilling, storedBilling } from "../billing/books-billing.ts";
import { meetStrangers } from "../billing/meet-strangers.ts";
import type { CheckPorts, DealsOfPeriod } from "./check-types.ts";

/** The books count the days of a period in so many parts. */
const SPANS_MAX = 30;
/** QuickBooks answers with so many at once. */
const PAGE_SIZE = 1000;
/** Fewer, as some may be issued between the count and the reading. */
const TOGETHER_MAX = 900;

type Counted = Span & { count: number };

type InvoicesWanted = {
  pipedriveCompany: string;
  isWhole: boolean;
  /** Deals that are being read anyway. */
  deals?: Promise<{ own: Deal[] }>;
};

/**
 * What is billed by every invoice that the ledger knows or that was issued in the period. Where the books count as many in a part of the period as the
 * ledger has, which was made sure of before, they are the same; only other parts are read. `isWhole`: all are read.
 */
export async function readBilled(
  ports: CheckPorts,
  period: Period,
  wanted: InvoicesWanted,
): Promise<BooksBilling> {
  const { ledger, quickbooks } = ports;
  const stored = await storedBilling(ledger);
  const spans = spansOf(period);
  const counts = wanted.isWhole ? undefined : await quickbooks.issuedCounts(spans);
  const known = spans.map(
    (span) =>
      stored.invoices.filter(({ invoice }) => !invoice.deleted && isIn(span, invoice.date)).length,
  );
  const counted = spans.map((span, index) => ({ ...span, count: counts?.[index] ?? 0 }));
  const differing = counted.filter(({ count }, index) => !counts || count !== known[index]);
  const read = new Map<string, Invoice>();
  for (const spans of fewestCalls(joined(differing), joined(counted)))
    for await (const page of quickbooks.issuedInvoices(spans))
      for (const invoice of page) read.set(invoice.id, invoice);
  const { pipedriveCompany } = wanted;
  const { own } = (read.size > 0 && (await wanted.deals)) || { own: [] };
  await meetStrangers(ports, [...read.values()], { pipedriveCompany, read: own });
  return booksBilling(ports, stored, { read, pipedriveCompany });
}

/** Small parts are asked for together. Many of them may still take more calls than the period as one. */
function fewestCalls(parts: Counted[], whole: Counted[]): Counted[][] {
  const grouped = requestsOf(parts);
  const calls = (requests: Counted[][]) =>
    requests.reduce((all, spans) => all + Math.max(1, Math.ceil(counts(spans) / PAGE_SIZE)), 0);
  return calls(grouped) <= calls([whole]) ? grouped : [whole];
}

function requestsOf(parts: Counted[]): Counted[][] {
  const requests: Counted[][] = [];
  for (const part of parts) {
    const last = requests.at(-1);
    if (last && counts([...last, part]) <= TOGETHER_MAX) last.push(part);
    else requests.push([part]);
  }
  return requests;
}

const counts = (spans: Counted[]) => spans.reduce((all, { count }) => all + count, 0);

function spansOf({ since, until }: Period): Span[] {
  const days = daysBetween(since, until) + 1;
  const size = Math.ceil(days / SPANS_MAX);
  const spans: Span[] = [];
  for (let from = since; from <= until; from = addDays(from, size)) {
    const last = addDays(from, size - 1);
    spans.push({ since: from, until: last < until ? last : until });
  }
  return spans;
}

/** Neighbours are read as one. */
function joined(spans: Counted[]): Counted[] {
  const result: Counted[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && addDays(last.until, 1) === span.since) {
      last.until = span.until;
      last.count += span.count;
    } else result.push({ ...span });
  }
  return result;
}

type Won = { own: Deal[]; won: Deal[]; complete: boolean };

/** `own`: all that were read; `won`: of them those won in the period. `ownerId`: these deals alone. */
export async function readWon(
  { pipedrive }: Pick<CheckPorts, "pipedrive">,
  {
    period,
    timeZone,
    ownerId,
  }: { period: Period; timeZone: string | null; ownerId: number | undefined },
): Promise<Won> {
  // A day more, since the day begins elsewhere earlier. A deal that was won has changed then.
  const since = `${addDays(period.since, -1)}T00:00:00Z`;
  const wanted = { status: "won" as const, since, ...(ownerId !== undefined && { ownerId }) };
  // A deal that was archived before it was billed is in no other list.
  const lists = await Promise.all([
    pipedrive.dealsWhole(wanted),
    pipedrive.dealsWhole({ ...wanted, archived: true }),
  ]);
  const deals = lists.flatMap((list) => list.deals);
  const complete = lists.every((list) => list.complete);
  const own = deals.filter((deal) => ownerId === undefined || deal.ownerId === ownerId);
  const won = own.filter(({ wonTime }) => isWonIn(period, wonTime, timeZone));
  return { own, won, complete };
}

/** The deals won, those that invoices of the period bill, and those that are in doubt. */
export async function withBilled(
  ports: Pick<CheckPorts, "pipedrive">,
  { own, won, complete }: Won,
  {
    period,
    billed: { invoices, pending, doubts },
    ownerId,
  }: { period: Period; billed: BooksBilling; ownerId: number | undefined },
): Promise<DealsOfPeriod> {
  const byId = new Map<number, Deal | undefined>(own.map((deal) => [deal.id, deal]));
  const billedIds = invoices
    .filter((one) => isIn(period, one.invoice.date) && isLiveInvoice(one))
    .flatMap(({ links }) => links.map(({ dealId }) => dealId));
  const doubtedIds = [
    ...pending.flatMap(({ dealId }) => dealId ?? []),
    ...doubts
      .filter((one) => one.invoices.some(({ date }) => isIn(period, date)))
      .map(({ dealId }) => dealId),
  ];
  const ids = [...billedIds, ...doubtedIds].filter((id) => !byId.has(id));
  for (const [id, deal] of await dealsById(ports, ids))
    if (ownerId === undefined || deal?.ownerId === ownerId) byId.set(id, deal);
  return { won, byId, complete };
}

function isWonIn(period: Period, wonTime: string | null, timeZone: string | null): boolean {
  return wonTime !== null && isIn(period, dateIn(timeZone, new Date(wonTime)) as CalendarDate);
}
