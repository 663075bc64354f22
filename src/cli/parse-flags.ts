/**
 * From the words after a command's name to its arguments and typed flags. commander splits them; this file says what they mean,
 * and says it in the words of the flag when they mean nothing.
 */
import { parseDate } from "../domain/calendar-date.ts";
import { PdqbError } from "../domain/errors.ts";
import { parseDecimal } from "../domain/money/money.ts";
import type { Command, Flag, Flags, GlobalFlags } from "./command.ts";
import { flagUsage, globalFlags, longFlag, SHORT_FORMS } from "./global-flags.ts";
import { unknownFieldError } from "./json.ts";
import { PROGRAM } from "./route.ts";
import { didYouMean, nearest } from "./suggest.ts";
import { commandUsage } from "./usage.ts";

export type Parsed =
  | { kind: "help" }
  | { kind: "run"; args: string[]; flags: Record<string, unknown>; globals: GlobalFlags };

/** Throws usage for anything that the command does not take. */
export async function parseFlags<C>(
  path: string,
  command: Command<C>,
  argv: readonly string[],
): Promise<Parsed> {
  const all: Flags = { ...command.flags, ...globalFlags(command) };
  const usage = usageErrors(path, command);
  const { given, operands, unknown } = await split(all, argv, usage);
  if (given.has("help")) return { kind: "help" };
  if (unknown !== undefined) throw unknownFlag(unknown, all, usage);
  const values: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(all)) {
    values[name] = flagValue(name, one, given.get(name) ?? [], usage);
  }
  checkArguments(command, operands, usage);
  const globals = toGlobals(command, values, usage);
  const own = Object.keys(command.flags).map((name) => [name, values[name]]);
  return { kind: "run", args: operands, flags: Object.fromEntries(own), globals };
}

type UsageErrors = (message: string, reason?: string) => PdqbError;

function usageErrors<C>(path: string, command: Command<C>): UsageErrors {
  return (message, reason = "") =>
    new PdqbError("usage", message, {
      reason: [reason, `Usage: ${commandUsage(path, command)}`].filter(Boolean).join("\n"),
      next: [`${PROGRAM} ${path} --help`],
    });
}

/** What was given for a flag, in order; `true` where it stood alone. */
type Given = Map<string, (string | true)[]>;

async function split(
  all: Flags,
  argv: readonly string[],
  usage: UsageErrors,
): Promise<{ given: Given; operands: string[]; unknown: string | undefined }> {
  const { Command: Commander, CommanderError, Option } = await import("commander");
  const given: Given = new Map();
  const program = new Commander().helpOption(false).helpCommand(false).exitOverride();
  program.configureOutput({ writeErr: () => {} });
  for (const [name, one] of Object.entries(all)) {
    const short = SHORT_FORMS[name];
    const option = new Option(`${short ? `-${short}, ` : ""}${flagUsage(name, one)}`);
    // A flag called `--no-input` is a flag of its own here, not the denial of `--input`.
    option.negate = false;
    program.addOption(option);
    program.on(`option:${option.name()}`, (value: string | null | undefined) => {
      given.set(name, [...(given.get(name) ?? []), value ?? true]);
    });
  }
  refuseFlagAsValue(all, argv, usage);
  try {
    const { operands, unknown } = program.parseOptions([...argv]);
    return { given, operands, unknown: unknown[0] };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const [, flagText = "A flag"] = /option '(?:-\w, )?(--[^']+)'/.exec(error.message) ?? [];
    throw usage(`${flagText} takes a value, and none was given.`);
  }
}

/** `--number --yes` would make "--yes" the number and leave out what the operator meant. `--number=--yes` says it is meant. */
function refuseFlagAsValue(all: Flags, argv: readonly string[], usage: UsageErrors): void {
  const long = new Map(Object.entries(all).map(([name, one]) => [longFlag(name), one]));
  for (const [index, token] of argv.entries()) {
    if (token === "--") return;
    const one = long.get(token);
    const next = argv[index + 1];
    const takesValue = one !== undefined && one.kind !== "switch" && !one.optionalValue;
    if (takesValue && next !== undefined && long.has(next)) {
      throw usage(`${token} takes a value, and ${next} stands in its place.`);
    }
  }
}

