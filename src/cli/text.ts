/**
 * Text from outside (deal titles, customer names, error texts) made safe for a terminal, and measured as a terminal shows it.
 * Nothing that a service returned is printed without passing here.
 */
import { oneLine } from "../domain/one-line.ts";
import { withoutKnownSecrets } from "../domain/redact.ts";
import { SEQUENCES } from "../domain/text-rule.ts";

/** C0 and C1 controls, DEL, marks that turn the reading direction, and marks that cannot be seen (but for the joiner of emoji). */
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** What JSON would leave of these, of line breaks and of the marks of paint.ts: there it is written as an escape. */
export const UNSEEN_IN_JSON =
  /[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff]/g;

/** Halves of UTF-16 pairs, which a stream could not write. */
const HALF_CHARACTERS = /\p{Surrogate}/gu;

/** The marks of paint.ts: 32 code points that Unicode promises never to give a meaning. */
const PAINT_MARKS = /[\ufdd0-\ufdef]/g;

/**
 * One line of safe text: escape sequences, controls and direction marks gone, line breaks as a visible mark, tabs as a space.
 * Secrets are hidden here too, since a table may cut them, and half a secret is not recognized.
 */
export function clean(text: string): string {
  const line = oneLine(text.replace(HALF_CHARACTERS, "\ufffd").replace(SEQUENCES, ""))
    .replace(/\t/g, " ")
    .replace(CONTROLS, "")
    .replace(PAINT_MARKS, "");
  return withoutKnownSecrets(line);
}

/** Like `clean`, line by line. */
export function cleanLines(text: string): string {
  return text
    .split(/\r\n|\n/)
    .map(clean)
    .join("\n");
}

/**
 * For text that is put together from several values: takes out the control characters alone and never what stands between two
 * of them, so that one value cannot hide its neighbour. Keeps line breaks and the marks of paint.ts.
 */
export function dropControls(text: string): string {
  return text
    .replace(HALF_CHARACTERS, "\ufffd")
    .replace(/\r\n|[\u2028\u2029]/g, "\n")
    .replace(CONTROLS, (mark) => (mark === "\n" ? "\n" : mark === "\t" ? " " : ""));
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;
const UNSEEN = /^[\p{Mn}\p{Me}\p{Cf}\ufdd0-\ufdef]*$/u;

/** Made at the first text that is not plain ASCII: it costs more than all the rest of a start. */
let segmenter: Intl.Segmenter | undefined;

function graphemes(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}

function graphemeWidth(grapheme: string): number {
  if (UNSEEN.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns that a terminal gives to a text: 2 for wide characters, 0 for combining ones and paint marks. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes(text)) columns += graphemeWidth(segment);
  return columns;
}

/** At most `columns` wide, with `…` in place of what does not fit. Paint marks behind the cut stay, so colour ends where it should. */
export function truncate(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (columns <= 0) return "";
  let used = 0;
  let kept = "";
  let full = false;
  for (const { segment } of graphemes(text)) {
    const own = graphemeWidth(segment);
    if (!full && used + own > columns - 1) {
      full = true;
      kept += "…";
    }
    if (!full) {
      kept += segment;
      used += own;
    } else {
      kept += segment.match(PAINT_MARKS)?.join("") ?? "";
    }
  }
  return kept;
}

/** Where a line may be broken: at a space, but for the one between an amount and its currency. */
export const BREAK = / (?!(?<=\d )[A-Z]{3}\b)/;

/** Breaks at spaces so that no line is wider than `columns`; a longer word keeps a line of its own. Line breaks of the text stay. */
export function wrap(text: string, columns: number): string[] {
  return text.split("\n").flatMap((line) => {
    if (width(line) <= columns) return [line];
    const lines: string[] = [];
    let current = "";
    for (const word of line.split(BREAK)) {
      const longer = current === "" ? word : `${current} ${word}`;
      if (current !== "" && width(longer) > columns) {
        lines.push(current);
        current = word;
      } else {
        current = longer;
      }
    }
    return [...lines, current];
  });
}

/** Filled up with spaces on the right. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}
