/** What stands after a command's name in its usage line. */
import type { Argument, Command } from "./command.ts";
import { flagUsage } from "./global-flags.ts";

/** `<invoice...> [flags]` */
export function commandUsage<C>(command: Command<C>): string {
  const required = Object.entries(command.flags).filter(([, flag]) => flag.required);
  const parts = [
    ...(command.arguments ?? []).map(argumentUsage),
    ...required.map(([name, flag]) => flagUsage(name, flag)),
  ];
  return [...parts, "[flags]"].join(" ");
}

export function argumentUsage({ name, required, many }: Argument): string {
  const inner = many ? `${name}...` : name;
  return required ? `<${inner}>` : `[${inner}]`;
}