function unknownFlag(token: string, all: Flags, usage: UsageErrors): PdqbError {
  const [name = token] = token.split("=");
  const known = Object.keys(all).map(longFlag);
  if (known.includes(name)) return usage(`${name} takes no value.`);
  return usage(`Unknown flag ${name}.`, didYouMean(nearest(name, known)));
}

function flagValue(
  name: string,
  one: Flag<unknown>,
  given: readonly (string | true)[],
  usage: UsageErrors,
): unknown {
  if (one.kind === "switch") return given.length > 0;
  if (one.kind === "texts") return given.filter((value) => value !== true);
  const [first] = given;
  if (first === undefined) {
    if (one.required) throw usage(`${flagUsage(name, one)} is missing: ${one.summary}`);
    return undefined;
  }
  // Of two different numbers one is a slip, and nobody can tell which.
  const other = given.find((value) => value !== first);
  if (other !== undefined) {
    throw usage(`${longFlag(name)} was given twice, as ${quoted(first)} and ${quoted(other)}.`);
  }
  return first === true ? true : parseValue(longFlag(name), one, first, usage);
}

function quoted(value: string | true): string {
  return value === true ? "nothing" : `"${value}"`;
}

function parseValue(long: string, one: Flag<unknown>, text: string, usage: UsageErrors): unknown {
  const wrong = (takes: string, reason?: string) =>
    usage(`${long} takes ${takes}, and "${text}" is none.`, reason);
  switch (one.kind) {
    case "integer": {
      if (!/^\d{1,15}$/.test(text.trim())) throw wrong("a whole number");
      return Number(text.trim());
    }
    case "decimal": {
      const number = parseDecimal(text);
      if (number === undefined) throw wrong("a number such as 1250.00");
      return number;
    }
    case "date": {
      const date = parseDate(text);
      if (date === undefined) throw wrong("a date such as 2026-11-25");
      return date;
    }
    case "choice": {
      const choices = one.choices ?? [];
      if (choices.includes(text)) return text;
      throw usage(
        `${long} takes ${choices.join(", ")}, and not "${text}".`,
        didYouMean(nearest(text, choices)),
      );
    }
    default:
      return text;
  }
}

function checkArguments<C>(
  command: Command<C>,
  operands: readonly string[],
  usage: UsageErrors,
): void {
  const wanted = command.arguments ?? [];
  const missing = wanted.find((one, index) => one.required && operands[index] === undefined);
  if (missing) throw usage(`<${missing.name}> is missing: ${missing.summary}`);
  if (wanted.some((one) => one.many) || operands.length <= wanted.length) return;
  const surplus = operands.slice(wanted.length).map((word) => `"${word}"`);
  const what = surplus.length === 1 ? "an argument" : "arguments";
  throw usage(`${surplus.join(", ")}: ${what} too many.`, "A value with spaces stands in quotes.");
}

function toGlobals<C>(
  command: Command<C>,
  values: Record<string, unknown>,
  usage: UsageErrors,
): GlobalFlags {
  // A flag that the command took over under one of these names is the command's own.
  const shell = (name: string) => (Object.hasOwn(command.flags, name) ? undefined : values[name]);
  const fields = toFields(shell("fields") as string | undefined, command.fields, usage);
  const json = shell("json") === true || fields !== null;
  const csv = shell("csv") === true;
  if (json && csv) throw usage("--csv and --json are two answers to one question: give one.");
  return {
    profile: shell("profile") as string | undefined,
    json,
    fields,
    quiet: shell("quiet") === true,
    color: shell("noColor") !== true,
    input: shell("noInput") !== true,
    debug: shell("debug") === true,
    dryRun: shell("dryRun") === true,
    yes: shell("yes") === true,
    limit: shell("limit") as number | undefined,
    sort: shell("sort") as string | undefined,
    csv,
    effect: command.effect,
  };
}

function toFields(
  text: string | undefined,
  known: readonly string[] | undefined,
  usage: UsageErrors,
): string[] | null {
  if (text === undefined) return null;
  const names = text.split(",").map((name) => name.trim());
  const fields = [...new Set(names)].filter(Boolean);
  if (fields.length === 0) {
    throw usage(
      "--fields takes names divided by commas, and none was given.",
      known ? `Fields: ${known.join(", ")}` : "",
    );
  }
  if (!known) return fields;
  const unknown = fields.filter((field) => !known.includes(field.split(".")[0] ?? ""));
  if (unknown.length > 0) throw unknownFieldError(unknown, known);
  return fields;
}
