/** Help texts as commander's help asks for them: as wide as it says, examples before flags. */

import type { Command as Commander, Help, Option } from "commander";
import { grouped } from "../domain/grouped.ts";
import { type Cli, type Command, type Noun, PROGRAM } from "./command.ts";
import { datesTaken } from "./date-flags.ts";
import { fitLines } from "./fit.ts";
import { argumentUsage, commandUsage, GLOBAL_GROUP, OUTPUT_GROUP } from "./global-flags.ts";

/** Of help that no terminal narrows. */
export const COLUMNS = 79;
const LABEL_WIDTH_MAX = 30;

const widthOf = ({ helpWidth = COLUMNS }: Help) => helpWidth;

type Row = readonly [label: string, text: string];

/** `pdqb --help` */
export function topHelp<C>({ tree, summary, footer, topics = {} }: Cli<C>, helper: Help): string {
  const names = Object.keys(topics).join(", ");
  return sections([
    helper.boxWrap(summary ?? "", widthOf(helper)),
    titled("Usage", `${PROGRAM} <command> [flags]\n${PROGRAM} help <command or topic>`),
    list(
      "Commands",
      tree.map((entry): Row => [spellings(entry), entry.summary]),
      helper,
    ),
    names && titled("Help topics", helper.boxWrap(names, widthOf(helper) - 2)),
    fitLines(footer ?? "", widthOf(helper)),
  ]);
}

/** `pdqb invoice --help` */
export function nounHelp<C>(noun: Noun<C>, verbs: readonly Command<C>[], helper: Help): string {
  const path = `${PROGRAM} ${noun.name}`;
  const shown = verbs.filter(({ hidden }) => !hidden);
  return sections([
    sentence(noun.summary, helper),
    titled("Usage", `${path} <command> [flags]`),
    noun.standard ? `${path} alone is ${path} ${noun.standard}.` : "",
    list(
      "Commands",
      shown.map((verb): Row => [spellings(verb), verb.summary]),
      helper,
    ),
    alsoCalled(noun.aliases, PROGRAM),
    `More: ${path} <command> --help`,
  ]);
}

/** `pdqb invoice create --help` */
export function commandHelp<C>(
  path: string,
  command: Command<C>,
  to: Commander,
  helper: Help,
): string {
  const usage = helper.boxWrap(`${PROGRAM} ${path} ${commandUsage(command)}`, widthOf(helper) - 6);
  const inner = path.slice(0, path.length - command.name.length).trimEnd();
  const terms = (command.arguments ?? []).map((one): Row => [argumentUsage(one), one.summary]);
  return sections([
    sentence(command.summary, helper),
    titled("Usage", usage.replaceAll("\n", "\n    ")),
    command.examples.length > 0 && titled("Examples", command.examples.join("\n")),
    helper.boxWrap(unbroken(command.description?.trim() ?? ""), widthOf(helper)),
    terms.length > 0 && list("Arguments", terms, helper),
    ...optionLists(command, to, helper),
    helper.boxWrap(datesTaken(command.flags), widthOf(helper)),
    command.fields &&
      titled("JSON fields", helper.boxWrap(command.fields.join(", "), widthOf(helper) - 2)),
    alsoCalled(command.aliases, inner === "" ? PROGRAM : `${PROGRAM} ${inner}`),
  ]);
}

/** Lines of a paragraph in one: they are broken where the terminal ends. What is indented stands as it is. */
const unbroken = (text: string) => text.replace(/^(\S.*)\n(?=\S)/gm, "$1 ");

/** The command's own groups in their order, then output and global. */
function optionLists<C>({ flags }: Command<C>, to: Commander, helper: Help): string[] {
  const options = helper.visibleOptions(to);
  const groupOf = (option: Option) => option.helpGroupHeading ?? "Flags";
  const groups = grouped(options, groupOf);
  const last = [OUTPUT_GROUP, GLOBAL_GROUP].filter((group) => groups.has(group));
  const own = [...groups.keys()].filter((group) => !last.includes(group));
  return [...own, ...last].map((group) => {
    const rows = (groups.get(group) ?? []).map((one): Row => {
      const { choices, kind, value, required } = flags[one.attributeName()] ?? {};
      const notes = [
        choices && value !== undefined && ` (${choices.join(", ")})`,
        kind === "repeatable" && " (repeatable)",
        required && " (required)",
      ];
      return [helper.optionTerm(one), `${one.description}${notes.filter(Boolean).join("")}`];
    });
    return list(group, rows, helper);
  });
}

/** `invoice, invoices` */
function spellings({ name, aliases }: { name: string; aliases?: readonly string[] }): string {
  return [name, ...(aliases ?? [])].join(", ");
}

function alsoCalled(aliases: readonly string[] | undefined, before: string): string {
  return aliases?.length ? `Also: ${aliases.map((name) => `${before} ${name}`).join(", ")}` : "";
}

function sentence(summary: string, helper: Help): string {
  return helper.boxWrap(/[.!?]$/.test(summary) ? summary : `${summary}.`, widthOf(helper));
}

function titled(title: string, text: string): string {
  return [`${title}:`, ...text.split("\n").map((line) => line && `  ${line}`)].join("\n");
}

/** Labels on the left, their texts wrapped on the right; a long label keeps a line of its own. */
function list(title: string, rows: readonly Row[], helper: Help): string {
  const fitting = rows.map(([label]) => label.length).filter((one) => one <= LABEL_WIDTH_MAX);
  const left = Math.max(0, ...fitting);
  const items = rows.flatMap(([label, text]) =>
    label.length > LABEL_WIDTH_MAX
      ? [`  ${label}`, helper.formatItem("", left, text, helper)]
      : [helper.formatItem(label, left, text, helper)],
  );
  return [`${title}:`, ...items].join("\n");
}

function sections(parts: readonly (string | false | undefined)[]): string {
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
