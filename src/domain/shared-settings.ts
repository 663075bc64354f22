/** What all who share a ledger have in common: how deals become invoices. How somebody logs in stays with the machine. */
import type { SettingName } from "./setting-names.ts";
import type { Profile } from "./settings.ts";

export type SharedSettings = Pick<Profile, "mapping" | "writeBack" | "presets" | "values">;

const OWN: readonly string[] = [
  "callback.port",
  "redirect.pipedrive",
  "redirect.quickbooks",
] satisfies SettingName[];

export const isShared = (name: string): boolean => !OWN.includes(name);

const some = (values: Profile["values"], isWanted: (name: string) => boolean): Profile["values"] =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)));

export function sharedOf({ mapping, writeBack, presets, values }: Profile): SharedSettings {
  return {
    mapping,
    ...(writeBack && { writeBack }),
    ...(presets && { presets }),
    values: some(values, isShared),
  };
}

/** The profile with what is shared in the place of its own. */
export function withShared(profile: Profile, shared: SharedSettings): Profile {
  const { writeBack: _own, presets: _too, ...rest } = profile;
  const own = some(profile.values, (name) => !isShared(name));
  return { ...rest, ...shared, values: { ...own, ...shared.values } };
}
