/** The login to Pipedrive behind its port. The SDK is loaded by the first call. */
import type { PipedriveUser } from "../../domain/deal/deal.ts";
import type { PipedriveLogin } from "../../ports.ts";
import { type Client, type ClientOptions, openClient } from "./client.ts";
import { authorizeUrl, exchangeCode, GrantRefused, refusedApp, revokeGrant } from "./oauth.ts";
import { toUser } from "./wire-lists.ts";

export function pipedriveLogin(
  options: Pick<ClientOptions, "origin" | "http"> & { now: () => Date },
): PipedriveLogin {
  return {
    authorizeUrl: async (app, redirectUrl, state) => authorizeUrl(options, app, redirectUrl, state),
    async exchange(app, redirectUrl, code) {
      try {
        return {
          method: "oauth",
          ...app,
          ...(await exchangeCode(options, app, redirectUrl, code)),
        };
      } catch (error) {
        throw error instanceof GrantRefused ? refusedApp(error) : error;
      }
    },
    whoami: (secret) =>
      me(
        openClient({
          ...options,
          tokens: { access: async () => secret, renew: async () => secret },
        }),
      ),
    async revoke(secret) {
      if (secret.method === "oauth") await revokeGrant(options, secret);
    },
  };
}

/** Who is logged in. */
export function me(client: Client): Promise<PipedriveUser> {
  return client.readV1((api, access) => api.UsersApiFactory(...access).getCurrentUser(), toUser);
}
