/** Which profile a run works with, and how the environment's origins go with it (docs/design.md 5). */
import { PdqbError } from "./domain/errors.ts";
import { checkedOrigin, isLoopback } from "./domain/origin.ts";
import { chooseProfile, DEFAULT_PROFILE, newProfile, PRACTICE_PROFILE } from "./domain/profile.ts";
import type { Profile, ServiceOrigins, SettingsFile } from "./domain/settings.ts";
import { shellWord } from "./domain/shell-word.ts";

type Env = Record<string, string | undefined>;

export function profileName(file: SettingsFile, named: string | undefined, env: Env): string {
  const name = chooseProfile(file, named ?? (env.PDQB_PROFILE || undefined));
  const isFirst = name === DEFAULT_PROFILE && !Object.hasOwn(file.profiles, name);
  return isFirst && envOrigins(env) ? PRACTICE_PROFILE : name;
}

/** A slip in a profile's name is no missing connection. Without any profile there is none to confuse it with. */
export function checkKnown(name: string, known: string[]): void {
  if (known.length === 0 || known.includes(name)) return;
  throw new PdqbError("usage", `There is no profile "${name}".`, {
    reason: `Profiles: ${known.join(", ")}.`,
    next: [`pdqb connect pipedrive --profile ${shellWord(name)}`],
  });
}

/** As stored, or new. Throws usage for an origin that is not this machine, or not the profile's. */
export function profileOf(file: SettingsFile, name: string, env: Env, host: string): Profile {
  const origins = envOrigins(env);
  const stored = file.profiles[name];
  if (!stored) {
    const secrets = secretsKind(env);
    return { ...newProfile(host), secrets, origins, environment: origins ? "practice" : null };
  }
  checkOrigins(stored, name);
  if (!origins) return stored;
  const differs = (["pipedrive", "quickbooks"] as const).find(
    (service) =>
      origins[service] !== null && origins[service] !== (stored.origins?.[service] ?? null),
  );
  if (!differs) return stored;
  throw new PdqbError(
    "usage",
    `PDQB_${differs.toUpperCase()}_ORIGIN is not the address of the profile "${name}".`,
    {
      reason: `The profile uses ${stored.origins?.[differs] ?? "the real service"}, and its tokens go nowhere else.`,
      next: [`unset PDQB_${differs.toUpperCase()}_ORIGIN, or use another profile: --profile NAME`],
    },
  );
}

/** Whatever the settings file says: a program on this machine stands for the services in a practice profile alone. */
function checkOrigins({ origins, environment }: Profile, name: string): void {
  for (const service of ["pipedrive", "quickbooks"] as const) {
    const origin = checkedOrigin(origins?.[service] ?? null, service);
    if (origin === null || environment === "practice") continue;
    throw new PdqbError(
      "refused",
      `Nothing was done: the profile "${name}" sends a real company's tokens to ${origin}.`,
      {
        reason: `Its environment is ${environment}; only a practice profile has addresses on this machine (origins in the settings file).`,
        next: ["pdqb config path"],
      },
    );
  }
}

function secretsKind(env: Env): Profile["secrets"] {
  const kind = env.PDQB_SECRETS || "file";
  if (kind === "file" || kind === "keychain") return kind;
  throw new PdqbError("usage", `PDQB_SECRETS is "${kind}".`, {
    reason: "It takes file or keychain.",
  });
}

function envOrigins(env: Env): ServiceOrigins | null {
  const pipedrive = loopbackOrigin(env, "PDQB_PIPEDRIVE_ORIGIN");
  const quickbooks = loopbackOrigin(env, "PDQB_QUICKBOOKS_ORIGIN");
  return pipedrive === null && quickbooks === null ? null : { pipedrive, quickbooks };
}

function loopbackOrigin(env: Env, name: string): string | null {
  const text = env[name];
  if (!text) return null;
  if (isLoopback(text)) return new URL(text).origin;
  throw new PdqbError("usage", `${name} may only name this machine.`, {
    reason: `It is "${text}"; 127.0.0.1, localhost and [::1] are allowed, so that tokens never go elsewhere.`,
    next: [`unset ${name}`],
  });
}
