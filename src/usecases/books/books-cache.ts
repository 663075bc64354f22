/** What seldom changes in the books, kept in the ledger for an hour so that a create costs few calls; dropped when a fault shows it stale. */
import type { Item, Preferences, TaxCode, Term } from "../../domain/books.ts";
import { ServiceError } from "../../domain/errors.ts";
import { decimal } from "../../domain/money/money.ts";
import type { BooksLookup, Ports } from "../../ports.ts";

const MAX_AGE_MS = 3_600_000;
const PREFIX = "books/";

type CachePorts = Pick<Ports, "quickbooks" | "ledger">;

/** The answer to a read, as its JSON gives it back; null is asked for again, since what was missing may be there by now. */
export async function remembered<T>(
  ports: CachePorts,
  name: string,
  read: () => Promise<T>,
): Promise<T> {
  const cached = await ports.ledger.cached(`${PREFIX}${name}`, MAX_AGE_MS);
  // An earlier version may have kept a null.
  if (cached !== undefined && cached !== "null") return JSON.parse(cached) as T;
  const value = await read();
  if (value !== null) await ports.ledger.cache(`${PREFIX}${name}`, JSON.stringify(value));
  return value;
}

export const cachedPreferences = (ports: CachePorts): Promise<Preferences> =>
  remembered(ports, "preferences", () => ports.quickbooks.preferences());

/** What a plan takes from the books beside its customer, who is read anew each time. */
export type CachedBooks = Omit<BooksLookup, "customers">;

/** The items asked for, all tax codes, all terms: what is not cached comes in one call. */
export async function cachedLookup(ports: CachePorts, itemIds: string[]): Promise<CachedBooks> {
  const [items, taxCodes, terms] = await Promise.all([
    cachedEach<Item>(ports, "item", itemIds),
    ports.ledger.cached(`${PREFIX}tax-codes`, MAX_AGE_MS),
    ports.ledger.cached(`${PREFIX}terms`, MAX_AGE_MS),
  ]);
  const found: CachedBooks = {
    items: items.found.map(revivedItem),
    taxCodes: taxCodes === undefined ? [] : (JSON.parse(taxCodes) as TaxCode[]).map(revivedTaxCode),
    terms: terms === undefined ? [] : (JSON.parse(terms) as Term[]),
  };
  const missing = {
    customerIds: [],
    itemIds: items.missing,
    taxCodes: taxCodes === undefined,
    terms: terms === undefined,
  };
  if (items.missing.length === 0 && !missing.taxCodes && !missing.terms) return found;
  const read = await ports.quickbooks.lookup(missing);
  const put = (name: string, value: unknown) =>
    ports.ledger.cache(`${PREFIX}${name}`, JSON.stringify(value));
  // What stands against an item is never remembered: it would outlive its cure.
  for (const item of read.items) if (item.active) await put(`item/${item.id}`, item);
  if (missing.taxCodes) await put("tax-codes", read.taxCodes);
  if (missing.terms) await put("terms", read.terms);
  return {
    items: [...found.items, ...read.items],
    taxCodes: missing.taxCodes ? read.taxCodes : found.taxCodes,
    terms: missing.terms ? read.terms : found.terms,
  };
}

async function cachedEach<T>(ports: CachePorts, kind: string, ids: string[]) {
  const found: T[] = [];
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const cached = await ports.ledger.cached(`${PREFIX}${kind}/${id}`, MAX_AGE_MS);
    if (cached === undefined) missing.push(id);
    else found.push(JSON.parse(cached) as T);
  }
  return { found, missing };
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
