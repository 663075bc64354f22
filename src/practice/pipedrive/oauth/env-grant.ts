/** The grant of `practice env`. */
import type { Surroundings } from "../../options.ts";
import { settingsOf } from "../settings.ts";
import { storeOf } from "../store.ts";
import { signedInUser } from "./authorize.ts";
import { issueGrant } from "./grants.ts";

/** A grant of its own, so that whoever uses it disturbs nobody. */
export function pipedriveEnv({ state, clock, options }: Surroundings): Record<string, string> {
  const store = storeOf(state);
  const issued = issueGrant(store, settingsOf(options), signedInUser(store).id, clock.now());
  return { PRACTICE_PIPEDRIVE_ACCESS_TOKEN: issued.accessToken };
}
