/** Starts the practice services and connects the profile `practice` to both, by following their consent pages. */
import { PRACTICE_PROFILE } from "../../domain/profile.ts";
import type { Profile } from "../../domain/settings.ts";
import type { Ports, PracticeStatus } from "../../ports.ts";
import { changeProfile } from "./change-profile.ts";

type StartPorts = Pick<Ports, "practice" | "settings" | "machine">;

/** Stores the profile with the addresses of the running services, which is what connecting then uses. */
export async function preparePractice(
  ports: StartPorts,
): Promise<{ status: PracticeStatus; profile: Profile }> {
  const status = await ports.practice.start();
  const origins = { pipedrive: status.pipedriveOrigin, quickbooks: status.quickbooksOrigin };
  const profile = await changeProfile(ports, PRACTICE_PROFILE, (before) => ({
    ...before,
    environment: "practice",
    origins,
  }));
  return { status, profile };
}
