/**
 * A command as a value: what it is called, what it takes, what it does. Help, completion and the README are derived from it.
 * The shell knows nothing of invoices; `C` is the context that the commands bind (commands/context.ts).
 */
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { Decimal } from "../domain/money/money.ts";
import type { TextRule } from "../domain/text-rule.ts";

export const PROGRAM = "pdqb";

/**
 * `reads` and `local` change nothing that is kept. `writes` change something at a service, `settings` what pdqb itself keeps:
 * both get `--dry-run` and `--yes`.
 */
export type Effect = "reads" | "writes" | "local" | "settings";

/**
 * A flag. `kind` decides how its text is parsed; a text that does not parse is a usage error that names the flag and what it takes.
 * `value` names the placeholder in help (`--deal <id>`). `group` puts it under a heading of the help text.
 */
export type Flag<T> = {
  kind: "text" | "repeatable" | "switch" | "integer" | "decimal" | "date" | "due" | "choice";
  summary: string;
  value?: string;
  choices?: readonly string[];
  group?: string;
  required?: boolean;
  /** Kind of the names that it takes, for completion: `pdqb completion names <kind>` lists them. */
  names?: NameKind;
  /** Of a text, beyond being one line that is not blank. */
  rule?: TextRule;
  /** `--flag [value]`: alone it means `true`. */
  optionalValue?: boolean;
  /** Of a date: it narrows what has happened, so a day without a year is the last one up to the end of this month. */
  looksBack?: boolean;
  /** For the types alone: what `run` receives. */
  readonly type?: T;
};

/** Names that are known only when they are asked for. */
export const NAME_KINDS = ["profiles", "presets", "deals", "invoices", "customers"] as const;
export type NameKind = (typeof NAME_KINDS)[number];

type Options = {
  value?: string;
  group?: string;
  names?: NameKind;
  rule?: TextRule;
  looksBack?: boolean;
};

/** Builders: `flag.text("Summary", { value: "name" })`. A flag that was not given is undefined (`switch`: false, `repeatable`: []). */
export const flag = {
  text: (summary: string, options: Options = {}): Flag<string | undefined> => ({
    kind: "text",
    summary,
    ...options,
  }),
  /** `--flag` alone gives `true`, with a value the value. */
  optionalText: (summary: string, options: Options = {}): Flag<string | true | undefined> => ({
    kind: "text",
    summary,
    optionalValue: true,
    ...options,
  }),
  repeatable: (summary: string, options: Options = {}): Flag<string[]> => ({
    kind: "repeatable",
    summary,
    ...options,
  }),
  switch: (summary: string, options: Options = {}): Flag<boolean> => ({
    kind: "switch",
    summary,
    ...options,
  }),
  integer: (summary: string, options: Options = {}): Flag<number | undefined> => ({
    kind: "integer",
    summary,
    ...options,
  }),
  decimal: (summary: string, options: Options = {}): Flag<Decimal | undefined> => ({
    kind: "decimal",
    summary,
    ...options,
  }),
  date: (summary: string, options: Options = {}): Flag<CalendarDate | undefined> => ({
    kind: "date",
    summary,
    ...options,
  }),
  /** A day, or what is counted from the date of the invoice: `2026-12-14`, `14`, `eom`. */
  due: (summary: string, options: Options = {}): Flag<string | undefined> => ({
    kind: "due",
    summary,
    ...options,
  }),
  choice: <const T extends string>(
    summary: string,
    choices: readonly T[],
    options: Options = {},
  ): Flag<T | undefined> => ({
    kind: "choice",
    summary,
    choices,
    ...options,
  }),
};

/** A positional argument; `many` takes all that follow. Values are given to `run` as text, in order. */
export type Argument = {
  name: string;
  summary: string;
  required: boolean;
  many?: boolean;
  /** For completion alone: the command itself says what is wrong with another. */
  choices?: readonly string[];
  /** As a flag's. */
  names?: NameKind;
  rule?: TextRule;
};

export type Flags = Record<string, Flag<unknown>>;

/** Flags under a heading of the help text. */
export const under = <F extends Flags>(group: string, flags: F): F =>
  Object.fromEntries(Object.entries(flags).map(([name, one]) => [name, { ...one, group }])) as F;

/** Flag names in camelCase (`dryRun` for `--dry-run`) → their values. */
export type FlagValues<F extends Flags> = {
  [K in keyof F]: F[K] extends Flag<infer T> ? T : never;
};

export type Command<C> = {
  name: string;
  aliases?: readonly string[];
  summary: string;
  /** Longer help, plain text, wrapped under 80 columns by the author. */
  description?: string;
  effect: Effect;
  /** Adds `--limit`, `--sort`, `--columns` and `--csv`. */
  isList?: boolean;
  /** The profile that `--profile` names may be a new one. */
  makesProfile?: boolean;
  /** For programs alone: help and completion do not show it. */
  hidden?: boolean;
  arguments?: readonly Argument[];
  flags: Flags;
  /** Names that `--fields` takes, if the command knows them before it runs: a wrong one is then refused before anything is done. */
  fields?: readonly string[];
  examples: readonly string[];
  run(context: C, input: { args: string[]; flags: Record<string, unknown> }): Promise<void>;
};

/** A noun: `pdqb <noun> <verb>`. Its verbs are loaded when the noun is typed. A tree entry is a noun or a top-level command. */
export type Noun<C> = {
  name: string;
  aliases?: readonly string[];
  summary: string;
  /** The verb that the noun alone stands for; without one the noun alone shows its help. */
  standard?: string;
  verbs(): Promise<readonly Command<C>[]>;
};

/** A top-level command, loaded when it is typed. */
type Entry<C> = {
  name: string;
  aliases?: readonly string[];
  summary: string;
  command(): Promise<Command<C>>;
};

export type Tree<C> = readonly (Noun<C> | Entry<C>)[];

/** Texts of `pdqb help TOPIC`, each loaded when it is asked for. */
export type Topics = Readonly<Record<string, () => Promise<string>>>;

/** The program as the shell sees it. */
export type Cli<C> = {
  tree: Tree<C>;
  version: string;
  topics?: Topics;
  /** What people type for another word: `show` for `view`. At the top the other may be a path: `list` for `invoice list`. */
  hints?: Readonly<Record<string, string>>;
  /** The sentence on top of `pdqb --help`. */
  summary?: string;
  /** The last lines of `pdqb --help`. */
  footer?: string;
};

/** Flags that every command has, as they were given. */
export type GlobalFlags = {
  profile: string | undefined;
  json: boolean;
  /** Members of the JSON value to keep; null for all. */
  fields: string[] | null;
  quiet: boolean;
  color: boolean;
  input: boolean;
  debug: boolean;
  dryRun: boolean;
  yes: boolean;
  limit: number | undefined;
  sort: string | undefined;
  /** Columns of the table to keep; null for those that the list shows by itself. */
  columns: string[] | null;
  csv: boolean;
  /** Of the command that runs. After a real write a wrong `--fields` is a word on stderr, never an error that hides what was done. */
  effect?: Effect;
};

/** Ties a command's `run` to the types of its flags; the value is otherwise passed through. */
export function commandsFor<C>() {
  return <const F extends Flags>(
    command: Omit<Command<C>, "flags" | "run"> & {
      flags: F;
      run(context: C, input: { args: string[]; flags: FlagValues<F> }): Promise<void>;
    },
  ): Command<C> => command as unknown as Command<C>;
}

/** Shells with completion. */
export type ShellName = "bash" | "zsh" | "fish";
