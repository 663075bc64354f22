/** The addresses of the login and of its tokens (docs/quickbooks.md 1.1). */
import type { Reply, Request } from "../../http.ts";
import { authorize, type OAuthContext } from "./authorize.ts";
import { revokeEndpoint, tokenEndpoint } from "./token.ts";

export type { OAuthContext } from "./authorize.ts";

/** Undefined for any other address. */
export function oauthReply(request: Request, context: OAuthContext): Reply | undefined {
  if (request.path === "/connect/oauth2") return authorize(request, context);
  if (request.path === "/oauth2/v1/tokens/bearer") return tokenEndpoint(request, context);
  if (request.path === "/v2/oauth2/tokens/revoke") return revokeEndpoint(request, context);
  return undefined;
}
