/** What the settings of the profile and the environment forbid at the moment that a write is to leave. */
import { notAllowed, READ_ONLY } from "../../domain/policy.ts";
import type { Profile } from "../../domain/settings.ts";
import type { Policy } from "../../ports.ts";

export const policyOf = (
  env: Record<string, string | undefined>,
  profile: () => Promise<Profile>,
): Policy => ({
  async refusal(kind) {
    if (env["PDQB_READ_ONLY"] === "1") return READ_ONLY;
    const { values } = await profile();
    return notAllowed((name) => values[name], kind);
  },
});
