/** QuickBooks Online behind its port: the books of one company. The SDK is loaded by the first call. */

import type { Environment } from "../../domain/books.ts";
import { once } from "../../domain/once.ts";
import type { QuickBooks, Secrets } from "../../ports.ts";
import type { HttpOptions } from "../http.ts";
import { openClient } from "./client.ts";
import { customerNames } from "./customer-names.ts";
import { quickbooksCustomers } from "./customers.ts";
import { invoiceDetails } from "./invoice-details.ts";
import { currencyFiller } from "./invoice-pages.ts";
import { quickbooksInvoices } from "./invoices.ts";
import { quickbooksItems } from "./items.ts";
import { quickbooksLists } from "./lists.ts";
import { refreshTokens } from "./oauth.ts";
import { openTokens } from "./tokens.ts";
import { quickbooksWrites } from "./writes.ts";

export type QuickBooksOptions = {
  realm: string;
  environment: Environment;
  /** A loopback origin that stands for all of Intuit's hosts; null for the real ones. */
  origin: string | null;
  secrets: Pick<Secrets, "quickbooks" | "putQuickBooks">;
  exclusive: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  profile: string;
  now: () => Date;
  http: HttpOptions;
  /** Told once when the grant is about to end. */
  notice?: (text: string) => void;
  /** Told of each row of a list that could not be read. */
  skipped?: (what: string) => void;
};

/** The books of one company. */
export function openQuickBooks(options: QuickBooksOptions): QuickBooks {
  const { realm, environment, origin, http } = options;
  const tokens = openTokens({
    ...options,
    refresh: (secret) => refreshTokens(options, secret),
  });
  const { now, skipped } = options;
  const client = openClient({
    ...{ realm, environment, origin, http, tokens, now },
    ...(skipped && { skipped }),
  });
  const lists = quickbooksLists(client, realm);
  const company = once(lists.company);
  const homeCurrency = once(async () => (await lists.preferences()).homeCurrency);
  const withCurrency = currencyFiller(homeCurrency);
  return {
    ...lists,
    ...quickbooksCustomers(client, company),
    ...customerNames(client),
    ...quickbooksItems(client),
    ...quickbooksInvoices(client, withCurrency),
    ...invoiceDetails(client, withCurrency),
    ...quickbooksWrites(client, withCurrency),
    usage: async () => client.usage(),
    clockSkewMs: async () => client.skewMs(),
  };
}
