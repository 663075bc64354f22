/** From what an operator types, or what a deal says, to customers, items, tax codes and terms in the books. Nothing is guessed. */
import type {
  Account,
  Customer,
  Item,
  ItemCandidate,
  NamedEntry,
  NewItem,
  TaxCode,
  Term,
} from "../../domain/books.ts";
import type { DealLine, Product } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { type Decimal, decimal, plainText, sum } from "../../domain/money/money.ts";
import { itemName } from "../../domain/plan/new-item.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";

type Books = { quickbooks: QuickBooks };

/** Undefined where the books have none of this id. */
export async function customerById(
  { quickbooks }: Books,
  id: CustomerId,
): Promise<Customer | undefined> {
  return (await quickbooks.lookup({ customerIds: [id] })).customers[0];
}

/** By id, else by exact full name. Throws not_found, or usage where several have the name. */
export async function findCustomer(books: Books, text: string): Promise<Customer> {
  const byId = /^\d+$/.test(text) ? await customerById(books, text) : undefined;
  if (byId) return byId;
  const found = await books.quickbooks.matchCustomers({ name: text });
  const exact = found.filter(({ parentId, name, fullName }) =>
    (parentId === null ? [name, fullName] : [fullName]).some((one) => sameText(one, text)),
  );
  // Another firm may be called as the last part of a sub-customer's name, so that alone is never enough.
  const [sub] = found;
  if (exact.length === 0 && sub) {
    throw new PdqbError("not_found", `QuickBooks has no active customer "${text}".`, {
      reason: `"${sub.fullName}" (id ${sub.id}) is a sub-customer, and is named in full.`,
      next: [`--customer ${sub.id}`, `pdqb customer search ${shellWord(text)}`],
    });
  }
  const byFullName = exact.map((customer) => ({ ...customer, name: customer.fullName }));
  const one = onlyOne(byFullName, "customer", text, `pdqb customer search ${shellWord(text)}`);
  return exact.find(({ id }) => id === one.id) ?? one;
}

const sameText = (one: string, other: string) =>
  one.normalize("NFC").toLowerCase() === other.normalize("NFC").toLowerCase();

/** By id, `sku:…`, else exact name. */
export async function findItem({ quickbooks }: Books, text: string): Promise<Item> {
  const sku = /^sku:(.+)$/i.exec(text)?.[1];
  if (sku === undefined && /^\d+$/.test(text)) {
    const [byId] = (await quickbooks.lookup({ itemIds: [text] })).items;
    if (byId) return byId;
  }
  const found = await quickbooks.matchItems(
    sku === undefined ? { skus: [], names: [text] } : { skus: [sku], names: [] },
  );
  return onlyOne(found, "item", text, `pdqb product search ${shellWord(sku ?? text)}`);
}

function onlyOne<T extends { id: string; name: string }>(
  found: T[],
  what: string,
  text: string,
  search: string,
): T {
  const [only] = found;
  if (only && found.length === 1) return only;
  if (!only) {
    throw new PdqbError("not_found", `QuickBooks has no active ${what} "${text}".`, {
      next: [search],
    });
  }
  throw new PdqbError("usage", `QuickBooks has ${found.length} ${what}s that "${text}" fits.`, {
    reason: [
      "Give the id of the one that you mean:",
      ...found.map(({ id, name }) => `${id}  ${name}`),
    ],
    next: [search],
  });
}

/** What the rates of a code come to. */
export function percentOf(code: TaxCode): Decimal {
  return sum(code.rates.map(({ percent }) => percent));
}

/** By id, else by exact name in any case. */
function named<T extends { id: string; name: string }>(entries: T[], text: string): T | undefined {
  const name = text.toLowerCase();
  return (
    entries.find(({ id }) => id === text) ?? entries.find((one) => one.name.toLowerCase() === name)
  );
}

/** Throws not_found, with the codes that there are. */
export function findTaxCode(codes: TaxCode[], text: string): TaxCode {
  const found = named(codes, text);
  if (found) return found;
  throw new PdqbError("not_found", `QuickBooks has no tax code "${text}".`, {
    reason: codes.map((code) => `${code.id}  ${code.name} (${plainText(percentOf(code))} %)`),
    next: ["pdqb tax list"],
  });
}

