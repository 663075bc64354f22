/** What was found out of a profile's own companies, and which settings follow from it. */
import { SETTINGS, type SettingName, settingFault } from "./setting-names.ts";
import type { Profile, ServiceProof } from "./settings.ts";

type Proven = Pick<Profile, "proof" | "quickbooks" | "pipedrive">;

/** Of the companies that the profile is pinned to now. */
export function proofsOf({ proof, quickbooks, pipedrive }: Proven): {
  quickbooks: ServiceProof | undefined;
  pipedrive: ServiceProof | undefined;
} {
  const of = (one: ServiceProof | undefined, company: string | undefined) =>
    one && one.company === company ? one : undefined;
  return {
    quickbooks: of(proof?.quickbooks, quickbooks?.realm),
    pipedrive: of(proof?.pipedrive, pipedrive?.companyId),
  };
}

/** The value that the proof gives a setting, if it gives one that the setting takes. */
export function provenSetting(profile: Proven, name: SettingName): string | undefined {
  const { quickbooks, pipedrive } = proofsOf(profile);
  const value = quickbooks?.settings[name] ?? pipedrive?.settings[name];
  return value !== undefined && settingFault(name, value) === undefined ? value : undefined;
}

/** What counts: the profile's own value, else what the proof found, else the default. */
export function settingValue(profile: Proven & Pick<Profile, "values">, name: SettingName): string {
  return profile.values[name] ?? provenSetting(profile, name) ?? SETTINGS[name].default;
}
