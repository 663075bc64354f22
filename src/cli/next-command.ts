/** What comes next, as a whole command: a flag that is missing is put behind what was typed, and a profile that was named stays named. */
import { SAME_COMMAND } from "../domain/errors.ts";
import { shellWord } from "../domain/shell-word.ts";
import { SHORT_FORMS } from "./short-forms.ts";

const FLAGS = /^--[a-z]/;
const FLAG = /--[a-z][a-z-]*/g;
/** A command at the end of a line, and nothing behind it. */
const COMMAND = /(^\s*|: )pdqb (?!practice|demo)[a-z][^()]*$/;

/** `argv`: what was typed, without the program. A text that is neither a flag nor a command stays as it is. */
export function nextCommand(next: string, argv: readonly string[]): string {
  if (next === SAME_COMMAND) return ["pdqb", ...argv.map(typedWord)].join(" ");
  if (FLAGS.test(next)) {
    const typed = (next.match(FLAG) ?? []).reduce(without, argv);
    return ["pdqb", ...typed.map(typedWord), next].join(" ");
  }
  return withProfile(next, named(argv, "--profile"));
}

/** Each line that is a command, or ends with one, names the profile that was named. */
export function withProfile(text: string, profile: string | undefined): string {
  if (profile === undefined) return text;
  const lines = text.split("\n").map((line) => {
    if (line.includes("--profile") || !COMMAND.test(line)) return line;
    return `${line} --profile ${shellWord(profile)}`;
  });
  return lines.join("\n");
}

/** The same of a value that is printed as JSON: of what comes next in it. */
export function jsonWithProfile(value: unknown, profile: string | undefined): unknown {
  if (profile === undefined) return value;
  const named = (next: unknown) => (typeof next === "string" ? withProfile(next, profile) : next);
  const text = JSON.stringify(value, (key, member) => {
    if (key !== "next" && key !== "command") return member;
    return Array.isArray(member) ? member.map(named) : named(member);
  });
  return text === undefined ? undefined : JSON.parse(text);
}

function named(argv: readonly string[], flag: string): string | undefined {
  const at = argv.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = argv[at];
  return word === flag ? argv[at + 1] : word?.slice(flag.length + 1);
}

/** A value that is to be replaced goes with its flag, which may have been typed as one letter. */
function without(argv: readonly string[], flag: string): string[] {
  const forms = [flag, `-${SHORT_FORMS[flag.slice(2)]}`];
  const isFlag = (word: string | undefined) => word !== undefined && forms.includes(word);
  const isValue = (at: number) => isFlag(argv[at - 1]) && !argv[at]?.startsWith("--");
  return argv.filter((word, at) => !isFlag(word) && !word.startsWith(`${flag}=`) && !isValue(at));
}

/** A flag as it is, anything else as a word of the shell. */
export const typedWord = (word: string) =>
  /^--?[a-z][a-z-]*$/.test(word) ? word : shellWord(word);