/** Throws not_found, with the terms that there are. */
export function findTerm(terms: Term[], text: string): Term {
  const found = named(terms, text);
  if (found) return found;
  throw new PdqbError("not_found", `QuickBooks has no term "${text}".`, {
    reason: `Terms: ${terms.map(({ name }) => name).join(", ") || "none"}.`,
    next: terms.slice(0, 3).map(({ name }) => `--terms ${shellWord(name)}`),
  });
}

/** `flag`: what it was given with. */
export function findEntry(
  entries: NamedEntry[],
  text: string,
  flag: "class" | "location",
): NamedEntry {
  const found = named(entries, text);
  if (found) return found;
  throw new PdqbError("not_found", `QuickBooks has no ${flag} "${text}".`, {
    reason: `It has: ${entries.map(({ name }) => name).join(", ") || "none"}.`,
    next: [`--${flag} <${flag}>`],
  });
}

/** Active codes whose rates come to the percent, such as "25.5". */
export function taxCandidates(codes: TaxCode[], text: string): TaxCode[] {
  const percent = decimal(text);
  return codes.filter(
    (code) => code.active && code.rates.length > 0 && percentOf(code).equals(percent),
  );
}

/** A line and what its product says; the items it may be linked to are looked for by SKU and by name. */
type UnlinkedLine = { line: DealLine; product: Product | undefined };

/** One call for all lines: what each may be linked to, items of the same SKU first, then of the same name. */
export async function itemCandidates(
  { quickbooks }: Books,
  unlinked: UnlinkedLine[],
): Promise<(line: DealLine) => ItemCandidate[]> {
  const skuOf = new Map(unlinked.map(({ line, product }) => [line.id, product?.code ?? undefined]));
  const skus = [...skuOf.values()].filter((sku) => sku !== undefined);
  const found = await quickbooks.matchItems({ skus, names: unlinked.map(({ line }) => line.name) });
  return (line) => {
    const sku = skuOf.get(line.id);
    const isSku = (item: Item) => sku !== undefined && item.sku !== null && sameText(item.sku, sku);
    const isName = (item: Item) =>
      [item.name, item.fullName].some((name) => sameText(name, line.name));
    const bySku = found.filter(isSku);
    const byName = found.filter((item) => !isSku(item) && isName(item));
    return [
      ...bySku.map((value) => ({ value, by: "sku" as const, reason: `same SKU ${sku}` })),
      ...byName.map((value) => ({ value, by: "name" as const, reason: "same name" })),
    ];
  };
}

/** Those that fit best: of the same SKU, else of the same name. More than one: a person has to choose. */
export function bestItems(candidates: ItemCandidate[]): Item[] {
  const bySku = candidates.filter(({ by }) => by === "sku");
  return (bySku.length > 0 ? bySku : candidates).map(({ value }) => value);
}

/** The item that would be made of a line, under its name and SKU. */
export function newItem(
  line: Pick<DealLine, "name" | "price">,
  product: Product | undefined,
  account: Account,
): NewItem {
  return {
    name: itemName(line.name),
    sku: product?.code ?? null,
    unitPrice: line.price,
    incomeAccountId: account.id,
    expenseAccountId: null,
  };
}

/** The account of the setting, else the only one; undefined where it has to be chosen among `all`. */
export async function incomeAccounts(
  { quickbooks }: Books,
  setting: string,
): Promise<{ chosen: Account | undefined; all: Account[] }> {
  const all = await quickbooks.incomeAccounts();
  const [only, ...more] = all;
  return {
    chosen: named(all, setting) ?? (setting === "" && more.length === 0 ? only : undefined),
    all,
  };
}

/** Throws refused, with the accounts to choose from, where it is not settled. */
export async function incomeAccount(books: Books, setting: string): Promise<Account> {
  const { chosen, all } = await incomeAccounts(books, setting);
  if (chosen) return chosen;
  throw new PdqbError("refused", "No item was made: which income account do new items use?", {
    reason: all.map(({ id, name }) => `${id}  ${name}`),
    next: [`pdqb config set item.income-account ${all[0]?.id ?? "<id>"}`],
  });
}

/** The single match; undefined where there are several or none. */
export function singleMatch<T>(values: T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}
