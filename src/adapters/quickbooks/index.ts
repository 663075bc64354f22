/** QuickBooks Online behind its two ports: the books of one company, and the login. Both SDKs are loaded by the first call. */

import type { Company, Environment } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import { once } from "../../domain/once.ts";
import type { QuickBooksSecret } from "../../domain/settings.ts";
import type { QuickBooks, QuickBooksLogin, Secrets } from "../../ports.ts";
import { cleanText, type HttpOptions } from "../http.ts";
import { openClient, type TokenSource } from "./client.ts";
import { customerNames } from "./customer-names.ts";
import { quickbooksCustomers } from "./customers.ts";
import { invoiceDetails } from "./invoice-details.ts";
import { currencyFiller, quickbooksInvoices } from "./invoices.ts";
import { quickbooksItems } from "./items.ts";
import { quickbooksLists } from "./lists.ts";
import {
  authorizeUrl,
  CONNECT_AGAIN,
  exchangeCode,
  GrantRefused,
  refreshTokens,
  refusedApp,
  revokeGrant,
} from "./oauth.ts";
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

/** Logging in. `state` is the use case's to check; `error`, `code` and `realmId` are checked here. */
export function quickbooksLogin(options: {
  origin: string | null;
  http: HttpOptions;
  now: () => Date;
}): QuickBooksLogin {
  return {
    authorizeUrl: (app, redirectUrl, state) => authorizeUrl(options, app, redirectUrl, state),
    async exchange(app, redirectUrl, callback) {
      const realm = realmOf(callback);
      try {
        const tokens = await exchangeCode(options, app, redirectUrl, callback);
        return { clientId: app.clientId, clientSecret: app.clientSecret, realm, ...tokens };
      } catch (error) {
        throw error instanceof GrantRefused ? refusedCode(error) : error;
      }
    },
    company: (secret, environment) => companyOf(options, secret, environment),
    revoke: (secret) => revokeGrant(options, secret),
  };
}

/** docs/quickbooks.md 1.3. */
function realmOf(callback: URL): string {
  const refused = callback.searchParams.get("error");
  const realm = callback.searchParams.get("realmId") ?? "";
  const isWhole = callback.searchParams.has("code") && /^\d{1,20}$/.test(realm);
  if (refused === null && isWhole) return realm;
  throw new PdqbError("connection", "QuickBooks was not connected.", {
    reason:
      refused === "access_denied"
        ? "Access was refused on Intuit's page."
        : refused !== null
          ? `Intuit's page answered: ${cleanText(refused, 100)}.`
          : "The address has no code or no company in it.",
    next: CONNECT_AGAIN,
  });
}

function refusedCode(refusal: GrantRefused): PdqbError {
  if (refusal.code === "invalid_client") return refusedApp(refusal);
  return new PdqbError("connection", "QuickBooks was not connected.", {
    reason: `Intuit does not accept the code (${refusal.reason}): it is used up, too old, or made for another redirect address.`,
    next: CONNECT_AGAIN,
  });
}

function companyOf(
  options: { origin: string | null; http: HttpOptions; now: () => Date },
  secret: QuickBooksSecret,
  environment: Environment,
): Promise<Company> {
  const refused = async (): Promise<string> => {
    throw new PdqbError("connection", "QuickBooks does not accept the new connection.", {
      reason: "The access token was refused right after it was made.",
      next: CONNECT_AGAIN,
    });
  };
  const tokens: TokenSource = { access: async () => secret.accessToken, renew: refused };
  const client = openClient({ ...options, realm: secret.realm, environment, tokens });
  return quickbooksLists(client, secret.realm).company();
}
