/** One page of a PDF in the fonts that every reader has: text from the left or up to the right, and rules. Points, from the lower left. */

type Font = "plain" | "bold";

export type Sheet = {
  put(x: number, y: number, size: number, text: string, font?: Font): void;
  /** Ends at `x`, so that figures stand under each other. */
  right(x: number, y: number, size: number, text: string, font?: Font): void;
  rule(y: number, from: number, to: number, width?: number): void;
  content(): string;
};

const NAMES: Record<Font, string> = { plain: "F1", bold: "F2" };

export function newSheet(): Sheet {
  const drawn: string[] = [];
  const put: Sheet["put"] = (x, y, size, text, font = "plain") => {
    const shown = latin(text).replace(/[\\()]/g, (sign) => `\\${sign}`);
    drawn.push(`BT /${NAMES[font]} ${size} Tf ${x.toFixed(2)} ${y} Td (${shown}) Tj ET`);
  };
  return {
    put,
    right: (x, y, size, text, font) => put(x - textWidth(text, size), y, size, text, font),
    rule: (y, from, to, width = 0.6) => drawn.push(`${width} w ${from} ${y} m ${to} ${y} l S`),
    content: () => drawn.join("\n"),
  };
}

/** Widths of Helvetica by Adobe's metrics, in thousandths of the size, from the space to the tilde. Its bold has the same figures. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

function textWidth(text: string, size: number): number {
  const widths = [...latin(text)].map(
    (sign) => WIDTHS[(sign.normalize("NFD").codePointAt(0) ?? 0) - 32] ?? 556,
  );
  return (widths.reduce((sum, width) => sum + width, 0) * size) / 1000;
}

/** Lines no wider than `width`; a word that is wider by itself is cut where it has to be. */
export function wrapped(text: string, size: number, width: number): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.split(/(?<=\s)/).flatMap((one) => pieces(one, size, width))) {
      const line = `${lines.at(-1)}${word}`;
      if (textWidth(line.trimEnd(), size) <= width) lines[lines.length - 1] = line;
      else lines.push(word);
    }
    return lines.map((line) => line.trimEnd());
  });
}

function pieces(word: string, size: number, width: number): string[] {
  const parts = [""];
  for (const sign of word) {
    const part = `${parts.at(-1)}${sign}`;
    if (textWidth(part.trimEnd(), size) <= width) parts[parts.length - 1] = part;
    else parts.push(sign);
  }
  return parts;
}

/** The standard fonts know Latin 1 alone: accents are kept, other letters become a question mark. */
function latin(text: string): string {
  return [...text.normalize("NFC")]
    .map((sign) => (/[\u0020-\u007e\u00a0-\u00ff]/.test(sign) ? sign : /\s/.test(sign) ? " " : "?"))
    .join("");
}
