/** The addresses of the login and of its tokens, and the grant of `practice env` (docs/quickbooks.md 1.1, 1.4, 1.6, 1.7). */
import { formOf, isClient, jsonReply, type Reply, type Request } from "../../http.ts";
import type { Row } from "../../state.ts";
import { realmOf } from "../company.ts";
import { authorize } from "./authorize.ts";
import {
  ACCESS_SECONDS,
  exchangeCode,
  newGrant,
  type OAuthContext,
  type Pair,
  REFRESH_SECONDS,
  refreshGrant,
  revokeToken,
  startGrant,
} from "./grants.ts";

function tokenEndpoint(request: Request, context: OAuthContext): Reply {
  if (request.method !== "POST") return oauthError("invalid_request", "Method not allowed", 405);
  const form = formOf(request);
  if (!form)
    return oauthError("invalid_request", "Content-Type must be application/x-www-form-urlencoded");
  if (!isClient(request, form, context.options)) return invalidClient();
  const doubled = [...form.keys()].some((name) => form.getAll(name).length > 1);
  const need = (name: string): string => form.get(name) ?? "";
  if (doubled || !need("grant_type")) return oauthError("invalid_request");
  if (need("grant_type") === "authorization_code") {
    if (!need("code") || !need("redirect_uri")) return oauthError("invalid_request");
    const pair = exchangeCode(context, need("code"), need("redirect_uri"));
    return pair ? tokenReply(request, pair) : oauthError("invalid_grant", "Token invalid");
  }
  if (need("grant_type") === "refresh_token") {
    if (!need("refresh_token")) return oauthError("invalid_request");
    const pair = refreshGrant(context, need("refresh_token"));
    if (pair) return tokenReply(request, pair);
    return oauthError("invalid_grant", "Incorrect or invalid refresh token");
  }
  return oauthError("unsupported_grant_type");
}

function revokeEndpoint(request: Request, context: OAuthContext): Reply {
  if (request.method !== "POST") return oauthError("invalid_request", "Method not allowed", 405);
  const token = sentToken(request);
  if (!isClient(request, undefined, context.options)) return invalidClient();
  if (!token) return oauthError("invalid_request");
  const isEnded = revokeToken(context.state, token);
  if (isEnded || context.settings("revoke_dead") === "200")
    return { status: 200, headers: {}, body: "" };
  return oauthError("invalid_token", "Token is incorrect.");
}

/** JSON as documented, or a form, as one SDK sends it. */
function sentToken(request: Request): string | undefined {
  const text = request.body.toString("utf8");
  if (!/json/i.test(request.headers["content-type"] ?? ""))
    return new URLSearchParams(text).get("token") ?? undefined;
  try {
    const body: unknown = JSON.parse(text);
    const isHolder = typeof body === "object" && body !== null && "token" in body;
    return isHolder && typeof body.token === "string" ? body.token : undefined;
  } catch {
    return undefined;
  }
}

const invalidClient = (): Reply => oauthError("invalid_client", undefined, 401);

function tokenReply(request: Request, pair: Pair): Reply {
  const isHardAsked = request.headers["x-include-refresh-token-hard-expires-in"] === "true";
  return jsonReply(
    200,
    {
      token_type: "bearer",
      expires_in: ACCESS_SECONDS,
      refresh_token: pair.refreshToken,
      x_refresh_token_expires_in: Math.min(REFRESH_SECONDS, pair.hardSeconds),
      access_token: pair.accessToken,
      ...(isHardAsked && { x_refresh_token_hard_expires_in: pair.hardSeconds }),
    },
    { "cache-control": "no-cache, no-store" },
  );
}

function oauthError(error: string, description?: string, status = 400): Reply {
  return jsonReply(status, { ...(description && { error_description: description }), error });
}

export type { OAuthContext } from "./grants.ts";

/** Undefined for any other address. */
export function oauthReply(request: Request, context: OAuthContext): Reply | undefined {
  if (request.path === "/connect/oauth2") return authorize(request, context);
  if (request.path === "/oauth2/v1/tokens/bearer") return tokenEndpoint(request, context);
  if (request.path === "/v2/oauth2/tokens/revoke") return revokeEndpoint(request, context);
  return undefined;
}

const SCOPE = "com.intuit.quickbooks.accounting";

type EnvGrant = Row & { refreshToken: string };

/** A grant of its own, so that whoever uses it disturbs nobody: the same one as long as it lives, with a fresh access token. */
export function quickbooksEnv(context: OAuthContext): Record<string, string> {
  const { state } = context;
  const realm = realmOf({ state });
  const kept = state.table<EnvGrant>("qb.env_grant");
  const known = kept.get(realm);
  const pair: Pair =
    (known && refreshGrant(context, known.refreshToken)) ??
    startGrant(context, newGrant(context, realm, [SCOPE]));
  kept.put({ id: realm, refreshToken: pair.refreshToken });
  return {
    PRACTICE_REALM_ID: realm,
    PRACTICE_QUICKBOOKS_REFRESH_TOKEN: pair.refreshToken,
    PRACTICE_QUICKBOOKS_ACCESS_TOKEN: pair.accessToken,
  };
}
