/** What seldom changes in the books, kept in the ledger for an hour so that a create costs few calls; dropped when a fault shows it stale. */

import type { ExchangeRate, Item, Preferences, TaxCode, Term } from "../../domain/books.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { ServiceError } from "../../domain/errors.ts";
import type { ItemId } from "../../domain/ids.ts";
import { decimal } from "../../domain/money/money.ts";
import { isForeign } from "../../domain/plan/currency.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { BooksLookup, QuickBooks } from "../../ports/quickbooks.ts";

const MAX_AGE_MS = 3_600_000;
const PREFIX = "books/";
/** What is not there is asked for again: it may be there by now. */
const NOTHING = ["null", "[]"];

type CachePorts = { quickbooks: QuickBooks; ledger: Ledger };

/** What a plan takes from the books beside its customer, who is read anew each time. */
type CachedBooks = Omit<BooksLookup, "customers">;

/** One planning's view of the books. A plan that is refused or warned about must not rest on `isUsed` answers: then it is read afresh. */
export type BooksCache = {
  preferences(): Promise<Preferences>;
  /** Reads what the ledger has for a look-up of these items, so that the look-up does not wait for it. */
  ahead(itemIds: ItemId[]): Promise<void>;
  /** The items, all tax codes (the named ones for sure), all terms: what is not cached comes in one call. */
  lookup(wanted: { itemIds: ItemId[]; taxCodeIds: string[] }): Promise<CachedBooks>;
  /** As `exchangeRate` of the books. */
  rate(wanted: Parameters<QuickBooks["exchangeRate"]>[0]): Promise<ExchangeRate | null>;
  /** Whether an answer so far was an earlier one. */
  isUsed(): boolean;
};

/** `isFresh`: nothing is taken from the ledger, and what is read replaces what it has. */
export function openBooksCache(ports: CachePorts, { isFresh = false } = {}): BooksCache {
  const { quickbooks } = ports;
  const { ahead, kept, keep, isUsed } = answersOf(ports.ledger, isFresh);

  async function keptItems(ids: string[]): Promise<Item[]> {
    const items = await Promise.all([...new Set(ids)].map((id) => kept<Item>(`item/${id}`)));
    return items.filter((item) => item !== undefined).map(revivedItem);
  }

  return {
    isUsed,
    ahead: (itemIds) => ahead([...itemIds.map((id) => `item/${id}`), "tax-codes", "terms"]),
    async preferences() {
      const earlier = await kept<Preferences>("preferences");
      if (earlier) return earlier;
      const preferences = await quickbooks.preferences();
      await keep("preferences", preferences);
      return preferences;
    },
    async rate(wanted) {
      const name = `rate/${wanted.from}/${wanted.date}`;
      const earlier = await kept<ExchangeRate>(name);
      if (earlier) return { ...earlier, rate: decimal(earlier.rate) };
      const rate = await quickbooks.exchangeRate(wanted);
      // The rate of another day says that this day has none yet.
      if (rate?.date === wanted.date) await keep(name, rate);
      return rate;
    },
    async lookup({ itemIds, taxCodeIds }) {
      const [items, codes, terms] = await Promise.all([
        keptItems(itemIds),
        kept<TaxCode[]>("tax-codes"),
        kept<Term[]>("terms"),
      ]);
      const hasCodes = codes && taxCodeIds.every((id) => codes.some((code) => code.id === id));
      const missing = {
        itemIds: itemIds.filter((id) => !items.some((item) => item.id === id)),
        taxCodes: !hasCodes,
        taxCodeIds: hasCodes ? [] : taxCodeIds,
        terms: terms === undefined,
      };
      const known = { items, taxCodes: codes?.map(revivedTaxCode) ?? [], terms: terms ?? [] };
      if (missing.itemIds.length === 0 && !missing.taxCodes && !missing.terms) return known;
      const found = await quickbooks.lookup(missing);
      // What stands against an item is never remembered: it would outlive its cure.
      for (const item of found.items) if (item.active) await keep(`item/${item.id}`, item);
      if (missing.taxCodes) await keep("tax-codes", found.taxCodes);
      if (missing.terms) await keep("terms", found.terms);
      return {
        items: [...items, ...found.items],
        taxCodes: missing.taxCodes ? found.taxCodes : known.taxCodes,
        terms: missing.terms ? found.terms : known.terms,
      };
    },
  };
}

/** The rate of a foreign invoice's day, an hour old at most; null where none is needed or none is known. Asks nothing in the home currency. */
export async function exchangeRate(
  cache: BooksCache,
  { deal, preferences }: Pick<PlanFacts, "deal" | "preferences">,
  date: CalendarDate,
): Promise<ExchangeRate | null> {
  if (!preferences.multicurrency || !isForeign({ deal, preferences })) return null;
  return cache.rate({ from: deal.currency, to: preferences.homeCurrency, date });
}

/** Answers by name: those of this planning, read once, and earlier ones of the ledger. */
function answersOf(ledger: Ledger, isFresh: boolean) {
  let isUsed = false;
  const read = new Map<string, string>();
  const ahead = new Map<string, Promise<string | undefined>>();
  const stored = async (name: string) =>
    isFresh ? undefined : ledger.cached(`${PREFIX}${name}`, MAX_AGE_MS);
  return {
    isUsed: () => isUsed,
    async ahead(names: string[]): Promise<void> {
      for (const name of new Set(names)) ahead.set(name, stored(name));
      await Promise.all(ahead.values());
    },
    async kept<T>(name: string): Promise<T | undefined> {
      const earlier = await (ahead.get(name) ?? stored(name));
      ahead.delete(name);
      const json = read.get(name) ?? earlier;
      if (json === undefined || NOTHING.includes(json)) return undefined;
      isUsed ||= !read.has(name);
      return JSON.parse(json) as T;
    },
    async keep(name: string, value: unknown): Promise<void> {
      const json = JSON.stringify(value);
      read.set(name, json);
      if (!NOTHING.includes(json)) await ledger.cache(`${PREFIX}${name}`, json);
    },
  };
}

// JSON keeps a decimal as its text.
function revivedItem(item: Item): Item {
  return { ...item, unitPrice: item.unitPrice === null ? null : decimal(item.unitPrice) };
}

function revivedTaxCode(code: TaxCode): TaxCode {
  const rates = code.rates.map(({ id, percent }) => ({ id, percent: decimal(percent) }));
  return { ...code, rates };
}

/** Runs a write; a refusal makes pdqb forget what it thought to know, since that may be why. */
export async function forgettingOnRefusal<T>(
  ports: CachePorts,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // A service that is busy says nothing about what is cached.
    const isRefused =
      error instanceof ServiceError && error.fate === "refused" && error.status !== 429;
    if (isRefused) await ports.ledger.dropCache(PREFIX);
    throw error;
  }
}
