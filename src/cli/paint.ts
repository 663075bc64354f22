/**
 * Colour, decided late. `paint.red(x)` puts invisible marks round the text; when it is printed, the marks become colour or nothing.
 * So a command never asks whether there is a terminal, cleaning untrusted text cannot be confused by our own escape sequences,
 * and chalk is loaded only where something is coloured. Colour never carries a meaning alone: the word is always there.
 */

const STYLES = ["bold", "dim", "red", "green", "yellow", "cyan"] as const;
type Style = (typeof STYLES)[number];

export type Paint = Record<Style, (text: string) => string>;

const FIRST_MARK = 0xfdd0;
const END = String.fromCharCode(FIRST_MARK + 31);

function mark(style: Style): (text: string) => string {
  const begin = String.fromCharCode(FIRST_MARK + STYLES.indexOf(style));
  return (text) => `${begin}${text}${END}`;
}

export const paint: Paint = {
  bold: mark("bold"),
  dim: mark("dim"),
  red: mark("red"),
  green: mark("green"),
  yellow: mark("yellow"),
  cyan: mark("cyan"),
};

/** Turns marks into colour, or takes them out. */
export type Painter = (text: string) => string;

const MARKS = /[\ufdd0-\ufdef]/g;

/** `color` is the caller's decision (io.ts); what chalk thinks of the terminal is not asked. */
export async function loadPainter(color: boolean): Promise<Painter> {
  if (!color) return (text) => text.replace(MARKS, "");
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level: 1 });
  return (text) => {
    const open: { style: Style; text: string }[] = [];
    let done = "";
    const add = (piece: string) => {
      const top = open.at(-1);
      if (top) top.text += piece;
      else done += piece;
    };
    const close = () => {
      const last = open.pop();
      if (last) add(chalk[last.style](last.text));
    };
    for (const piece of text.split(/([\ufdd0-\ufdef])/)) {
      const style = /^[\ufdd0-\ufdef]$/.test(piece)
        ? STYLES[piece.charCodeAt(0) - FIRST_MARK]
        : undefined;
      if (style) open.push({ style, text: "" });
      else if (piece === END) close();
      else add(piece.replace(MARKS, ""));
    }
    while (open.length > 0) close();
    return done;
  };
}
