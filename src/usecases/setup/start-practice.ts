/** Starts the practice services and connects the profile `practice` to both, by following their consent pages. */
import { newProfile, PRACTICE_PROFILE } from "../../domain/profile.ts";
import type { Profile } from "../../domain/settings.ts";
import type { Ports, PracticeStatus } from "../../ports.ts";

type StartPorts = Pick<Ports, "practice" | "settings" | "machine">;

/** Stores the profile with the addresses of the running services, which is what connecting then uses. */
export async function preparePractice(
  ports: StartPorts,
): Promise<{ status: PracticeStatus; profile: Profile }> {
  const status = await ports.practice.start();
  const origins = { pipedrive: status.pipedriveOrigin, quickbooks: status.quickbooksOrigin };
  let profile: Profile = { ...newProfile(ports.machine.host), environment: "practice", origins };
  await ports.settings.update((file) => {
    profile = { ...(file.profiles[PRACTICE_PROFILE] ?? profile), environment: "practice", origins };
    return { ...file, profiles: { ...file.profiles, [PRACTICE_PROFILE]: profile } };
  });
  return { status, profile };
}
