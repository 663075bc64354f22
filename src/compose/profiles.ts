/** Which profile a run works with, and how the environment's origins go with it (docs/design.md 5). */
import { PdqbError } from "../domain/errors.ts";
import { isLoopback } from "../domain/origin.ts";
import { chooseProfile, DEFAULT_PROFILE, newProfile, PRACTICE_PROFILE } from "../domain/profile.ts";
import type { PinnedProfile, Profile, ServiceOrigins, SettingsFile } from "../domain/settings.ts";
import { shellWord } from "../domain/shell-word.ts";

type Env = Record<string, string | undefined>;

/** `isConnecting`: a real login, or a pasted token, goes to the practice services only where these are named. */
export function profileName(
  file: SettingsFile,
  named: string | undefined,
  env: Env,
  { isConnecting = false } = {},
): string {
  const wanted = named ?? (env.PDQB_PROFILE || undefined);
  const name = chooseProfile(file, wanted);
  if (isConnecting && wanted === undefined && name === PRACTICE_PROFILE && !envOrigins(env))
    return DEFAULT_PROFILE;
  const isFirst = name === DEFAULT_PROFILE && !Object.hasOwn(file.profiles, name);
  return isFirst && envOrigins(env) ? PRACTICE_PROFILE : name;
}

/** Only `connect` makes a further profile: a slip in the name must not. The first one may be named before it is there. */
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
      next: [`unset PDQB_${differs.toUpperCase()}_ORIGIN`, "--profile <name>"],
    },
  );
}

/** For `connect`, which stores the addresses that it used: those that may not be used are replaced. */
export function profileToConnect(
  file: SettingsFile,
  name: string,
  env: Env,
  host: string,
): Profile {
  const stored = file.profiles[name];
  if (!stored || !foreignOrigin(stored)) return profileOf(file, name, env, host);
  const origins = stored.environment === "practice" ? envOrigins(env) : null;
  const profiles = { ...file.profiles, [name]: { ...stored, origins } };
  return profileOf({ ...file, profiles }, name, env, host);
}

/** Whatever the settings file says: a program on this machine stands for the services in a practice profile alone. */
function foreignOrigin({ origins, environment }: Profile) {
  const isAllowed = (origin: string) => environment === "practice" && isLoopback(origin);
  for (const service of ["pipedrive", "quickbooks"] as const) {
    const origin = origins?.[service] ?? null;
    if (origin !== null && !isAllowed(origin)) return { service, origin };
  }
  return undefined;
}

function checkOrigins(profile: Profile, name: string): void {
  const foreign = foreignOrigin(profile);
  if (!foreign) return;
  const { service, origin } = foreign;
  throw new PdqbError(
    "refused",
    `Nothing was done: the profile "${name}" would send its tokens to ${origin}.`,
    {
      reason:
        profile.environment === "practice"
          ? `The settings file names this address (origins.${service}); practice services run on this machine alone.`
          : `The settings file names this address (origins.${service}); only a practice profile has addresses of its own.`,
      next:
        name === PRACTICE_PROFILE
          ? ["pdqb practice start"]
          : [`pdqb connect ${service} --profile ${shellWord(name)}`],
    },
  );
}

/** With both its companies. Throws connection where one is not connected yet. */
export function pinned(
  { pipedrive, quickbooks, environment, ...rest }: Profile,
  name: string,
): PinnedProfile {
  if (pipedrive && quickbooks && environment)
    return { ...rest, pipedrive, quickbooks, environment };
  const missing = [...(pipedrive ? [] : ["Pipedrive"]), ...(quickbooks ? [] : ["QuickBooks"])];
  throw new PdqbError(
    "connection",
    `Not connected to ${missing.join(" and ")} yet (profile "${name}").`,
    {
      next: [
        ...missing.map((service) => `pdqb connect ${service.toLowerCase()}`),
        "pdqb practice start",
      ],
    },
  );
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
