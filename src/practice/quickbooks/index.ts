/** The practice QuickBooks Online: OAuth and the API on one origin. Written from the reference and the official definitions alone. */
import type { PracticeClock } from "../http.ts";
import type { PracticeOptions } from "../options.ts";
import type { Row, State } from "../state.ts";
import { realmOf } from "./company.ts";
import { newGrant, type Pair, refreshGrant, startGrant } from "./oauth/grants.ts";
import { settingsOf } from "./settings.ts";

export { loadInvoices } from "./load.ts";
export { GRANT_TABLES } from "./oauth/grants.ts";
export { outboxOf } from "./sales/sending.ts";
export { seedQuickBooks } from "./seed.ts";
export { quickbooksService } from "./service.ts";
export { quickbooksSettings } from "./settings.ts";

const SCOPE = "com.intuit.quickbooks.accounting";

type EnvGrant = Row & { refreshToken: string };

/** A grant of its own, so that whoever uses it disturbs nobody: the same one as long as it lives, with a fresh access token. */
export function quickbooksEnv(
  state: State,
  clock: PracticeClock,
  options: PracticeOptions,
): Record<string, string> {
  const realm = realmOf({ state });
  const kept = state.table<EnvGrant>("qb.env_grant");
  const known = kept.get(realm);
  const { clientId } = options;
  const now = clock.now();
  const pair: Pair =
    (known &&
      refreshGrant(state, now, settingsOf(options), {
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
