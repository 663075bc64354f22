/** QuickBooks Online behind its port: the books of one company. The SDK is loaded by the first call. */

import { once } from "../../domain/once.ts";
import type { QuickBooks } from "../../ports.ts";
import { type ClientOptions, openClient } from "./client.ts";
import { quickbooksCustomers } from "./customers.ts";
import { currencyFiller } from "./invoice-pages.ts";
import { quickbooksInvoices } from "./invoices.ts";
import { quickbooksItems } from "./items.ts";
import { quickbooksLists } from "./lists.ts";
import { openTokens, type TokenOptions } from "./tokens.ts";
import { quickbooksWrites } from "./writes.ts";

/** `country`: of the company that the profile is pinned to, which no company changes. */
type QuickBooksOptions = Omit<ClientOptions, "tokens"> & TokenOptions & { country?: string };

/** The books of one company. */
export function openQuickBooks(options: QuickBooksOptions): QuickBooks {
  const client = openClient({ ...options, tokens: openTokens(options) });
  const lists = quickbooksLists(client, options);
  const homeCurrency = once(async () => (await lists.preferences()).homeCurrency);
  const withCurrency = currencyFiller(homeCurrency);
  return {
    ...lists,
    ...quickbooksCustomers(client),
    ...quickbooksItems(client),
    ...quickbooksInvoices({ client, withCurrency }),
    ...quickbooksWrites(client, withCurrency),
    usage: async () => client.usage(),
    clockSkewMs: async () => client.skewMs(),
  };
}
