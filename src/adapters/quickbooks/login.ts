/** The login to QuickBooks Online behind its port. The SDK is loaded by the first call. */
import type { Company, Environment } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { QuickBooksSecret } from "../../domain/settings.ts";
import type { QuickBooksLogin } from "../../ports.ts";
import { cleanText } from "../http/faults.ts";
import type { HttpOptions } from "../http.ts";
import { openClient, type TokenSource } from "./client.ts";
import { quickbooksLists } from "./lists.ts";
import {
  authorizeUrl,
  CONNECT_AGAIN,
  exchangeCode,
  GrantRefused,
  refusedApp,
  revokeGrant,
} from "./oauth.ts";

/** `state` is the use case's to check; `error`, `code` and `realmId` are checked here. */
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
  return quickbooksLists(client, secret).company();
}
