/** Flags that the shell adds to every command, to lists and to writes. */
import { type Argument, type Command, type Flag, type Flags, flag } from "./command.ts";

export const OUTPUT_GROUP = "Output";
export const GLOBAL_GROUP = "Global";

const every = {
  json: flag.switch("Print one JSON value", { group: OUTPUT_GROUP }),
  fields: flag.text("Only these JSON fields (implies --json)", {
    value: "a,b",
    group: OUTPUT_GROUP,
  }),
  quiet: flag.switch("Print only errors on stderr", { group: OUTPUT_GROUP }),
  noColor: flag.switch("Disable colour", { group: OUTPUT_GROUP }),
  profile: flag.text("Profile to use", {
    value: "name",
    group: GLOBAL_GROUP,
    names: "profiles",
  }),
  noInput: flag.switch("Never prompt", { group: GLOBAL_GROUP }),
  debug: flag.switch("Show requests and stack traces on stderr", { group: GLOBAL_GROUP }),
  help: flag.switch("Show this help", { group: GLOBAL_GROUP }),
};

const lists = {
  limit: flag.integer("Show at most <n> rows", { value: "n", group: OUTPUT_GROUP }),
  sort: flag.text("Sort by a column; -column for descending", {
    value: "column",
    group: OUTPUT_GROUP,
  }),
  columns: flag.text("Only these columns of the table or CSV, in this order", {
    value: "a,b",
    group: OUTPUT_GROUP,
  }),
  csv: flag.switch("Print CSV with a header row", { group: OUTPUT_GROUP }),
};

const writes = {
  dryRun: flag.switch("Show what would happen, without doing it", { group: GLOBAL_GROUP }),
  yes: flag.switch("Skip the confirmation", { group: GLOBAL_GROUP }),
};

/** The shell's flags for a command. A flag of the command's own with the same name stands in for it. */
export function globalFlags(command: Pick<Command<never>, "effect" | "isList" | "flags">): Flags {
  const all: Flags = {
    ...(["writes", "settings"].includes(command.effect) ? writes : {}),
    ...(command.isList ? lists : {}),
    ...every,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => !Object.hasOwn(command.flags, name)),
  );
}

/** All flags that the shell knows, by name: they may stand before the command that they are for. */
export const SHELL_FLAGS: ReadonlyMap<string, Flag<unknown>> = new Map(
  Object.entries({ ...every, ...lists, ...writes }).filter(([name]) => name !== "help"),
);

/** `dryRun` → `--dry-run` */
export function longFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `--due <days>`, `--again [invoice]`, `--yes` */
export function flagUsage(name: string, { kind, value, choices, optionalValue }: Flag<unknown>) {
  const long = longFlag(name);
  if (kind === "switch") return long;
  const placeholder = value ?? (choices ? choices.join("|") : DEFAULT_VALUES[kind]);
  return optionalValue ? `${long} [${placeholder}]` : `${long} <${placeholder}>`;
}

const DEFAULT_VALUES = {
  text: "text",
  repeatable: "text",
  integer: "n",
  decimal: "number",
  date: "date",
  due: "date|days",
  choice: "choice",
} as const;

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
