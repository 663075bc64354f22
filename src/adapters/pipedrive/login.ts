/** The login to Pipedrive behind its port. The SDK is loaded by the first call. */
import type { PipedriveLogin } from "../../ports.ts";
import { type ClientOptions, openClient } from "./client.ts";
import { me } from "./lists.ts";
import { authorizeUrl, exchangeCode, GrantRefused, refusedApp, revokeGrant } from "./oauth.ts";

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
