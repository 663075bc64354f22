/** A line as a person pastes it into a shell: taken apart as the shell does, then by pdqb's own commander tree. Nothing is run. */
import type { Command } from "../../src/cli/command.ts";
import { typedCommand } from "../../src/cli/to-commander.ts";
import type { Context } from "../../src/commands/context.ts";
import type { CreateFlags } from "../../src/commands/details/create-flags.ts";
import { SUMMARY, tree } from "../../src/commands/index.ts";

const cli = { tree, version: "0.0.0", summary: SUMMARY };

/** Words of a POSIX shell: bare, in single or double quotes, and what stands together is one word. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  for (const [text] of line.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/g)) {
    const pieces = text.matchAll(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^'"\\]+)/g);
    words.push(
      [...pieces]
        .map(([, single, double, escaped, bare]) =>
          double === undefined ? (single ?? escaped ?? bare) : double.replace(/\\(["\\$`])/g, "$1"),
        )
        .join(""),
    );
  }
  return words;
}

/** Which command the line runs, with its flags. Throws usage for what the program would refuse. */
export async function parseLine(line: string): Promise<{
  path: string;
  command: Command<Context>;
  args: string[];
  flags: Partial<CreateFlags>;
}> {
  const [program, ...argv] = shellWords(line);
  if (program !== "pdqb") throw new Error(`${line} does not run pdqb`);
  const typed = await typedCommand(cli, argv, () => {});
  if (!typed) throw new Error(`${line} shows help`);
  return { ...typed, flags: typed.flags as Partial<CreateFlags> };
}
