/** The script for bash. */
import { PROGRAM } from "../command.ts";
import type { Place, Values } from "./places.ts";
import { findPlace, namesCommand, placeArms, quote, valueArms } from "./posix.ts";

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
