/** Named sets of invoice details, kept with the profile: what `invoice create --preset` starts from. */
import { PdqbError } from "../../domain/errors.ts";
import { checkedName } from "../../domain/profile.ts";
import type { Preset } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import { changeProfile } from "./change-profile.ts";

type SettingsPorts = Pick<Ports, "settings" | "machine">;

/** By name, in order. */
export async function presets(
  { settings }: Pick<Ports, "settings">,
  profile: string,
): Promise<[string, Preset][]> {
  const all = (await settings.read()).profiles[profile]?.presets ?? {};
  return Object.entries(all).sort(([one], [other]) => one.localeCompare(other));
}

/** Throws not_found, naming those that there are. */
export async function presetNamed(
  ports: Pick<Ports, "settings">,
  profile: string,
  name: string,
): Promise<Preset> {
  const all = await presets(ports, profile);
  const found = all.find(([one]) => one === name);
  if (found) return found[1];
  throw new PdqbError("not_found", `There is no preset "${name}".`, {
    reason:
      all.length === 0 ? "None is saved yet." : `There are: ${all.map(([one]) => one).join(", ")}.`,
    next: ["pdqb preset list"],
  });
}

/** Takes the place of one of the same name. False: there was none. */
export async function savePreset(
  ports: SettingsPorts,
  profile: string,
  name: string,
  preset: Preset,
): Promise<boolean> {
  checkedName(name, "preset");
  return change(ports, profile, (before) => ({ ...before, [name]: preset }), name);
}

/** False: there was none. */
export async function deletePreset(
  ports: SettingsPorts,
  profile: string,
  name: string,
): Promise<boolean> {
  return change(ports, profile, ({ [name]: _gone, ...rest }) => rest, name);
}

async function change(
  ports: SettingsPorts,
  profile: string,
  next: (before: Record<string, Preset>) => Record<string, Preset>,
  name: string,
): Promise<boolean> {
  let wasThere = false;
  await changeProfile(ports, profile, (before) => {
    const all = before.presets ?? {};
    wasThere = Object.hasOwn(all, name);
    return { ...before, presets: next(all) };
  });
  return wasThere;
}
