/**
 * Invoices of a run's customers, and the newest of all, read together. While the run is applied they are kept as new as the books by
 * what has changed in these: one call, however many customers there are.
 */
import type { Customer } from "../../domain/books.ts";
import { grouped } from "../../domain/grouped.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { onceEach } from "../../domain/once.ts";
import type { Clock, NewestInvoices, QuickBooks } from "../../ports.ts";
import { invoiceFeed, newestInvoices } from "../billing/recent-invoices.ts";

export type InvoicesWanted = {
  /** Each with the earliest time from which its invoices are asked for. */
  customers: Map<string, string>;
  /** The earliest time that is asked for of any customer. */
  earliest: string;
  /** From when on invoices of whichever customer are looked at for markers. */
  newestSince: string;
  /** Which of them carry a marker and belong to no deal yet: the ledger tells as much as the others. */
  unlinked(invoices: Invoice[]): Promise<Invoice[]>;
  /** What was read longer ago is read again. */
  maxAgeMs: number;
};

type Read = {
  customers: Map<string, Customer>;
  /** Of the customers. */
  invoices: Map<string, Invoice>;
  byCustomer: Map<string, Invoice[]>;
  /**
   * Of all customers, those alone that no deal is linked to. `oldest`: the first of all of them, where there may be more, since it says
   * of which deals none is missing.
   */
  newest: NewestInvoices & { oldest: Invoice | undefined };
  readAt: Date;
};

/** A change may come into the feed after one that was made later. */
const OVERLAP_MS = 60_000;

export async function invoiceFacts(quickbooks: QuickBooks, clock: Clock, wanted: InvoicesWanted) {
  const { customers, earliest, newestSince, maxAgeMs } = wanted;
  const since = earliestOf(wanted);
  let current = await readAll(quickbooks, clock, wanted);
  let underway: Promise<Read> | undefined;
  // Found by its name while planning: several deals may be billed to it.
  const others = onceEach(async (id: string) => {
    const readAt = clock.now();
    return { ...(await quickbooks.customerState(id, earliest)), readAt };
  });

  async function fresh(): Promise<Read> {
    if (clock.now().getTime() - current.readAt.getTime() < maxAgeMs) return current;
    underway ??= readChanges(quickbooks, clock, { wanted, before: current }).finally(() => {
      underway = undefined;
    });
    current = await underway;
    return current;
  }

  return {
    /** Those that were read first. */
    invoices: [...current.invoices.values()],
    async customerState(id: string, from: string) {
      if (!customers.has(id) && maxAgeMs === Number.POSITIVE_INFINITY && from >= earliest) {
        const state = await others(id);
        return { ...state, invoices: createdSince(state.invoices, from) };
      }
      if (!customers.has(id) || from < since) return quickbooks.customerState(id, from);
      const { customers: read, byCustomer, readAt } = await fresh();
      const customer = read.get(id);
      // Gone, or left out because something of it cannot be read: a read of it alone tells.
      if (!customer) return quickbooks.customerState(id, from);
      return { customer, invoices: createdSince(byCustomer.get(id) ?? [], from), readAt };
    },
    async newestInvoices(from: string): Promise<NewestInvoices> {
      if (from < newestSince) return quickbooks.newestInvoices(from);
      const { invoices, unread, isAll, oldest } = (await fresh()).newest;
      const told = new Set([...invoices, ...(oldest ? [oldest] : [])]);
      const isWhole = isAll || (oldest !== undefined && createdSince([oldest], from).length === 0);
      return { invoices: createdSince([...told], from), unread, isAll: isWhole };
    },
  };
}

async function readAll(
  quickbooks: QuickBooks,
  clock: Clock,
  wanted: InvoicesWanted,
): Promise<Read> {
  const readAt = clock.now();
  const ids = [...wanted.customers.keys()];
  const nobody = { customers: [], invoices: [] };
  const [read, newest] = await Promise.all([
    ids.length === 0 ? nobody : quickbooks.customerStates(ids, earliestOf(wanted)),
    newestInvoices({ quickbooks, clock }, wanted.newestSince),
  ]);
  const time = ({ createdAt }: Invoice) => Date.parse(createdAt);
  const [oldest] = [...newest.invoices].sort((one, other) => time(one) - time(other));
  return {
    customers: new Map(read.customers.map((one) => [one.id, one])),
    ...indexed(new Map(read.invoices.map((one) => [one.id, one]))),
    newest: {
      ...newest,
      invoices: await wanted.unlinked(newest.invoices),
      oldest: newest.isAll ? undefined : oldest,
    },
    readAt,
  };
}

/** Where the feed does not tell all of it, everything is read again. */
async function readChanges(
  quickbooks: QuickBooks,
  clock: Clock,
  { wanted, before }: { wanted: InvoicesWanted; before: Read },
): Promise<Read> {
  const readAt = clock.now();
  const skew = (await quickbooks.clockSkewMs()) ?? 0;
  const since = new Date(before.readAt.getTime() + skew - OVERLAP_MS).toISOString();
  const changes = await invoiceFeed(quickbooks, since);
  if (!changes || changes.truncated || changes.unreadable.length > 0)
    return readAll(quickbooks, clock, wanted);
  const invoices = new Map(before.invoices);
  const newest = new Map(before.newest.invoices.map((one) => [one.id, one]));
  for (const one of changes.invoices) {
    invoices.delete(one.id);
    newest.delete(one.id);
    if (one.deleted) continue;
    if (wanted.customers.has(one.customer.id)) invoices.set(one.id, one);
    newest.set(one.id, one);
  }
  const young = createdSince([...newest.values()], wanted.newestSince);
  return {
    customers: before.customers,
    ...indexed(invoices),
    newest: { ...before.newest, invoices: await wanted.unlinked(young) },
    readAt,
  };
}

const indexed = (invoices: Map<string, Invoice>): Pick<Read, "invoices" | "byCustomer"> => ({
  invoices,
  byCustomer: grouped(invoices.values(), ({ customer }) => customer.id),
});

const earliestOf = ({ customers }: InvoicesWanted) => [...customers.values()].sort()[0] ?? "";

function createdSince(invoices: Invoice[], since: string): Invoice[] {
  const from = Date.parse(since);
  return invoices.filter(({ createdAt }) => Date.parse(createdAt) >= from);
}
