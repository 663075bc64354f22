/** The one way in which a profile is changed. */
import { newProfile } from "../../domain/profile.ts";
import type { Profile } from "../../domain/settings.ts";
import type { Settings } from "../../ports/connection.ts";
import type { Machine } from "../../ports/system.ts";

/** A new one where there is none of the name. Answers with the profile as it is kept. */
export async function changeProfile(
  { settings, machine }: { settings: Settings; machine: Machine },
  name: string,
  change: (before: Profile) => Profile,
): Promise<Profile> {
  let changed = newProfile(machine.host);
  await settings.update((file) => {
    changed = change(file.profiles[name] ?? newProfile(machine.host));
    return { ...file, profiles: { ...file.profiles, [name]: changed } };
  });
  return changed;
}
