/** The company and its lists: settings, tax codes, terms, accounts, and the one batch that a planner starts from (docs/quickbooks.md 11). */
import type { Account, Company, ExchangeRate, Preferences } from "../../domain/books.ts";
import { orUndefined, type PdqbError, ServiceError } from "../../domain/errors.ts";
import type { BooksLookup, QuickBooks } from "../../ports.ts";
import { withCustomers, withItems, withTaxCodes, withTerms } from "./by-id.ts";
import type { Client } from "./client.ts";
import { checkedId, chunks, idList } from "./query-words.ts";
import { onlyAsked, readableRows, toCustomer, toItem } from "./wire.ts";
import {
  toAccount,
  toCompany,
  toExchangeRate,
  toNamedEntry,
  toPreferences,
  toTaxCodes,
  toTerm,
} from "./wire-lists.ts";

/** Items of one batch. */
const QUERIES_MAX = 30;

const ACTIVE = "where Active = true orderby FullyQualifiedName maxresults 1000";

/** Name-list queries find active entries only, unless told so. */
const ALSO_INACTIVE = "Active in (true,false)";

type Lists = Pick<
  QuickBooks,
  "company" | "preferences" | "exchangeRate" | "lookup" | "incomeAccounts" | "classes" | "locations"
>;

/** `country`: of the pinned company, where there is one yet. */
export function quickbooksLists(
  client: Client,
  pinned: { realm: string; country?: string },
): Lists {
  return {
    company: (): Promise<Company> =>
      client.read(
        (sdk, done) => sdk.getCompanyInfo(checkedId(pinned.realm), done),
        (body) => toCompany(pinned, body),
      ),
    preferences: (): Promise<Preferences> =>
      client.read((sdk, done) => sdk.getPreferences(done), toPreferences),
    exchangeRate: (wanted) => exchangeRate(client, wanted),

    async lookup(wanted): Promise<BooksLookup> {
      const { customerIds = [], itemIds = [], taxCodeIds = [], termIds = [] } = wanted;
      const queries = new Map<string, string>();
      for (const [index, ids] of chunks(customerIds).entries())
        queries.set(`customer${index}`, byIds("Customer", ids));
      for (const [index, ids] of chunks(itemIds).entries())
        queries.set(`item${index}`, byIds("Item", ids));
      if (wanted.taxCodes) {
        queries.set("taxcode", wholeList("TaxCode"));
        queries.set("taxrate", wholeList("TaxRate"));
      }
      if (wanted.terms) queries.set("term", wholeList("Term"));
      const rows = await inBatches(client, queries);
      const of = (name: string) =>
        [...rows].filter(([key]) => key.replace(/\d+$/, "") === name).flatMap(([, list]) => list);
      const customers = onlyAsked(of("customer").map(toCustomer), customerIds, idOf);
      const items = onlyAsked(of("item").map(toItem), itemIds, idOf);
      const taxCodes = toTaxCodes(of("taxcode"), of("taxrate"), client);
      return {
        customers: await withCustomers(client, customers, customerIds),
        items: await withItems(client, items, itemIds),
        taxCodes: await withTaxCodes(client, taxCodes, taxCodeIds),
        terms: await withTerms(client, readableRows(of("term"), toTerm, client), termIds),
      };
    },

    classes: async () => readableRows(await client.query("Classes", ACTIVE), toNamedEntry, client),
    locations: async () =>
      readableRows(await client.query("Departments", ACTIVE), toNamedEntry, client),
    async incomeAccounts(): Promise<Account[]> {
      const where = "where AccountType = 'Income' and Active = true maxresults 1000";
      return readableRows(await client.query("Accounts", where), toAccount, client);
    },
  };
}

async function exchangeRate(
  client: Client,
  wanted: Parameters<QuickBooks["exchangeRate"]>[0],
): Promise<ExchangeRate | null> {
  const options = { sourcecurrencycode: wanted.from, asofdate: wanted.date };
  const reading = client.read(
    (sdk, done) => sdk.getExchangeRate(options, done),
    (body) => toExchangeRate(wanted, body),
  );
  // A currency that the books do not know is refused: then there is no rate.
  const isUnknown = (error: PdqbError) => error instanceof ServiceError && error.status === 400;
  return (await orUndefined(reading, isUnknown)) ?? null;
}

const idOf = ({ id }: { id: string }) => id;

async function inBatches(
  client: Client,
  queries: Map<string, string>,
): Promise<Map<string, unknown[]>> {
  const entries = [...queries];
  const rows = new Map<string, unknown[]>();
  for (let from = 0; from < entries.length; from += QUERIES_MAX) {
    const part = Object.fromEntries(entries.slice(from, from + QUERIES_MAX));
    for (const [name, list] of Object.entries(await client.batch(part))) rows.set(name, list);
  }
  return rows;
}

function byIds(entity: string, ids: string[]): string {
  return `select * from ${entity} where Id in (${idList(ids)}) and ${ALSO_INACTIVE} maxresults 1000`;
}

function wholeList(entity: string): string {
  return `select * from ${entity} where ${ALSO_INACTIVE} maxresults 1000`;
}
