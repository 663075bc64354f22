/** Choosing a profile, and making a new one. */

import { DEFAULT_MAPPING } from "./deal/field-mapping.ts";
import { PdqbError } from "./errors.ts";
import type { Profile, SettingsFile } from "./settings.ts";
import { shellWord } from "./shell-word.ts";

export const DEFAULT_PROFILE = "default";
export const PRACTICE_PROFILE = "practice";

/**
 * The profile to use: the named one, else the only real one, else the practice one while there is no other.
 * Throws usage when several real ones are there and none is named.
 */
export function chooseProfile(file: SettingsFile, named: string | undefined): string {
  if (named !== undefined) return checkedName(named, "profile");
  const real = Object.keys(file.profiles).filter(
    (name) => file.profiles[name]?.environment !== "practice",
  );
  if (real.length > 1) {
    throw new PdqbError("usage", "Which profile? There are several, and none was named.", {
      reason: `Profiles: ${real.join(", ")}.`,
      next: ["--profile <name>"],
    });
  }
  const [only] = real;
  if (only !== undefined) return only;
  return file.profiles[PRACTICE_PROFILE] ? PRACTICE_PROFILE : DEFAULT_PROFILE;
}

/** The command that connects a profile to a service again. */
export function connectAgain(service: "pipedrive" | "quickbooks", profile: string): string {
  if (profile === PRACTICE_PROFILE) return "pdqb practice start";
  const named = profile === DEFAULT_PROFILE ? "" : ` --profile ${shellWord(profile)}`;
  return `pdqb connect ${service}${named}`;
}

/** A name is a key of the settings file: one that every JavaScript object has already cannot be. Throws usage. */
export function checkedName(name: string, what: "profile" | "preset"): string {
  if (!(name in {})) return name;
  throw new PdqbError("usage", `A ${what} cannot be called "${name}".`, {
    reason: "This name is reserved.",
    next: [`Choose another name for the ${what}.`],
  });
}

export function newProfile(host: string): Profile {
  return {
    environment: null,
    host,
    secrets: "file",
    origins: null,
    pipedrive: null,
    quickbooks: null,
    mapping: DEFAULT_MAPPING,
    values: {},
  };
}
