/** One named setting of a profile: read with its origin, set, or put back to its default. */
import { PdqbError } from "../../domain/errors.ts";
import { provenSetting } from "../../domain/proof.ts";
import {
  isSettingName,
  SETTINGS,
  type SettingName,
  settingFault,
} from "../../domain/setting-names.ts";
import type { Profile } from "../../domain/settings.ts";
import { isShared } from "../../domain/shared-settings.ts";
import type { Ports } from "../../ports.ts";
import { changeProfile } from "./change-profile.ts";

export type SettingView = {
  name: SettingName;
  value: string;
  origin: "environment" | "shared" | "profile" | "proof" | "default";
  about: string;
};

/** Throws usage for a name that is no setting. */
export function settingName(name: string): SettingName {
  if (isSettingName(name)) return name;
  throw new PdqbError("usage", `There is no setting "${name}".`, {
    next: ["pdqb config list"],
  });
}

/** `variables`: what the environment says in place of the profile. */
export function viewSetting(
  profile: Profile | undefined,
  name: SettingName,
  variables: Partial<Record<SettingName, string | undefined>>,
): SettingView {
  const { default: standard, about } = SETTINGS[name];
  const fromVariable = variables[name];
  if (fromVariable !== undefined)
    return { name, value: fromVariable, origin: "environment", about };
  const own = profile?.values[name];
  if (own !== undefined) return { name, value: own, origin: originOf(profile, name), about };
  const proven = profile && provenSetting(profile, name);
  if (proven !== undefined) return { name, value: proven, origin: "proof", about };
  return { name, value: standard, origin: "default", about };
}

/** Where a value that is set stands: with a shared ledger most of them concern everybody who uses it. */
export function originOf(profile: Profile | undefined, name: SettingName): "shared" | "profile" {
  return profile?.ledger !== undefined && isShared(name) ? "shared" : "profile";
}

/** `value` undefined puts the setting back to its default. Throws usage for a value that it does not take. */
export async function changeSetting(
  ports: Pick<Ports, "settings" | "machine">,
  input: { profile: string; name: SettingName; value: string | undefined },
): Promise<void> {
  const { profile, name, value } = input;
  const fault = value === undefined ? undefined : settingFault(name, value);
  if (fault !== undefined) {
    throw new PdqbError("usage", `${name} was not changed: "${value}" does not fit.`, {
      reason: `For ${name}: ${fault}.`,
    });
  }
  await changeProfile(ports, profile, (before) => {
    const { [name]: _, ...others } = before.values;
    return { ...before, values: value === undefined ? others : { ...others, [name]: value } };
  });
}
