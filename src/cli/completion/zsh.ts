/** The script for zsh. */
import { PROGRAM } from "../command.ts";
import type { Place, Values, Word } from "./places.ts";
import { findPlace, namesCommand, placeArms, quote, valueArms } from "./posix.ts";

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
