/** The script for fish: a line for each word of each place. */

import { PROGRAM } from "../command.ts";
import { longFlag } from "../global-flags.ts";
import { SHORT_FORMS } from "../short-forms.ts";
import { type Place, VALUE_FLAGS, type Values, type Word } from "./places.ts";

export function fishScript(places: readonly Place[]): string {
  return `# ${PROGRAM} completion for fish:  ${PROGRAM} completion fish | source
function __${PROGRAM}_at
  set -l at
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip -eq 1; set skip 0; continue; end
    if contains -- $word ${VALUE_FLAGS.join(" ")}; set skip 1; continue; end
    string match -q -- '-*' $word; and continue
    test (count $at) -lt 2; and set -a at $word
  end
  contains -- "$at" $argv; or begin
    test (count $at) -eq 2; and contains -- "$at[1]" $argv; and not contains -- "$at[1]" $__${PROGRAM}_nouns
  end
end
set -g __${PROGRAM}_nouns ${["help", ...nounsOf(places)].join(" ")}
${places.flatMap(placeLines).join("\n")}
`;
}

function placeLines({ paths, words, names }: Place): string[] {
  const here = `-n ${quote(`__${PROGRAM}_at ${paths.map((path) => `"${path}"`).join(" ")}`)}`;
  const lines = words.map((word) => `complete -c ${PROGRAM} ${here} ${wordOptions(word)}`);
  if (names === undefined) return lines;
  return [...lines, `complete -c ${PROGRAM} ${here} -fa ${quote(namesCommand(names))}`];
}

function wordOptions({ text, summary, values }: Word): string {
  const about = `-d ${quote(summary)}`;
  if (!text.startsWith("--")) return `-fa ${text} ${about}`;
  const name = Object.keys(SHORT_FORMS).find((one) => longFlag(one) === text);
  const short = name === undefined ? "" : ` -s ${SHORT_FORMS[name]}`;
  return `-l ${text.slice(2)}${short}${valueOptions(values)} ${about}`;
}

/** `-x` wants a value and offers no files, `-r` wants one and does. */
function valueOptions(values: Values | undefined): string {
  if (values === undefined) return "";
  if (values === "any") return " -r";
  return ` -xa ${quote("names" in values ? namesCommand(values.names) : values.choices.join(" "))}`;
}

function namesCommand(kind: string): string {
  return `(${PROGRAM} completion names ${kind} 2>/dev/null)`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

/** Words that take another word after them, so that an argument is not mistaken for one. */
function nounsOf(places: readonly Place[]): string[] {
  const first = places.flatMap(({ paths }) =>
    paths.filter((path) => path.includes(" ")).map((path) => path.split(" ")[0] ?? ""),
  );
  return [...new Set(first)].filter((name) => name !== "help");
}
