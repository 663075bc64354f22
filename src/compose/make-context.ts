/** What a command works with: the shell, its profile, what the environment says, and the ports. */
import { hostname } from "node:os";
import { dayIn } from "../adapters/system/day-in.ts";
import type { Effect, GlobalFlags } from "../cli/command.ts";
import type { Shell } from "../cli/shell.ts";
import type { Context } from "../commands/context.ts";
import { LedgerError, PdqbError } from "../domain/errors.ts";
import { PRACTICE_PROFILE } from "../domain/profile.ts";
import type { OAuthApp } from "../ports.ts";
import {
  checkKnown,
  profileName as nameOf,
  pinned,
  profileOf,
  profileToConnect,
} from "./profiles.ts";
import { makePorts, settingsPort } from "./world.ts";
import type { HostOptions } from "./world-options.ts";

type Start = {
  globals: GlobalFlags;
  effect: Effect;
  makesProfile: boolean;
  shell: Shell;
  version: string;
  root: URL;
  env: Record<string, string | undefined>;
  completionScript: Context["completionScript"];
};

export function makeContext(start: Start, host: HostOptions = {}): Context {
  const { globals, effect, makesProfile, shell, version, env, root, completionScript } = start;
  const isReadOnly = env.PDQB_READ_ONLY === "1";
  if (isReadOnly && effect === "writes" && !globals.dryRun) {
    throw new PdqbError("refused", "Nothing was done: PDQB_READ_ONLY forbids every write.", {
      next: ["--dry-run"],
    });
  }
  const settings = settingsPort(env);
  const profileName = async () => {
    const file = await settings.read();
    const name = nameOf(file, globals.profile, env, { isConnecting: makesProfile });
    if (!makesProfile) checkKnown(name, Object.keys(file.profiles));
    return name;
  };
  const readProfile = makesProfile ? profileToConnect : profileOf;
  const profileIn = async (all: typeof settings) =>
    readProfile(await all.read(), await profileName(), env, hostname());
  const own = () => profileIn(settings);
  const skipped: string[] = [];
  const world = {
    env,
    version,
    root,
    ...host,
    isDryRun: globals.dryRun,
    canShowBrowser: shell.io.errIsTerminal,
    skipped: (what: string) => void skipped.push(what),
    ...(shell.io.canAsk && {
      askPassword: (message: string) => shell.ask.password(message, { flag: "PGPASSWORD" }),
    }),
    notice: (text: string) => shell.io.err(`! ${text}\n`),
    log: globals.debug || env.PDQB_DEBUG === "1" ? shell.log : undefined,
  };
  const ports = makePorts(settings, { ...world, profileName, profile: own });
  const profile = () => profileIn(ports.settings);
  return {
    ...shell,
    globals,
    profileName,
    profile,
    ownProfile: () => profile().catch((error: unknown) => unlessLedger(error, own)),
    ports,
    completionScript,
    finish: (failure) => tellSkipped(skipped, failure, effect !== "writes", world.notice),
    practiceWorld: () =>
      makePorts(settings, {
        ...world,
        profileName: async () => PRACTICE_PROFILE,
        profile: async () => profileOf(await settings.read(), PRACTICE_PROFILE, {}, hostname()),
      }),
    connected: async () => pinned(await profile(), await profileName()),
    today: async () => dayIn((await profile()).quickbooks?.timeZone ?? null, ports.clock.now()),
    environment: environmentOf(env, isReadOnly),
  };
}

function unlessLedger<T>(error: unknown, instead: () => T): T {
  if (error instanceof LedgerError) return instead();
  throw error;
}

function environmentOf(env: Start["env"], isReadOnly: boolean): Context["environment"] {
  return {
    isReadOnly,
    pipedriveApp: appOf(env.PDQB_PIPEDRIVE_CLIENT_ID, env.PDQB_PIPEDRIVE_CLIENT_SECRET),
    quickbooksApp: appOf(env.PDQB_QUICKBOOKS_CLIENT_ID, env.PDQB_QUICKBOOKS_CLIENT_SECRET),
    apiToken: env.PDQB_PIPEDRIVE_API_TOKEN || undefined,
    callbackPort: env.PDQB_CALLBACK_PORT || undefined,
  };
}

/** Rows that are missing from a list would be taken for rows that do not exist. A write that was done stays done. */
function tellSkipped(
  skipped: string[],
  failure: unknown,
  isRead: boolean,
  notice: (text: string) => void,
): void {
  const reason = [...new Set(skipped)];
  if (reason.length === 0) return;
  if (failure === undefined && isRead)
    throw new PdqbError("partial", "Not all rows could be read; the rest is shown.", { reason });
  if (failure instanceof PdqbError) failure.addReason(reason);
  else for (const one of reason) notice(one);
}

function appOf(
  clientId: string | undefined,
  clientSecret: string | undefined,
): OAuthApp | undefined {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}
