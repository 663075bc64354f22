/** The manual page as roff (man(7)), made from the tree alone as the help texts are. It has no date: the same tree gives the same page. */
import {
  type Argument,
  type Command,
  type Flag,
  type Flags,
  PROGRAM,
  type Tree,
} from "./command.ts";
import { datesTaken } from "./date-flags.ts";
import { argumentUsage, commandUsage, flagUsage, globalFlags } from "./global-flags.ts";
import { SHORT_FORMS } from "./short-forms.ts";

export type ManPage<C> = {
  tree: Tree<C>;
  version: string;
  summary: string;
  /** Texts of help topics, each under a heading. */
  sections: readonly { title: string; text: string }[];
};

/** Loads the whole tree. */
export async function manPage<C>({
  tree,
  version,
  summary,
  sections,
}: ManPage<C>): Promise<string> {
  const commands = await commandsOf(tree);
  return [
    `.TH ${PROGRAM.toUpperCase()} 1 "" "${PROGRAM} ${version}" "User Commands"`,
    ".SH NAME",
    `${PROGRAM} \\- ${roff(summary)}`,
    ".SH SYNOPSIS",
    `\\fB${PROGRAM}\\fR \\fIcommand\\fR [\\fIflags\\fR]`,
    ".PP",
    `\\fB${PROGRAM} help\\fR [\\fIcommand or topic\\fR]`,
    ".SH COMMANDS",
    ...commands.flatMap(({ path, command, also }) => commandLines(path, command, also)),
    ...shellFlagLines(),
    ...sections.flatMap(({ title, text }) => [`.SH ${title}`, ...asTyped(text)]),
    "",
  ].join("\n");
}

type Found<C> = { path: string; command: Command<C>; also: string[] };

async function commandsOf<C>(tree: Tree<C>): Promise<Found<C>[]> {
  const found: Found<C>[] = [];
  for (const entry of tree) {
    if ("command" in entry) {
      found.push({
        path: entry.name,
        command: await entry.command(),
        also: [...(entry.aliases ?? [])],
      });
      continue;
    }
    const verbs = (await entry.verbs()).filter(({ hidden }) => !hidden);
    for (const verb of verbs) {
      const also = [
        ...(entry.aliases ?? []).map((noun) => `${noun} ${verb.name}`),
        ...(verb.aliases ?? []).map((name) => `${entry.name} ${name}`),
      ];
      found.push({ path: `${entry.name} ${verb.name}`, command: verb, also });
    }
  }
  return found;
}

function commandLines<C>(path: string, command: Command<C>, also: readonly string[]): string[] {
  const described = command.description?.trim();
  return [
    `.SS ${roff(`${PROGRAM} ${path}`)}`,
    `${roff(command.summary)}.`,
    ...(described ? paragraphs(described) : []),
    ".PP",
    ...asTyped(`  ${PROGRAM} ${path} ${commandUsage(command)}`),
    ...(command.arguments ?? []).flatMap(argumentLines),
    ...flagLines(command.flags),
    ...(datesTaken(command.flags) ? [".PP", roff(datesTaken(command.flags))] : []),
    ...(command.examples.length === 0
      ? []
      : [".PP", "Examples:", ...asTyped(command.examples.map((line) => `  ${line}`).join("\n"))]),
    ...(also.length === 0 ? [] : [".PP", `Also: ${roff(also.join(", "))}`]),
  ];
}

function argumentLines(argument: Argument): string[] {
  return [".TP", `\\fI${roff(argumentUsage(argument))}\\fR`, roff(argument.summary)];
}

function flagLines(flags: Flags): string[] {
  return Object.entries(flags).flatMap(([name, flag]) => [
    ".TP",
    `\\fB${roff(shortForm(name) + flagUsage(name, flag))}\\fR`,
    roff(flagWords(flag)),
  ]);
}

function shortForm(name: string): string {
  const short = SHORT_FORMS[name];
  return short === undefined ? "" : `-${short}, `;
}

function flagWords({ summary, choices, value, kind, required }: Flag<unknown>): string {
  const notes = [
    ...(choices && value !== undefined ? [choices.join(", ")] : []),
    ...(kind === "repeatable" ? ["repeatable"] : []),
    ...(required ? ["required"] : []),
  ];
  return `${summary}${notes.map((note) => ` (${note})`).join("")}`;
}

/** What every command takes, told once. */
function shellFlagLines(): string[] {
  const of = (kind: Pick<Command<never>, "effect" | "isList">) =>
    globalFlags({ ...kind, flags: {} });
  const every = of({ effect: "reads" });
  const only = (flags: Flags) =>
    Object.fromEntries(Object.entries(flags).filter(([name]) => !Object.hasOwn(every, name)));
  return [
    ".SH FLAGS OF EVERY COMMAND",
    ...flagLines(every),
    ".SS Of commands that write",
    ...flagLines(only(of({ effect: "writes" }))),
    ".SS Of lists",
    ...flagLines(only(of({ effect: "reads", isList: true }))),
  ];
}

/** Prose is filled anew for the reader's terminal; what is indented stays as it is. */
function paragraphs(text: string): string[] {
  const parts: string[][] = [];
  for (const line of text.split("\n")) {
    const last = parts.at(-1);
    if (last?.[0] && line !== "" && line.startsWith(" ") === last[0].startsWith(" "))
      last.push(line);
    else parts.push(line === "" ? [] : [line]);
  }
  return parts.flatMap((lines) => {
    if (lines.length === 0) return [];
    return [".PP", ...(lines[0]?.startsWith(" ") ? asTyped(lines.join("\n")) : lines.map(roff))];
  });
}

/** Lines that stay as they are. */
function asTyped(text: string): string[] {
  return [".nf", ...text.trimEnd().split("\n").map(roff), ".fi"];
}

/** No character of the text is a command to roff, and a hyphen can be copied into a shell. */
function roff(text: string): string {
  const escaped = text.replaceAll("\\", "\\e").replaceAll("-", "\\-");
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
