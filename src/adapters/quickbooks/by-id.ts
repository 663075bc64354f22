/** Entries of the lists read by their id: a query may not show for a while what was just made, so its silence alone proves nothing. */
import type { Customer, Item, TaxCode, Term } from "../../domain/books.ts";
import { orUndefined } from "../../domain/errors.ts";
import type { Client } from "./client.ts";
import { checkedId } from "./query-words.ts";
import { asAsked, toCustomer, toItem } from "./wire.ts";
import { rateIdOf, rateIds, toTaxCodes, toTerm } from "./wire-lists.ts";

type Kind = "Customer" | "Item" | "TaxCode" | "TaxRate" | "Term";

/** The body of one; undefined where the books do not have it. */
const entry = (client: Client, kind: Kind, id: string): Promise<unknown> =>
  orUndefined(
    client.read(
      (sdk, done) => sdk[`get${kind}`](checkedId(id), done),
      (body) => body,
    ),
    (error) => error.kind === "not_found",
  );

/** Those of `ids` that `rows` lack, each read by itself; what the books do not have is left out. */
async function missing<T extends { id: string }>(
  client: Client,
  { kind, ids, rows }: { kind: Kind; ids: readonly string[]; rows: T[] },
  read: (body: unknown) => T | undefined | Promise<T | undefined>,
): Promise<T[]> {
  const found: T[] = [];
  for (const id of new Set(ids)) {
    if (rows.some((row) => row.id === id)) continue;
    const body = await entry(client, kind, id);
    const row = body === undefined ? undefined : await read(body);
    if (row) found.push(asAsked(row, id, (one) => one.id));
  }
  return found;
}

export const withCustomers = async (client: Client, rows: Customer[], ids: readonly string[]) => [
  ...rows,
  ...(await missing(client, { kind: "Customer", ids, rows }, toCustomer)),
];

export const withItems = async (client: Client, rows: Item[], ids: readonly string[]) => [
  ...rows,
  ...(await missing(client, { kind: "Item", ids, rows }, toItem)),
];

export const withTerms = async (client: Client, rows: Term[], ids: readonly string[]) => [
  ...rows,
  ...(await missing(client, { kind: "Term", ids, rows }, toTerm)),
];

/** A code comes with its rates, which may be as new as the code itself. */
export const withTaxCodes = async (client: Client, rows: TaxCode[], ids: readonly string[]) => [
  ...rows,
  ...(await missing(client, { kind: "TaxCode", ids, rows }, async (body) => {
    const rates: unknown[] = [];
    for (const id of rateIds(body)) {
      const rate = await entry(client, "TaxRate", id);
      if (rate !== undefined) rates.push(asAsked(rate, id, rateIdOf));
    }
    return toTaxCodes([body], rates, client)[0];
  })),
];
