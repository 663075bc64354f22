/** What QuickBooks says for many deals, read together, and handed out as single reads would give it. */

import type { Customer, Item } from "../../domain/books.ts";
import { matchingCustomers } from "../../domain/customer/local-match.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { once, onceEach } from "../../domain/once.ts";
import type { Clock, QuickBooks } from "../../ports.ts";
import { orUnread } from "../books/or-gone.ts";
import { over } from "./over.ts";

/** So many contacts without a customer are looked up one by one; for more the list of customers is read. */
const LOOKED_UP_MAX = 3;

/** `since`: from when on invoices of its customer count. */
export type Stranger = { name: string; since: string };

export type Wanted = {
  /** Linked customers, each with the earliest time from which its invoices are asked for. */
  customers: Map<string, string>;
  /** The earliest time that is asked for of any customer. */
  earliest: string;
  itemIds: string[];
  taxCodeIds: string[];
  /** Invoices that the ledger knows of these deals. */
  invoiceIds: string[];
  /** Lines without an item, by what they may be found. */
  unlinked(): Promise<{ skus: string[]; names: string[] }>;
  /** Contacts of the deals that no customer is linked to. */
  strangers: Stranger[];
  /** From when on invoices of whichever customer are looked at for markers. */
  newestSince: string;
  /** Customers that were read longer ago are read again, all together. */
  maxAgeMs: number;
};

export async function servedQuickBooks(quickbooks: QuickBooks, clock: Clock, asked: Wanted) {
  const everyone = once(() => allOf(quickbooks.allCustomers()));
  const matching = once(async () => matchingCustomers(await everyone()));
  const matched = onceEach(async (match: string) => (await matching())(JSON.parse(match)));
  const hasMany = asked.strangers.length > LOOKED_UP_MAX;
  const wanted = hasMany ? withNamesakes(asked, await everyone()) : asked;
  const states = await customerStates(quickbooks, clock, wanted);
  const known = await knownInvoices(quickbooks, clock, wanted, states.invoices());
  const pool = once(async () => itemPool(quickbooks, await wanted.unlinked()));
  const lookup = onceEach((what: string) => quickbooks.lookup(JSON.parse(what)));
  const { itemIds, taxCodeIds } = wanted;
  const all = { customerIds: [], itemIds, taxCodes: true, taxCodeIds, terms: true };
  return over(quickbooks, {
    customerState: (id, since) => states.of(id, since),
    newestInvoices: newestOf(quickbooks, clock, wanted),
    async lookup(asked) {
      const isAhead =
        asked.itemIds.every((id) => itemIds.includes(id)) &&
        (asked.taxCodeIds ?? []).every((id) => taxCodeIds.includes(id)) &&
        (asked.termIds ?? []).length === 0 &&
        asked.customerIds.length === 0;
      const read = isAhead && (await orUnread(lookup(JSON.stringify(all))));
      // One of many cannot be read: each deal asks for what it needs.
      if (!read) return lookup(JSON.stringify(asked));
      const items = read.items.filter(({ id }) => asked.itemIds.includes(id));
      return {
        customers: [],
        items,
        taxCodes: asked.taxCodes ? read.taxCodes : [],
        terms: asked.terms ? read.terms : [],
      };
    },
    matchItems: async (asked) => (await pool())(asked) ?? quickbooks.matchItems(asked),
    matchCustomers: (match) =>
      hasMany ? matched(JSON.stringify(match)) : quickbooks.matchCustomers(match),
    async *allCustomers() {
      yield await everyone();
    },
    nameHolders: onceEach((name) => quickbooks.nameHolders(name)),
    invoicesByNumber: onceEach((number) => quickbooks.invoicesByNumber(number)),
    invoice: async (id) => (await known(id)) ?? quickbooks.invoice(id),
    invoicesByIds: async (ids, unreadable) => {
      const found = (await Promise.all(ids.map(known))).flatMap((one) => one ?? []);
      const others = ids.filter((id) => !found.some((one) => one.id === id));
      return others.length === 0
        ? found
        : [...found, ...(await quickbooks.invoicesByIds(others, unreadable))];
    },
    ...rememberedLists(quickbooks),
  });
}

/** Customers of the contacts' own names are likely to be billed: they are read together with the linked ones. */
function withNamesakes(wanted: Wanted, everyone: Customer[]): Wanted {
  const plain = (text: string) => text.normalize("NFC").toLowerCase();
  const byName = new Map<string, string[]>();
  for (const { id, name, fullName } of everyone)
    for (const one of new Set([plain(name), plain(fullName)]))
      byName.set(one, [...(byName.get(one) ?? []), id]);
  const customers = new Map(wanted.customers);
  for (const { name, since } of wanted.strangers)
    for (const id of byName.get(plain(name)) ?? []) {
      const before = customers.get(id);
      customers.set(id, before !== undefined && before < since ? before : since);
    }
  return { ...wanted, customers };
}

