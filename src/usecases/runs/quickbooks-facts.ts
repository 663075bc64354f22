/** What QuickBooks says for many deals, read together, and handed out as single reads would give it. */
import type { Customer, Item } from "../../domain/books.ts";
import { matchingCustomers } from "../../domain/customer/local-match.ts";
import type { InvoiceId, ItemId } from "../../domain/ids.ts";
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
  itemIds: ItemId[];
  taxCodeIds: string[];
  /** Invoices that the ledger knows of these deals. */
  invoiceIds: InvoiceId[];
  /** Lines without an item, by what they may be found. */
  items(): Promise<ItemsWanted>;
  /** Those that are read already. */
  invoices: Invoice[];
  /** What was read longer ago is read again. */
  maxAgeMs: number;
};

export async function servedQuickBooks(quickbooks: QuickBooks, clock: Clock, wanted: Wanted) {
  const known = await knownInvoices(quickbooks, clock, wanted);
  const pool = once(async () => itemPool(quickbooks, await wanted.items()));
  const lookup = onceEach((what: string) => quickbooks.lookup(JSON.parse(what)));
  const { itemIds, taxCodeIds } = wanted;
  const all = { itemIds, taxCodes: true, taxCodeIds, terms: true };
  return over(quickbooks, {
    async lookup(asked) {
      const ids = asked.itemIds ?? [];
      const isAhead =
        ids.every((id) => itemIds.includes(id)) &&
        (asked.taxCodeIds ?? []).every((id) => taxCodeIds.includes(id)) &&
        (asked.termIds ?? []).length === 0 &&
        (asked.customerIds ?? []).length === 0;
      const read = isAhead && (await orUnread(lookup(JSON.stringify(all))));
      // One of many cannot be read: each deal asks for what it needs.
      if (!read) return lookup(JSON.stringify(asked));
      const items = read.items.filter(({ id }) => ids.includes(id));
      return {
        customers: [],
        items,
        taxCodes: asked.taxCodes ? read.taxCodes : [],
        terms: asked.terms ? read.terms : [],
      };
    },
    matchItems: async (asked) => (await pool())(asked) ?? quickbooks.matchItems(asked),
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

/** The list of customers, once it is needed, and the look-ups that it answers. */
export function servedCustomers(quickbooks: QuickBooks, strangers: Stranger[]) {
  const everyone = once(() => allOf(quickbooks.allCustomers()));
  const matching = once(async () => matchingCustomers(await everyone()));
  const matched = onceEach(async (match: string) => (await matching())(JSON.parse(match)));
  const hasMany = strangers.length > LOOKED_UP_MAX;
  return {
    /** Customers of the contacts' own names are likely to be billed: they are read together with the linked ones. */
    withNamesakes: async (linked: Map<string, string>) =>
      hasMany ? withNamesakes(linked, strangers, await everyone()) : linked,
    quickbooks: over(quickbooks, {
      matchCustomers: (match) =>
        hasMany ? matched(JSON.stringify(match)) : quickbooks.matchCustomers(match),
      async *allCustomers() {
        yield await everyone();
      },
    }),
  };
}

function withNamesakes(
  linked: Map<string, string>,
  strangers: Stranger[],
  everyone: Customer[],
): Map<string, string> {
  const plain = (text: string) => text.normalize("NFC").toLowerCase();
  const byName = new Map<string, string[]>();
  for (const { id, name, fullName } of everyone)
    for (const one of new Set([plain(name), plain(fullName)]))
      byName.set(one, [...(byName.get(one) ?? []), id]);
  const customers = new Map(linked);
  for (const { name, since } of strangers)
    for (const id of byName.get(plain(name)) ?? []) {
      const before = customers.get(id);
      customers.set(id, before !== undefined && before < since ? before : since);
    }
  return customers;
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

/** What the customers' own list does not hold is read by ids; too old an answer is none. */
async function knownInvoices(
  quickbooks: QuickBooks,
  clock: Clock,
  { invoiceIds, invoices, maxAgeMs }: Wanted,
) {
  const known = new Map(invoices.map((invoice) => [invoice.id, invoice]));
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
