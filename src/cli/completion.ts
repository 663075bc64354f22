/** Completion scripts for bash, zsh and fish: the static words of the tree, both spellings of a noun, and the values of choices. */
import type { Command, Flags, Tree } from "./command.ts";
import { globalFlags, longFlag, SHORT_FORMS } from "./global-flags.ts";
import { PROGRAM } from "./route.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
export type ShellName = (typeof SHELLS)[number];

/** Loads the whole tree. `topics`: what `pdqb help` takes besides commands. */
export async function completionScript<C>(
  shell: ShellName,
  tree: Tree<C>,
  topics: readonly string[] = [],
): Promise<string> {
  const places = await placesOf(tree, topics);
  switch (shell) {
    case "bash":
      return bashScript(places);
    case "zsh":
      return zshScript(places);
    case "fish":
      return fishScript(places);
  }
}

type Word = { text: string; summary: string };

/** A place on the command line and what can stand there. `paths`: its spellings, such as `invoice list`; "" is the beginning. */
type Place = {
  paths: string[];
  words: Word[];
  /** Values that a flag takes. */
  values: { flag: string; choices: readonly string[] }[];
};

async function placesOf<C>(tree: Tree<C>, topics: readonly string[]): Promise<Place[]> {
  const names = tree.flatMap(wordsFor);
  const helpWord = { text: "help", summary: "Help for a command or topic" };
  const places: Place[] = [
    { paths: [""], words: [...names, helpWord], values: [] },
    {
      paths: ["help"],
      words: [...names, ...topics.map((text) => ({ text, summary: "Help topic" }))],
      values: [],
    },
  ];
  for (const entry of tree) {
    const spellings = spellingsOf(entry);
    if ("command" in entry) {
      places.push(commandPlace(spellings, await entry.command()));
      continue;
    }
    const verbs = await entry.verbs();
    places.push({ paths: spellings, words: verbs.flatMap(wordsFor), values: [] });
    places.push({
      paths: spellings.map((noun) => `help ${noun}`),
      words: verbs.map(({ name, summary }) => ({ text: name, summary })),
      values: [],
    });
    for (const verb of verbs) {
      const paths = spellings.flatMap((noun) => spellingsOf(verb).map((one) => `${noun} ${one}`));
      places.push(commandPlace(paths, verb));
    }
  }
  return places;
}

function commandPlace<C>(paths: string[], command: Command<C>): Place {
  const flags: Flags = { ...command.flags, ...globalFlags(command) };
  return {
    paths,
    words: Object.entries(flags).map(([name, { summary }]) => ({ text: longFlag(name), summary })),
    values: Object.entries(flags).flatMap(([name, { choices }]) =>
      choices ? [{ flag: longFlag(name), choices }] : [],
    ),
  };
}

type Named = { name: string; aliases?: readonly string[]; summary: string };

function spellingsOf({ name, aliases }: Named): string[] {
  return [name, ...(aliases ?? [])];
}

function wordsFor(named: Named): Word[] {
  return spellingsOf(named).map((text) => ({ text, summary: named.summary }));
}

/** A word in single quotes, for bash and zsh. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const texts = (words: readonly Word[]) => words.map(({ text }) => text).join(" ");
const patterns = (paths: readonly string[], after = "") =>
  paths.map((path) => quote(`${path}${after}`)).join("|");

/** The first two words that are no flags name the place; a longer path is an argument's business. */
const FIND_PLACE = (words: string) => `  local at='' word
  for word in ${words}; do
    case "$word" in -*) continue ;; esac
    case "$at" in
      *' '*) break ;;
      '') at="$word" ;;
      *) at="$at $word" ;;
    esac
  done`;

function commandArms(places: readonly Place[], body: (place: Place) => string): string {
  return places
    .map((place) => {
      // A top-level command keeps its flags when an argument follows its name.
      const isOneWord = place.paths.every((path) => path !== "" && !path.includes(" "));
      const more = isOneWord && place.words.every(({ text }) => text.startsWith("-"));
      const longer = more ? `|${place.paths.map((path) => `${quote(`${path} `)}*`).join("|")}` : "";
      return `    ${patterns(place.paths)}${longer}) ${body(place)} ;;`;
    })
    .join("\n");
}

