/**
 * Lines of an answer for a terminal that is narrower than they are: broken between words, never inside one, and set in so that the
 * eye finds the value under its label. A command stays one command for the shell when it is copied.
 */
import { PROGRAM } from "./command.ts";
import { BREAK, padTo, width } from "./text.ts";

/** A label with its gap: `E-mail     `, `✓ tax codes   `. */
const LABEL = /^ *\S+(?: \S+)* {2,}(?=\S)/;
const COMMAND = new RegExp(`^(?:Next: )?(?:${PROGRAM}|chmod) `);
/** What a shell reads as one word, quotes and blanks in them included. */
const SHELL_WORDS = /(?:[^\s"']+|"[^"]*"|'[^']*'|["'])+/g;

/** Every line at most `columns` wide, but for a single word that is wider by itself, such as an address. */
export function fitLines(text: string, columns: number): string {
  return text
    .split("\n")
    .flatMap((line) => (width(line) <= columns ? [line] : broken(line, columns)))
    .join("\n");
}

function broken(line: string, columns: number): string[] {
  const blanks = /^ */.exec(line)?.[0].length ?? 0;
  const start = blanks > columns / 2 ? "  " : " ".repeat(blanks);
  const body = line.slice(blanks);
  if (COMMAND.test(body)) return brokenCommand(body, start, columns);
  const label = width(LABEL.exec(line)?.[0] ?? "");
  const hang = label > 0 && label <= columns / 2 ? label : start.length + (blanks === 0 ? 2 : 0);
  return fill(body.split(BREAK), { start, next: padTo("", hang), columns, end: "" });
}

function brokenCommand(command: string, start: string, columns: number): string[] {
  const words = command.match(SHELL_WORDS) ?? [command];
  return fill(words, { start, next: `${start}  `, columns: columns - 2, end: " \\" });
}

type Filling = { start: string; next: string; columns: number; end: string };

/** `end` stands behind every line but the last. */
function fill(words: readonly string[], { start, next, columns, end }: Filling): string[] {
  const lines: string[] = [];
  let current: string | undefined;
  for (const word of words) {
    // Blanks at a break belong to the gap that the break takes the place of.
    if (word === "" && current === undefined && lines.length > 0) continue;
    const lead = lines.length === 0 ? start : next;
    const longer: string = current === undefined ? lead + word : `${current} ${word}`;
    if (current !== undefined && width(longer) > columns) {
      lines.push(current.trimEnd() + end);
      current = word === "" ? undefined : next + word;
    } else {
      current = longer;
    }
  }
  return current === undefined ? lines : [...lines, current];
}
