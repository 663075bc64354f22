/**
 * Intuit's login, on intuit-oauth (docs/quickbooks.md 1), loaded only when a token is made, refreshed or revoked. Its errors hold the client
 * secret, so what went wrong is read from the answer itself, and no error of its leaves this file.
 */
import * as v from "valibot";
import { PdqbError } from "../../domain/errors.ts";
import { checkedOrigin } from "../../domain/origin.ts";
import type { QuickBooksSecret } from "../../domain/settings.ts";
import type { OAuthApp } from "../../ports/connection.ts";
import { answerError, cleanText, unreadableError } from "../http/faults.ts";
import { type Call, createHttp, type HttpOptions, inCall } from "../http.ts";

export const CONNECT_AGAIN = ["pdqb connect quickbooks"];

/** docs/quickbooks.md 1.1; the same for sandbox and production. */
const REAL_ENDPOINTS = {
  authorizeEndpoint: "https://appcenter.intuit.com/connect/oauth2",
  tokenEndpoint: "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
  revokeEndpoint: "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
  userInfoEndpoint: "https://accounts.platform.intuit.com/v1/openid_connect/userinfo",
};

function endpoints(named: string | null): typeof REAL_ENDPOINTS {
  const origin = checkedOrigin(named, "quickbooks");
  if (origin === null) return REAL_ENDPOINTS;
  const moved = Object.entries(REAL_ENDPOINTS).map(([name, address]) => [
    name,
    new URL(new URL(address).pathname, origin).href,
  ]);
  return Object.fromEntries(moved) as typeof REAL_ENDPOINTS;
}

/** The parts of intuit-oauth that are used. */
type OAuthSdk = {
  authorizeUri(params: { scope: string[]; state: string }): string;
  createToken(callback: string): Promise<unknown>;
  refreshUsingToken(refreshToken: string): Promise<unknown>;
  revoke(params: { refresh_token: string }): Promise<unknown>;
  loadResponse(request: object): Promise<unknown>;
};

export type OAuthOptions = { origin: string | null; http: HttpOptions; now: () => Date };

/** The token endpoint refused. `code` is its `error` member, such as `invalid_grant`. */
export class GrantRefused extends Error {
  readonly code: string;
  readonly reason: string;
  readonly status: number;

  constructor(code: string, reason: string, status: number) {
    super(code);
    this.code = code;
    this.reason = reason;
    this.status = status;
  }
}

export async function authorizeUrl(
  options: OAuthOptions,
  app: OAuthApp,
  redirectUrl: string,
  state: string,
): Promise<string> {
  const OAuthClient = (await import("intuit-oauth")).default;
  const sdk = await openSdk(options, app, redirectUrl);
  return sdk.authorizeUri({ scope: [OAuthClient.scopes.Accounting as string], state });
}

/** A code for tokens. The callback was checked for `error`, `code` and `realmId`: the SDK does not. */
export async function exchangeCode(
  options: OAuthOptions,
  app: OAuthApp,
  redirectUrl: string,
  callback: URL,
): Promise<Tokens> {
  const sdk = await openSdk(options, app, redirectUrl);
  // Without a fragment, which the SDK would take for a part of the last parameter.
  const address = callback.origin + callback.pathname + callback.search;
  return request(options, sdk, () => sdk.createToken(address));
}

export async function refreshTokens(
  options: OAuthOptions,
  secret: QuickBooksSecret,
): Promise<Tokens> {
  const sdk = await openSdk(options, secret, "");
  return request(options, sdk, () => sdk.refreshUsingToken(secret.refreshToken));
}

/** Ends the grant. One that is dead already answers 400, which is what was wanted (docs/quickbooks.md 1.7). */
export async function revokeGrant(options: OAuthOptions, secret: QuickBooksSecret): Promise<void> {
  const sdk = await openSdk(options, secret, "");
  try {
    await answered(options, sdk, () => sdk.revoke({ refresh_token: secret.refreshToken }));
  } catch (error) {
    if (!(error instanceof GrantRefused)) throw error;
    if (error.status !== 400 || error.code === "invalid_client") throw refusedApp(error);
  }
}

