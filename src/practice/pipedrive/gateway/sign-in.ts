/** Who calls: by personal API token or by OAuth access token (docs/pipedrive.md 1.1, 1.4). */
import type { Reply, Request } from "../../http.ts";
import { gatewayReply, unauthorized } from "../answers.ts";
import { type ServiceContext, signedInUser } from "../oauth/authorize.ts";
import { grantOf } from "../oauth/grants.ts";
import type { UserRow } from "../rows.ts";

export type Caller = {
  user: UserRow;
  kind: "apiToken" | "oauth";
  /** Burst limits count per token. */
  token: string;
  /** All rights of the user with an API token. */
  scopes: string[] | "all";
};

export function signIn(
  request: Request,
  { store, options, settings, now }: ServiceContext,
): Caller | { refused: Reply } {
  const { authorization } = request.headers;
  // Without a header it is taken from the address (docs/pipedrive.md 15).
  const readsAddress = !authorization && settings("pipedrive.query_token") === "accept";
  const inAddress = readsAddress ? request.query.get("api_token") : null;
  const apiToken = request.headers["x-api-token"] ?? inAddress ?? undefined;
  if (apiToken !== undefined) {
    const user = store.users.get(String(signedInUser(store).id));
    if (apiToken !== options.apiToken || !user) return { refused: unauthorized() };
    return { user, kind: "apiToken", token: apiToken, scopes: "all" };
  }
  if (authorization === undefined) return { refused: unauthorized() };
  const token = /^bearer ([^\s]+)$/i.exec(authorization)?.[1];
  if (!token) return { refused: gatewayReply(400, "Malformed authorization header") };
  const grant = grantOf(store, token, now);
  const user = grant && store.users.get(String(grant.user_id));
  if (!grant || !user) return { refused: gatewayReply(401, "Invalid access token") };
  return { user, kind: "oauth", token, scopes: grant.scopes };
}
