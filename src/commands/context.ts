/** All that a command gets: the shell, the flags that every command has, the profile, what the environment says, and the ports. */
import { commandsFor, type GlobalFlags, type ShellName } from "../cli/command.ts";
import type { Shell } from "../cli/shell.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { PinnedProfile, Profile } from "../domain/settings.ts";
import type { OAuthApp, Ports } from "../ports.ts";

/** What `connect` may take from the environment (docs/design.md 5). */
type ConnectEnvironment = {
  pipedriveApp: OAuthApp | undefined;
  quickbooksApp: OAuthApp | undefined;
  apiToken: string | undefined;
  callbackPort: string | undefined;
};

type RunEnvironment = ConnectEnvironment & {
  /** PDQB_READ_ONLY: no write to either service. */
  isReadOnly: boolean;
};

export type Context = Shell & {
  globals: GlobalFlags;
  /** Chosen from flag, environment and settings; it need not exist yet. */
  profileName(): Promise<string>;
  /** The profile as stored, or a new one with what the environment says. */
  profile(): Promise<Profile>;
  /** Likewise; where a shared ledger is out of reach, without what is shared. */
  ownProfile(): Promise<Profile>;
  /** A profile with both companies pinned. Throws connection, naming what to connect. */
  connected(): Promise<PinnedProfile>;
  /** Today in the company's time zone. */
  today(): Promise<CalendarDate>;
  environment: RunEnvironment;
  /** The ports of the practice profile, whatever profile the command was given. */
  practiceWorld(): Ports;
  ports: Ports;
  /** Tells which rows of a list could not be read, beside a failure as its reason. Throws partial after a run that was done and only read. */
  finish(failure?: unknown): void;
  /** What makes a shell complete this program: made from the tree, which no command can see. */
  completionScript(shell: ShellName): Promise<string>;
};

export const defineCommand = commandsFor<Context>();
