/** What the scripts for bash and zsh share: one loop that finds the place, and `case` arms for it. */

import { PROGRAM } from "../command.ts";
import { type Place, VALUE_FLAGS, type Values, type Word } from "./places.ts";

/** A word in single quotes. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command that lists names. What it prints is safe to be read by a shell (commands/completion/index.ts). */
function namesCommand(kind: string): string {
  return `$(${PROGRAM} completion names ${kind} 2>/dev/null)`;
}

/**
 * The first two words that are no flags, nor values of the program's own flags, name the place. bash takes `--flag=value` apart,
 * so that the sign stands alone.
 */
const findPlace = (words: string) => `  local at='' word skip=''
  for word in ${words}; do
    case "$word" in '=') skip=1; continue ;; esac
    if [ -n "$skip" ]; then skip=''; continue; fi
    case "$word" in
      ${VALUE_FLAGS.join("|")}) skip=1; continue ;;
      -*) continue ;;
    esac
    case "$at" in
      *' '*) break ;;
      '') at="$word" ;;
      *) at="$at $word" ;;
    esac
  done`;

const patterns = (paths: readonly string[], after = "") =>
  paths.map((path) => quote(`${path}${after}`)).join("|");

/** An arm for each place. */
function placeArms(places: readonly Place[], body: (place: Place) => string): string {
  return places.map((place) => `    ${placePatterns(place)}) ${body(place)} ;;`).join("\n");
}

/** What is a command by itself keeps its flags when an argument follows its name. */
function placePatterns({ paths, takesMore }: Place): string {
  return takesMore
    ? `${patterns(paths)}|${paths.map((path) => `${quote(`${path} `)}*`).join("|")}`
    : patterns(paths);
}

/** An arm for each flag that takes a value, of each place. */
function valueArms(places: readonly Place[], body: (values: Values) => string): string {
  return places
    .flatMap((place) =>
      place.words.flatMap(({ text, values }) =>
        values === undefined
          ? []
          : [`    ${patterns(place.paths, ` ${text}`)}) ${body(values)} ;;`],
      ),
    )
    .join("\n");
}

/** After a flag whose value can be anything bash offers files, as it does where nothing fits. */
export function bashScript(places: readonly Place[]): string {
  return `# ${PROGRAM} completion for bash:  eval "$(${PROGRAM} completion bash)"
_${PROGRAM}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" list=''
  if [ "$cur" = '=' ]; then cur=''
  elif [ "$prev" = '=' ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
${findPlace(`"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`)}
  case "$at $prev" in
${valueArms(places, valueList)}
  esac
  if [ -z "$list" ]; then case "$at" in
${placeArms(places, placeList)}
  esac; fi
  COMPREPLY=($(compgen -W "$list" -- "$cur"))
}
complete -o default -F _${PROGRAM} ${PROGRAM}
`;
}

function valueList(values: Values): string {
  if (values === "any") return "COMPREPLY=(); return";
  if ("names" in values) return `list="${namesCommand(values.names)} "`;
  return `list=${quote(values.choices.join(" "))}`;
}

/** Names are asked for only where no flag is being typed: that takes a start of the program. */
function placeList({ words, names }: Place): string {
  const list = `list=${quote(words.map(({ text }) => text).join(" "))}`;
  if (names === undefined) return list;
  return `${list}; case "$cur" in -*) ;; *) list="${namesCommand(names)} $list" ;; esac`;
}

/** Works both by eval in .zshrc and as a file `_pdqb` on the fpath. */
export function zshScript(places: readonly Place[]): string {
  return `#compdef ${PROGRAM}
# ${PROGRAM} completion for zsh:  eval "$(${PROGRAM} completion zsh)"
_${PROGRAM}() {
  local -a list
  local cur="\${words[CURRENT]}" prev="\${words[CURRENT-1]}"
  case "$cur" in
    --*=*) prev="\${cur%%=*}"; compset -P 1 '*=' ;;
  esac
${findPlace(`"\${(@)words[2,CURRENT-1]}"`)}
  case "$at $prev" in
${valueArms(places, valueWords)}
  esac
  case "$at" in
${placeArms(places, placeWords)}
  esac
  _describe '${PROGRAM}' list || _files
}
if [ "$funcstack[1]" = "_${PROGRAM}" ]; then _${PROGRAM} "$@"; else compdef _${PROGRAM} ${PROGRAM}; fi
`;
}

function valueWords(values: Values): string {
  if (values === "any") return "_files; return";
  if ("names" in values) return `compadd -- \${(f)"${namesCommand(values.names)}"}; return`;
  return `compadd -- ${values.choices.map(quote).join(" ")}; return`;
}

/** Names are asked for only where no flag is being typed: that takes a start of the program. */
function placeWords({ words, names }: Place): string {
  const list = `list=(${words.map(described).join(" ")})`;
  if (names === undefined) return list;
  return `${list}; case "$cur" in -*) ;; *) list+=(\${(f)"${namesCommand(names)}"}) ;; esac`;
}

function described({ text, summary }: Word): string {
  return quote(`${text.replaceAll(":", "\\:")}:${summary}`);
}
