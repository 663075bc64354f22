/** What comes next, as a whole command: a flag that is missing is put behind what was typed, and a profile that was named stays named. */
import { shellWord } from "../domain/shell-word.ts";

const FLAGS = /^--[a-z]/;
const FLAG = /--[a-z][a-z-]*/g;
/** A command at the end of a text, and nothing behind it. */
const COMMAND = /(^|: )pdqb (?!practice|demo)[^()]*$/;

/** `argv`: what was typed, without the program. A text that is neither a flag nor a command stays as it is. */
export function nextCommand(next: string, argv: readonly string[]): string {
  if (FLAGS.test(next)) {
    const typed = (next.match(FLAG) ?? []).reduce(without, argv);
    return ["pdqb", ...typed.map(typedWord), next].join(" ");
  }
  const profile = named(argv, "--profile");
  if (profile === undefined || next.includes("--profile") || !COMMAND.test(next)) return next;
  return `${next} --profile ${shellWord(profile)}`;
}

function named(argv: readonly string[], flag: string): string | undefined {
  const at = argv.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = argv[at];
  return word === flag ? argv[at + 1] : word?.slice(flag.length + 1);
}

/** A value that is to be replaced goes with its flag. */
function without(argv: readonly string[], flag: string): string[] {
  const isValue = (at: number) => argv[at - 1] === flag && !argv[at]?.startsWith("--");
  return argv.filter((word, at) => word !== flag && !word.startsWith(`${flag}=`) && !isValue(at));
}

const typedWord = (word: string) => (/^--?[a-z][a-z-]*$/.test(word) ? word : shellWord(word));