function valueArms(places: readonly Place[], body: (choices: readonly string[]) => string): string {
  return places
    .flatMap(({ paths, values }) =>
      values.map(({ flag, choices }) => `    ${patterns(paths, ` ${flag}`)}) ${body(choices)} ;;`),
    )
    .join("\n");
}

function bashScript(places: readonly Place[]): string {
  return `# ${PROGRAM} completion for bash:  eval "$(${PROGRAM} completion bash)"
_${PROGRAM}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" list=''
${FIND_PLACE(`"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`)}
  case "$at $prev" in
${valueArms(places, (choices) => `list=${quote(choices.join(" "))}`)}
  esac
  if [ -z "$list" ]; then case "$at" in
${commandArms(places, ({ words }) => `list=${quote(texts(words))}`)}
  esac; fi
  COMPREPLY=($(compgen -W "$list" -- "$cur"))
}
complete -o default -F _${PROGRAM} ${PROGRAM}
`;
}

function zshScript(places: readonly Place[]): string {
  const described = ({ text, summary }: Word) => quote(`${text.replaceAll(":", "\\:")}:${summary}`);
  return `#compdef ${PROGRAM}
# ${PROGRAM} completion for zsh:  eval "$(${PROGRAM} completion zsh)"
_${PROGRAM}() {
  local -a list
  local prev="\${words[CURRENT-1]}"
${FIND_PLACE(`"\${(@)words[2,CURRENT-1]}"`)}
  case "$at $prev" in
${valueArms(places, (choices) => `compadd -- ${choices.map(quote).join(" ")}; return`)}
  esac
  case "$at" in
${commandArms(places, ({ words }) => `list=(${words.map(described).join(" ")})`)}
  esac
  _describe '${PROGRAM}' list || _files
}
if [ "$funcstack[1]" = "_${PROGRAM}" ]; then _${PROGRAM} "$@"; else compdef _${PROGRAM} ${PROGRAM}; fi
`;
}

function fishScript(places: readonly Place[]): string {
  const fishQuote = (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`;
  const lines = places.flatMap(({ paths, words, values }) => {
    const here = `-n ${fishQuote(`__${PROGRAM}_at ${paths.map((path) => `"${path}"`).join(" ")}`)}`;
    return words.map(({ text, summary }) => {
      const about = `-d ${fishQuote(summary)}`;
      if (!text.startsWith("--")) return `complete -c ${PROGRAM} ${here} -fa ${text} ${about}`;
      const long = text.slice(2);
      const name = Object.keys(SHORT_FORMS).find((one) => longFlag(one) === text);
      const short = name === undefined ? "" : ` -s ${SHORT_FORMS[name]}`;
      const value = values.find(({ flag }) => flag === text);
      const takes = value ? ` -xa ${fishQuote(value.choices.join(" "))}` : "";
      return `complete -c ${PROGRAM} ${here} -l ${long}${short}${takes} ${about}`;
    });
  });
  return `# ${PROGRAM} completion for fish:  ${PROGRAM} completion fish | source
function __${PROGRAM}_at
  set -l at
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; and continue
    test (count $at) -lt 2; and set -a at $word
  end
  contains -- "$at" $argv; or begin
    test (count $at) -eq 2; and contains -- "$at[1]" $argv; and not contains -- "$at[1]" $__${PROGRAM}_nouns
  end
end
set -g __${PROGRAM}_nouns ${["help", ...nounsOf(places)].join(" ")}
${lines.join("\n")}
`;
}

/** Words that take another word after them, so that an argument is not mistaken for one. */
function nounsOf(places: readonly Place[]): string[] {
  const first = places.flatMap(({ paths }) =>
    paths.filter((path) => path.includes(" ")).map((path) => path.split(" ")[0] ?? ""),
  );
  return [...new Set(first)].filter((name) => name !== "help");
}
