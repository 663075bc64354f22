/** The practice Pipedrive: API v1 and v2 and OAuth on one origin. Written from the references and the official definitions alone. */
import type { PracticeClock } from "../http.ts";
import type { PracticeOptions } from "../options.ts";
import type { State } from "../state.ts";
import { signedInUser } from "./oauth/authorize.ts";
import { issueGrant } from "./oauth/grants.ts";
import { settingsOf } from "./settings.ts";
import { storeOf } from "./store.ts";

export { loadDeals } from "./load.ts";
export { seedPipedrive } from "./seed.ts";
export { pipedriveService } from "./service.ts";
export { pipedriveSettings } from "./settings.ts";

/** A grant of its own, so that whoever uses it disturbs nobody. */
export function pipedriveEnv(
  state: State,
  clock: PracticeClock,
  options: PracticeOptions,
): Record<string, string> {
  const store = storeOf(state);
  const issued = issueGrant(store, settingsOf(options), signedInUser(store).id, clock.now());
  return { PRACTICE_PIPEDRIVE_ACCESS_TOKEN: issued.accessToken };
}
