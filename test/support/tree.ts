/** Every command that the program has, from its own list. */
import type { Command } from "../../src/cli/command.ts";
import type { Context } from "../../src/commands/context.ts";
import { tree } from "../../src/commands/index.ts";

/** With the path that is typed: `invoice create`. */
export async function everyCommand(): Promise<[path: string, command: Command<Context>][]> {
  const nested = await Promise.all(
    tree.map(async (entry) =>
      "command" in entry
        ? [[entry.name, await entry.command()] as const]
        : (await entry.verbs()).map((verb) => [`${entry.name} ${verb.name}`, verb] as const),
    ),
  );
  return nested.flat().map(([path, command]) => [path, command]);
}
