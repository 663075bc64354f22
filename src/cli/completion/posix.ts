/** What the scripts for bash and zsh share: one loop that finds the place, and `case` arms for it. */
import { PROGRAM } from "../command.ts";
import { type Place, VALUE_FLAGS, type Values } from "./places.ts";

/** A word in single quotes. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command that lists names. What it prints is safe to be read by a shell (commands/completion/names.ts). */
export function namesCommand(kind: string): string {
  return `$(${PROGRAM} completion names ${kind} 2>/dev/null)`;
}

/**
 * The first two words that are no flags, nor values of the program's own flags, name the place. bash takes `--flag=value` apart,
 * so that the sign stands alone.
 */
export const findPlace = (words: string) => `  local at='' word skip=''
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
export function placeArms(places: readonly Place[], body: (place: Place) => string): string {
  return places.map((place) => `    ${placePatterns(place)}) ${body(place)} ;;`).join("\n");
}

/** What is a command by itself keeps its flags when an argument follows its name. */
function placePatterns({ paths, takesMore }: Place): string {
  return takesMore
    ? `${patterns(paths)}|${paths.map((path) => `${quote(`${path} `)}*`).join("|")}`
    : patterns(paths);
}

/** An arm for each flag that takes a value, of each place. */
export function valueArms(places: readonly Place[], body: (values: Values) => string): string {
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
