/**
 * Pipedrive's login (docs/pipedrive.md 1): three small requests of our own, since the client's own helper has no time-out and
 * takes a stored token for a fresh one. No error that leaves this file holds the client secret.
 */
import * as v from "valibot";
import { PdqbError } from "../../domain/errors.ts";
import { checkedOrigin, isLoopback } from "../../domain/origin.ts";
import type { PipedriveSecret } from "../../domain/settings.ts";
import type { OAuthApp } from "../../ports/connection.ts";
import { answerError, cleanText, unreadableError } from "../http/faults.ts";
import { type Call, createHttp, type HttpOptions, inCall } from "../http.ts";

export const CONNECT_AGAIN = ["pdqb connect pipedrive"];

const REAL_ORIGIN = "https://oauth.pipedrive.com";

export type OAuthOptions = { origin: string | null; http: HttpOptions; now: () => Date };
export type OAuthSecret = Extract<PipedriveSecret, { method: "oauth" }>;
type Tokens = Pick<
  OAuthSecret,
  "accessToken" | "accessExpiresAt" | "refreshToken" | "apiDomain" | "refreshedAt"
>;

/** The token endpoint refused: the code, the grant or the app. */
export class GrantRefused extends Error {
  readonly reason: string;
  readonly isApp: boolean;

  constructor(reason: string, isApp: boolean) {
    super("Pipedrive refused the grant");
    this.reason = reason;
    this.isApp = isApp;
  }
}

/** There is neither `scope` nor `response_type` nor PKCE (1.2). */
export function authorizeUrl(
  { origin }: OAuthOptions,
  app: OAuthApp,
  redirectUrl: string,
  state: string,
): string {
  const url = new URL("/oauth/authorize", loginOrigin(origin));
  url.searchParams.set("client_id", app.clientId);
  url.searchParams.set("redirect_uri", redirectUrl);
  url.searchParams.set("state", state);
  return url.href;
}

export function exchangeCode(
  options: OAuthOptions,
  app: OAuthApp,
  redirectUrl: string,
  code: string,
): Promise<Tokens> {
  return requestTokens(options, app, {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUrl,
  });
}

export function refreshTokens(options: OAuthOptions, secret: OAuthSecret): Promise<Tokens> {
  return requestTokens(options, secret, {
    grant_type: "refresh_token",
    refresh_token: secret.refreshToken,
  });
}

/** Ends the grant; 200 comes also for a token that is dead already (1.3). */
export async function revokeGrant(options: OAuthOptions, secret: OAuthSecret): Promise<void> {
  const { call, status, body } = await post(options, secret, "/oauth/revoke", {
    token: secret.refreshToken,
    token_type_hint: "refresh_token",
  });
  if (status >= 300) throw answerError(call, { ...answerOf(call), reason: oauthWords(body) });
}

const tokenSchema = v.object({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  refresh_token: v.pipe(v.string(), v.nonEmpty()),
  expires_in: v.pipe(v.number(), v.minValue(1)),
  api_domain: v.pipe(v.string(), v.url()),
});

async function requestTokens(
  options: OAuthOptions,
  app: OAuthApp,
  form: Record<string, string>,
): Promise<Tokens> {
  // Before the request, so that a slow answer never makes a token look younger than it is.
  const asked = options.now().getTime();
  const { call, status, body } = await post(options, app, "/oauth/token", form);
  if (status === 400 || status === 401) {
    const words = oauthWords(body);
    throw new GrantRefused(words, status === 401 || words.includes("invalid_client"));
  }
  if (status !== 200) throw answerError(call, answerOf(call));
  const tokens = v.safeParse(tokenSchema, body);
  if (!tokens.success) {
    const what = "something that is not a token answer";
    throw unreadableError(call, { status, traceId: undefined, what });
  }
  return {
    accessToken: tokens.output.access_token,
    accessExpiresAt: asked + tokens.output.expires_in * 1_000,
    refreshToken: tokens.output.refresh_token,
    apiDomain: checkedDomain(tokens.output.api_domain, options.origin),
    refreshedAt: asked,
  };
}

async function post(
  options: OAuthOptions,
  app: OAuthApp,
  path: string,
  form: Record<string, string>,
): Promise<{ call: Call; status: number; body: unknown }> {
  // As a read: no deal changes, so a request without an answer leaves nothing unclear in Pipedrive.
  const call: Call = { service: "pipedrive", effect: "read", http: options.http };
  return inCall(call, async () => {
    const response = await createHttp().post(
      new URL(path, loginOrigin(options.origin)).href,
      new URLSearchParams(form).toString(),
      {
        auth: { username: app.clientId, password: app.clientSecret },
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      },
    );
    return { call, status: response.status, body: response.data };
  });
}

/** The keys of an OAuth error are not documented (1.4): whatever words there are. */
function oauthWords(body: unknown): string {
  if (typeof body === "string") return cleanText(body, 200);
  const members = (body ?? {}) as Record<string, unknown>;
  const words = [members.error, members.error_description, members.message];
  const said = words.filter((word) => typeof word === "string").join(": ");
  return cleanText(said || "no reason was given", 200);
}

function answerOf(call: Call) {
  if (!call.answer) throw new Error("A token request ended without an answer and without an error");
  return call.answer;
}

function loginOrigin(origin: string | null): string {
  return checkedOrigin(origin, "pipedrive") ?? REAL_ORIGIN;
}

/** Whether an address is a company's own host at Pipedrive. */
export function isPipedriveHost(domain: string): boolean {
  if (!URL.canParse(domain)) return false;
  const { protocol, hostname, port } = new URL(domain);
  return protocol === "https:" && hostname.endsWith(".pipedrive.com") && port === "";
}

/** Where the tokens may be sent: the loopback origin, or a company's own host at Pipedrive. */
function checkedDomain(domain: string, origin: string | null): string {
  const url = new URL(domain);
  const isOurs =
    origin === null
      ? isPipedriveHost(domain)
      : isLoopback(domain) && url.port === new URL(origin).port;
  if (isOurs) return url.origin;
  throw new PdqbError(
    "connection",
    "Not connected: Pipedrive named an address that is not its own.",
    {
      reason: `Its calls would go to ${cleanText(url.host, 100)}.`,
    },
  );
}

export function refusedApp(refusal: GrantRefused): PdqbError {
  return new PdqbError("connection", "Pipedrive does not accept the login.", {
    reason: refusal.isApp
      ? `The app's client id or secret is wrong (${refusal.reason}).`
      : `Pipedrive answered: ${refusal.reason}. A code works once and for five minutes, and for the registered return address alone.`,
    next: CONNECT_AGAIN,
  });
}
