/** The addresses of the login and of its tokens: form-encoded, Basic or with the client in the body; and the grant of `practice env` (docs/pipedrive.md 1.2 to 1.4). */
import {
  formOf,
  isClient,
  jsonReply,
  type Reply,
  type Request,
  redirectReply,
  type Surroundings,
} from "../../http.ts";
import { settingsOf } from "../settings.ts";
import { storeOf } from "../store.ts";
import { authorize, type ServiceContext, signedInUser } from "./authorize.ts";
import { type Issued, issueGrant, refreshGrant, revoke, takeCode } from "./grants.ts";

function exchangeToken(request: Request, context: ServiceContext): Reply {
  // A slash at the end is answered by a redirect, on which a POST becomes a GET and loses its form (docs/pipedrive.md 1.2).
  if (request.path.endsWith("/")) return redirectReply("/oauth/token");
  const form = formOfClient(request, context, 400);
  if (!(form instanceof URLSearchParams)) return form;
  const type = form.get("grant_type");
  if (type === "authorization_code") return byCode(form, request, context);
  if (type === "refresh_token") return byRefreshToken(form, request, context);
  return oauthError(400, "unsupported_grant_type", "grant_type is missing or unknown");
}

function revokeToken(request: Request, context: ServiceContext): Reply {
  const form = formOfClient(request, context, 401);
  if (!(form instanceof URLSearchParams)) return form;
  const token = form.get("token");
  if (!token) return oauthError(400, "invalid_request", "token is missing");
  revoke(context.store, token);
  return jsonReply(200, { success: true });
}

/** What the app sent, or the refusal of it. */
function formOfClient(
  request: Request,
  { options }: ServiceContext,
  status: number,
): URLSearchParams | Reply {
  if (request.method !== "POST") return oauthError(404, "not_found", `Cannot GET ${request.path}`);
  const form = formOf(request);
  if (!form) return oauthError(400, "invalid_request", "Content type has to be a form");
  if (isClient(request, form, options)) return form;
  return oauthError(status, "invalid_client", "Client id or client secret is wrong");
}

function byCode(form: URLSearchParams, request: Request, context: ServiceContext): Reply {
  const code = takeCode(context.store, form.get("code") ?? "", context.now);
  if (!code) return oauthError(400, "invalid_grant", "Authorization code is invalid or expired");
  if (form.get("redirect_uri") !== code.redirect_uri)
    return oauthError(400, "invalid_grant", "Invalid redirect URL");
  const issued = issueGrant(context.store, context.settings, code.user_id, context.now);
  return tokenReply(issued, request);
}

function byRefreshToken(form: URLSearchParams, request: Request, context: ServiceContext): Reply {
  const token = form.get("refresh_token") ?? "";
  const issued = refreshGrant(context.store, context.settings, token, context.now);
  if (!issued) return oauthError(400, "invalid_grant", "Invalid grant: refresh token is invalid");
  return tokenReply(issued, request);
}

/** `api_domain` is where the request came to: one origin stands for all hosts of the service. */
function tokenReply({ accessToken, expiresIn, grant }: Issued, request: Request): Reply {
  return jsonReply(200, {
    access_token: accessToken,
    token_type: "Bearer",
    refresh_token: grant.refresh_token,
    scope: grant.scopes.join(","),
    expires_in: expiresIn,
    api_domain: `http://${request.headers.host ?? "127.0.0.1"}`,
  });
}

/** The exact JSON is not documented (docs/pipedrive.md 1.4); these members are the ones that integrations have seen. */
function oauthError(status: number, error: string, message: string): Reply {
  return jsonReply(status, { success: false, message, error, error_description: message });
}

/** Undefined for any other address. */
export function oauthReply(request: Request, context: ServiceContext): Reply | undefined {
  if (request.path === "/oauth/authorize") return authorize(request, context);
  if (/^\/oauth\/token\/?$/.test(request.path)) return exchangeToken(request, context);
  if (request.path === "/oauth/revoke") return revokeToken(request, context);
  return undefined;
}

/** A grant of its own, so that whoever uses it disturbs nobody. */
export function pipedriveEnv({ state, clock, options }: Surroundings): Record<string, string> {
  const store = storeOf(state);
  const issued = issueGrant(store, settingsOf(options), signedInUser(store).id, clock.now());
  return { PRACTICE_PIPEDRIVE_ACCESS_TOKEN: issued.accessToken };
}
