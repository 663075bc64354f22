/** The addresses of the login and of its tokens (docs/pipedrive.md 1.2). */
import type { Reply, Request } from "../../http.ts";
import { authorize, type ServiceContext } from "./authorize.ts";
import { exchangeToken, revokeToken } from "./token.ts";

/** Undefined for any other address. */
export function oauthReply(request: Request, context: ServiceContext): Reply | undefined {
  if (request.path === "/oauth/authorize") return authorize(request, context);
  if (/^\/oauth\/token\/?$/.test(request.path)) return exchangeToken(request, context);
  if (request.path === "/oauth/revoke") return revokeToken(request, context);
  return undefined;
}
