/** A flag of ours as an option of commander. */
import { Command as Commander, CommanderError, Option } from "commander";
import { textFault } from "../domain/text-rule.ts";
import type { Flag, Flags } from "./command.ts";
import { dateFault } from "./date-flags.ts";
import { flagUsage, GLOBAL_GROUP } from "./global-flags.ts";
import { SHORT_FORMS } from "./short-forms.ts";

/** Loaded for a command that takes a decimal, since it would cost every start. */
let decimals: typeof import("../domain/money/money.ts") | undefined;

/** Loads what the values of these flags are read with. */
export async function loadParsers(flags: Flags): Promise<void> {
  if (!Object.values(flags).some(({ kind }) => kind === "decimal")) return;
  decimals ??= await import("../domain/money/money.ts");
}

/** `command` says what is wrong with a value. */
export function optionOf(name: string, flag: Flag<unknown>, command: Commander): Option {
  const short = SHORT_FORMS[name];
  const option = new Option(
    `${short ? `-${short}, ` : ""}${flagUsage(name, flag)}`,
    flag.summary,
  ).helpGroup(flag.group ?? "Flags");
  // A flag called `--no-input` is a flag of its own here, not the denial of `--input`.
  option.negate = false;
  if (flag.required) option.makeOptionMandatory();
  // `--fields` implies `--json`.
  if (name === "csv" || name === "columns") option.conflicts(["json", "fields"]);
  // commander's `choices` would say what is wrong twice, and name nothing near.
  if (flag.choices) option.argChoices = [...flag.choices];
  if (flag.kind === "switch") return option;
  if (flag.kind === "repeatable") {
    return option.argParser((text: string, before: string[] = []) => [
      ...before,
      parse(option, flag, text, command) as string,
    ]);
  }
  if (flag.optionalValue) option.preset(true);
  return option.argParser((text: string | true, before: unknown) => {
    const value = text === true ? true : parse(option, flag, text, command);
    // Of two different values one is a slip, and nobody can tell which.
    if (before !== undefined && String(before) !== String(value)) {
      const [first, second] = [before, value].map((one) => (one === true ? "nothing" : `"${one}"`));
      command.error(`error: ${option.long} was given twice, as ${first} and ${second}`);
    }
    return value;
  });
}

export const helpOption = () => new Option("-h, --help", "Show this help").helpGroup(GLOBAL_GROUP);

function parse(option: Option, flag: Flag<unknown>, text: string, command: Commander): unknown {
  const wrong = (what: string, more: string[] = []) =>
    command.error([`error: ${option.long} must be ${what}; got "${text}"`, ...more].join("\n"));
  const { kind, rule, choices = [] } = flag;
  switch (kind) {
    case "integer":
      return /^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : wrong("a whole number");
    case "decimal":
      return decimals?.parseDecimal(text) ?? wrong("a number such as 1250.00");
    case "date":
    case "due": {
      const expected = dateFault(flag, text);
      return expected === undefined ? text.trim() : wrong(expected);
    }
    case "choice":
      if (choices.includes(text)) return text;
      return wrong(`one of ${choices.join(", ")}`, nearest(text, choices));
    default: {
      const fault = textFault(text, rule);
      return fault === undefined ? text.trim() : command.error(`error: ${option.long} ${fault}`);
    }
  }
}

/** "(Did you mean paid?)", as commander says it of commands. */
function nearest(word: string, choices: readonly string[]): string[] {
  const names = new Commander().helpCommand(false).exitOverride();
  names.configureOutput({ outputError: () => {} });
  for (const choice of choices) names.command(choice);
  try {
    names.parse([word], { from: "user" });
    return [];
  } catch (error) {
    return error instanceof CommanderError ? error.message.split("\n").slice(1) : [];
  }
}

/** `--number --yes` would make "--yes" the number and leave out what was meant. `--number=--yes` says that it is meant. */
export function refuseFlagAsValue(command: Commander, argv: readonly string[]): void {
  const optionAt = (token: string | undefined) =>
    command.options.find(({ long }) => long === token);
  for (const [index, token] of argv.entries()) {
    if (token === "--") return;
    const next = argv[index + 1];
    if (!optionAt(token)?.required) continue;
    if (next === undefined) command.error(`error: ${token} needs a value`);
    if (optionAt(next)) {
      command.error(
        `error: ${token} needs a value; ${next} is a flag (use ${token}=${next} if you mean it)`,
      );
    }
  }
}