export type Tokens = Pick<
  QuickBooksSecret,
  "accessToken" | "accessExpiresAt" | "refreshToken" | "refreshExpiresAt" | "grantEndsAt"
>;

const tokenSchema = v.object({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  refresh_token: v.pipe(v.string(), v.nonEmpty()),
  expires_in: v.pipe(v.number(), v.minValue(1)),
  x_refresh_token_expires_in: v.optional(v.number()),
  x_refresh_token_hard_expires_in: v.optional(v.number()),
});

/** 100 days, if the answer does not say (docs/quickbooks.md 1.5). */
const REFRESH_SECONDS = 8_640_000;

async function request(
  options: OAuthOptions,
  sdk: OAuthSdk,
  run: () => Promise<unknown>,
): Promise<Tokens> {
  // Before the request, so that a slow answer never makes a token look younger than it is.
  const asked = options.now().getTime();
  const body = v.safeParse(tokenSchema, await answered(options, sdk, run));
  if (!body.success) {
    // HTTP 200 with a page: the SDK would store undefined as tokens.
    throw unreadableError(
      { service: "quickbooks", effect: "read" },
      { status: 200, traceId: undefined, what: "something that is not a token answer" },
    );
  }
  const tokens = body.output;
  const hard = tokens.x_refresh_token_hard_expires_in;
  return {
    accessToken: tokens.access_token,
    accessExpiresAt: asked + tokens.expires_in * 1_000,
    refreshToken: tokens.refresh_token,
    refreshExpiresAt: asked + (tokens.x_refresh_token_expires_in ?? REFRESH_SECONDS) * 1_000,
    grantEndsAt: hard ? asked + hard * 1_000 : null,
  };
}

/** The body of a successful answer, or the error of the one that came. */
async function answered(
  options: OAuthOptions,
  sdk: OAuthSdk,
  run: () => Promise<unknown>,
): Promise<unknown> {
  // As a read: nothing in the books changes, so a request without an answer leaves nothing unclear there.
  const call: Call = { service: "quickbooks", effect: "read", http: options.http };
  const http = createHttp();
  const seen: { body?: unknown; fault?: unknown } = {};
  // The SDK's own way sends a failed exchange four times and has no time-out.
  sdk.loadResponse = async (request) => {
    try {
      const response = await http(request);
      seen.body = response.data;
      return response;
    } catch (error) {
      seen.fault = error;
      throw error;
    }
  };
  return inCall(call, async () => {
    await run().catch(() => undefined);
    if (seen.fault !== undefined) throw seen.fault;
    if (!call.answer) throw new Error("intuit-oauth made no request.");
    const { status } = call.answer;
    if (status === 200) return seen.body;
    const refusal = v.safeParse(
      v.object({ error: v.string(), error_description: v.optional(v.string()) }),
      seen.body,
    );
    if (refusal.success && status >= 400 && status < 500 && status !== 429) {
      const { error, error_description: words } = refusal.output;
      throw new GrantRefused(error, cleanText(words ? `${error}: ${words}` : error), status);
    }
    if (status === 401) throw new GrantRefused("invalid_client", "HTTP 401", status);
    if (status >= 400 && status < 500 && status !== 429) {
      throw new GrantRefused("", `HTTP ${status}`, status);
    }
    throw answerError(call, call.answer);
  });
}

/** Client id or secret are wrong, or belong to the other environment. */
export function refusedApp(refusal: GrantRefused): PdqbError {
  return new PdqbError("connection", "QuickBooks does not accept the app's client id and secret.", {
    reason: `Intuit answered: ${refusal.reason}. Development keys work for sandbox companies alone, production keys for real ones.`,
    next: CONNECT_AGAIN,
  });
}

async function openSdk(
  options: OAuthOptions,
  app: OAuthApp,
  redirectUri: string,
): Promise<OAuthSdk> {
  const OAuthClient = (await import("intuit-oauth")).default;
  const client = new OAuthClient({
    // Decides the user info address alone, which is not used.
    environment: "production",
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    redirectUri,
    includeRefreshTokenHardExpiresIn: true,
  });
  // These are statics of the class: set each time, right before they are used.
  client.setAuthorizeURLs(endpoints(options.origin));
  return client as unknown as OAuthSdk;
}
