/** Help texts, made from the tree alone: under 80 columns, examples before flags. */
import type { Command, Flag, Flags, Noun, Tree } from "./command.ts";
import { flagUsage, GLOBAL_GROUP, globalFlags, OUTPUT_GROUP, SHORT_FORMS } from "./global-flags.ts";
import { PROGRAM } from "./route.ts";
import { padTo, width, wrap } from "./text.ts";
import { argumentUsage, commandUsage } from "./usage.ts";

const COLUMNS = 79;
const LABEL_WIDTH_MAX = 30;

type Row = readonly [label: string, text: string];

export type TopHelp = { summary?: string; footer?: string; topics: readonly string[] };

export function topHelp<C>(tree: Tree<C>, { summary, footer, topics }: TopHelp): string {
  const rows = tree.map((entry): Row => [spellings(entry), entry.summary]);
  return sections([
    ...(summary === undefined ? [] : [wrap(summary, COLUMNS).join("\n")]),
    titled("Usage", [`${PROGRAM} <command> [flags]`, `${PROGRAM} help <command or topic>`]),
    titled("Commands", twoColumns(rows)),
    ...(topics.length === 0 ? [] : [titled("Help topics", wrap(topics.join(", "), COLUMNS - 2))]),
    ...(footer === undefined ? [] : [footer.trimEnd()]),
  ]);
}

export function nounHelp<C>(noun: Noun<C>, verbs: readonly Command<C>[]): string {
  const path = `${PROGRAM} ${noun.name}`;
  const shown = verbs.filter(({ hidden }) => !hidden);
  const rows = shown.map((verb): Row => [spellings(verb), verb.summary]);
  return sections([
    sentence(noun.summary),
    titled("Usage", [`${path} <command> [flags]`]),
    titled("Commands", twoColumns(rows)),
    ...alsoCalled(noun.aliases, (name) => `${PROGRAM} ${name}`),
    `More: ${path} <command> --help`,
  ]);
}

export function commandHelp<C>(path: string, command: Command<C>): string {
  const described = command.description?.trim();
  const rows = (command.arguments ?? []).map((one): Row => [argumentUsage(one), one.summary]);
  const prefix = path.slice(0, path.length - command.name.length);
  return sections([
    sentence(command.summary),
    titled("Usage", wrapUsage(commandUsage(path, command))),
    ...(command.examples.length === 0 ? [] : [titled("Examples", command.examples)]),
    ...(described ? [wrap(described, COLUMNS).join("\n")] : []),
    ...(rows.length === 0 ? [] : [titled("Arguments", twoColumns(rows))]),
    ...flagSections({ ...command.flags, ...globalFlags(command) }),
    ...(command.fields
      ? [titled("JSON fields", wrap(command.fields.join(", "), COLUMNS - 2))]
      : []),
    ...alsoCalled(command.aliases, (name) => `${PROGRAM} ${prefix}${name}`),
  ]);
}

/** The command's own groups in their order, then output and global. */
function flagSections(flags: Flags): string[] {
  const groups = new Map<string, Row[]>();
  for (const [name, one] of Object.entries(flags)) {
    const group = one.group ?? "Flags";
    groups.set(group, [...(groups.get(group) ?? []), flagRow(name, one)]);
  }
  const last = [OUTPUT_GROUP, GLOBAL_GROUP];
  const order = [...groups.keys()].filter((group) => !last.includes(group));
  return [...order, ...last]
    .filter((group) => groups.has(group))
    .map((group) => titled(group, twoColumns(groups.get(group) ?? [])));
}

function flagRow(name: string, one: Flag<unknown>): Row {
  const short = SHORT_FORMS[name];
  const label = `${short ? `-${short}, ` : ""}${flagUsage(name, one)}`;
  const choices = one.choices && one.value !== undefined ? ` (${one.choices.join(", ")})` : "";
  const repeat = one.kind === "texts" ? " (repeatable)" : "";
  const needed = one.required ? " (required)" : "";
  return [label, `${one.summary}${choices}${repeat}${needed}`];
}

/** `invoice, invoices` */
function spellings({ name, aliases }: { name: string; aliases?: readonly string[] }): string {
  return [name, ...(aliases ?? [])].join(", ");
}

function alsoCalled(
  aliases: readonly string[] | undefined,
  toText: (name: string) => string,
): string[] {
  return aliases && aliases.length > 0 ? [`Also: ${aliases.map(toText).join(", ")}`] : [];
}

function sentence(summary: string): string {
  const text = /[.!?]$/.test(summary) ? summary : `${summary}.`;
  return wrap(text, COLUMNS).join("\n");
}

function titled(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...lines.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
}

/** Labels on the left, their texts wrapped on the right; a long label keeps a line of its own. */
function twoColumns(rows: readonly Row[]): string[] {
  const fitting = rows.map(([label]) => width(label)).filter((one) => one <= LABEL_WIDTH_MAX);
  const left = Math.max(0, ...fitting) + 2;
  return rows.flatMap(([label, text]) => {
    const lines = wrap(text, COLUMNS - 2 - left);
    const [first = "", ...more] = lines;
    const indented = more.map((line) => padTo("", left) + line);
    if (width(label) > LABEL_WIDTH_MAX) return [label, padTo("", left) + first, ...indented];
    return [`${padTo(label, left)}${first}`.trimEnd(), ...indented];
  });
}

function wrapUsage(usage: string): string[] {
  const [first = "", ...more] = wrap(usage, COLUMNS - 6);
  return [first, ...more.map((line) => `    ${line}`)];
}

function sections(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}
