/** All that a command gets: the shell, the flags that every command has, the profile's name, and the ports. */
import { commandsFor, type GlobalFlags } from "../cli/command.ts";
import type { Shell } from "../cli/shell.ts";
import type { Ports } from "../ports.ts";

/** The ports that exist so far; an adapter joins this list when it is written. */
export type CommandPorts = Pick<Ports, "settings" | "secrets" | "machine">;

export type Context = Shell & {
  globals: GlobalFlags;
  /** Chosen from flag, environment and settings; it need not exist yet. */
  profileName(): Promise<string>;
  ports: CommandPorts;
};

export const defineCommand = commandsFor<Context>();