/** The newest of all customers, read once for all deals. */
function newestOf(
  quickbooks: QuickBooks,
  clock: Clock,
  { maxAgeMs, newestSince }: Wanted,
): QuickBooks["newestInvoices"] {
  let current: { readAt: number; read: ReturnType<QuickBooks["newestInvoices"]> } | undefined;
  return async (since) => {
    if (since < newestSince) return quickbooks.newestInvoices(since);
    const now = clock.now().getTime();
    if (!current || now - current.readAt >= maxAgeMs)
      current = { readAt: now, read: quickbooks.newestInvoices(newestSince) };
    const { invoices, isAll, unread } = await current.read;
    const young = createdSince(invoices, since);
    return { invoices: young, unread, isAll: isAll || young.length < invoices.length };
  };
}

function createdSince(invoices: Invoice[], since: string): Invoice[] {
  const from = Date.parse(since);
  return invoices.filter(({ createdAt }) => Date.parse(createdAt) >= from);
}

/** Lists that do not hang on the deal. */
function rememberedLists(quickbooks: QuickBooks) {
  const rate = onceEach((asked: string) => quickbooks.exchangeRate(JSON.parse(asked)));
  return {
    preferences: once(() => quickbooks.preferences()),
    classes: once(() => quickbooks.classes()),
    locations: once(() => quickbooks.locations()),
    incomeAccounts: once(() => quickbooks.incomeAccounts()),
    newestNumbers: once(() => quickbooks.newestNumbers()),
    exchangeRate: (wanted: Parameters<QuickBooks["exchangeRate"]>[0]) =>
      rate(JSON.stringify(wanted)),
  };
}

type Read = { customers: Map<string, Customer>; invoices: Map<string, Invoice[]>; readAt: number };

/** Customers with their invoices. */
async function customerStates(
  quickbooks: QuickBooks,
  clock: Clock,
  { customers: wanted, maxAgeMs, earliest }: Pick<Wanted, "customers" | "maxAgeMs" | "earliest">,
) {
  const ids = [...wanted.keys()];
  const since = [...wanted.values()].sort()[0] ?? "";
  let current = ids.length === 0 ? undefined : await read();
  let underway: Promise<Read> | undefined;
  // Found by its name while planning: several deals may be billed to it.
  const others = onceEach(async (id: string) => {
    const readAt = clock.now();
    return { ...(await quickbooks.customerState(id, earliest)), readAt };
  });

  async function read(): Promise<Read> {
    const readAt = clock.now().getTime();
    const found = await quickbooks.customerStates(ids, since);
    const invoices = new Map<string, Invoice[]>(ids.map((id) => [id, []]));
    for (const one of found.invoices) invoices.get(one.customer.id)?.push(one);
    return { customers: new Map(found.customers.map((one) => [one.id, one])), invoices, readAt };
  }

  async function fresh(): Promise<Read | undefined> {
    const age = clock.now().getTime() - (current?.readAt ?? 0);
    if (current && age < maxAgeMs) return current;
    underway ??= read().finally(() => {
      underway = undefined;
    });
    current = await underway;
    return current;
  }

  return {
    invoices: () => [...(current?.invoices.values() ?? [])].flat(),
    async of(id: string, from: string) {
      if (!wanted.has(id) && maxAgeMs === Number.POSITIVE_INFINITY && from >= earliest) {
        const state = await others(id);
        return { ...state, invoices: createdSince(state.invoices, from) };
      }
      if (!wanted.has(id) || from < since) return quickbooks.customerState(id, from);
      const now = await fresh();
      const customer = now?.customers.get(id);
      // Gone, or left out because something of it cannot be read: a read of it alone tells.
      if (!now || !customer) return quickbooks.customerState(id, from);
      const invoices = createdSince(now.invoices.get(id) ?? [], from);
      return { customer, invoices, readAt: new Date(now.readAt) };
    },
  };
}

/** What the customers' own list does not hold is read by ids; too old an answer is none. */
async function knownInvoices(
  quickbooks: QuickBooks,
  clock: Clock,
  { invoiceIds, maxAgeMs }: Wanted,
  read: Invoice[],
) {
  const known = new Map(read.map((invoice) => [invoice.id, invoice]));
  const missing = invoiceIds.filter((id) => !known.has(id));
  const readAt = clock.now().getTime();
  if (missing.length > 0)
    for (const one of await quickbooks.invoicesByIds(missing, "skip")) known.set(one.id, one);
  return async (id: string) =>
    clock.now().getTime() - readAt < maxAgeMs ? known.get(id) : undefined;
}

type ItemsWanted = { skus: string[]; names: string[] };

/** Items that fit any line, of which each line takes its own; undefined for one that was not looked for. */
async function itemPool(quickbooks: QuickBooks, ahead: ItemsWanted) {
  const plain = (text: string) => text.normalize("NFC").toLowerCase();
  const [skus, names] = [new Set(ahead.skus), new Set(ahead.names)];
  const all = (await quickbooks.matchItems(ahead)).map((item) => ({
    item,
    sku: item.sku === null ? null : plain(item.sku),
    names: [plain(item.name), plain(item.fullName)],
  }));
  return (asked: ItemsWanted): Item[] | undefined => {
    if (!asked.skus.every((one) => skus.has(one)) || !asked.names.every((one) => names.has(one)))
      return undefined;
    const ownSkus = new Set<string | null>(asked.skus.map(plain));
    const ownNames = new Set(asked.names.map(plain));
    return all
      .filter((one) => ownSkus.has(one.sku) || one.names.some((name) => ownNames.has(name)))
      .map(({ item }) => item);
  };
}

async function allOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
