/** The usage line of a command. */
import type { Argument, Command } from "./command.ts";
import { flagUsage } from "./global-flags.ts";
import { PROGRAM } from "./route.ts";

/** `pdqb invoice view <invoice...> [flags]` */
export function commandUsage<C>(path: string, command: Command<C>): string {
  const required = Object.entries(command.flags).filter(([, flag]) => flag.required);
  const parts = [
    ...(command.arguments ?? []).map(argumentUsage),
    ...required.map(([name, flag]) => flagUsage(name, flag)),
  ];
  return [PROGRAM, path, ...parts, "[flags]"].join(" ");
}

export function argumentUsage({ name, required, many }: Argument): string {
  const inner = many ? `${name}...` : name;
  return required ? `<${inner}>` : `[${inner}]`;
}
