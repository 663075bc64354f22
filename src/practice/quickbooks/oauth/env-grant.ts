/** The grant of `practice env`. */
import type { Row } from "../../state.ts";
import { realmOf } from "../company.ts";
import type { OAuthContext } from "./authorize.ts";
import { newGrant, type Pair, refreshGrant, startGrant } from "./grants.ts";

const SCOPE = "com.intuit.quickbooks.accounting";

type EnvGrant = Row & { refreshToken: string };

/** A grant of its own, so that whoever uses it disturbs nobody: the same one as long as it lives, with a fresh access token. */
export function quickbooksEnv({
  state,
  clock,
  options,
  settings,
}: OAuthContext): Record<string, string> {
  const realm = realmOf({ state });
  const kept = state.table<EnvGrant>("qb.env_grant");
  const known = kept.get(realm);
  const { clientId } = options;
  const now = clock.now();
  const pair: Pair =
    (known &&
      refreshGrant(state, now, settings, {
        refreshToken: known.refreshToken,
        clientId,
      })) ??
    startGrant(state, now, newGrant(now, { clientId, realm, scopes: [SCOPE] }));
  kept.put({ id: realm, refreshToken: pair.refreshToken });
  return {
    PRACTICE_REALM_ID: realm,
    PRACTICE_QUICKBOOKS_REFRESH_TOKEN: pair.refreshToken,
    PRACTICE_QUICKBOOKS_ACCESS_TOKEN: pair.accessToken,
  };
}
