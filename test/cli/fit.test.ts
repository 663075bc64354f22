/** Lines that are wider than the terminal: broken at words, never inside one. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showAnswer } from "../../src/cli/answer.ts";
import { fitLines } from "../../src/cli/fit.ts";
import { paint } from "../../src/cli/paint.ts";
import { width, wrap } from "../../src/cli/text.ts";
import { capturedIo } from "./captured-io.ts";

const SHOWN = { json: false, fields: null, quiet: false, csv: false, columns: null, dryRun: false };

describe("lines that fit", () => {
  it("stay as they are", () => {
    const text = "Invoice 1042\n  http://127.0.0.1:4000/a\n\n  Tax  1.00\n";
    expect(fitLines(text, 40)).toBe(text);
  });
});

describe("lines that are too wide", () => {
  it("go on under the value of their label", () => {
    expect(fitLines("E-mail     ines@aurora-design.example, sent 2026-11-25", 40)).toBe(
      "E-mail     ines@aurora-design.example,\n           sent 2026-11-25",
    );
    expect(
      fitLines(`${paint.red("✗")} tax codes   25.5 % is linked to a code that is gone`, 40),
    ).toBe(`${paint.red("✗")} tax codes   25.5 % is linked to a code\n              that is gone`);
  });

  it("are set in by two where they have no label, or one that leaves no room", () => {
    expect(fitLines("Invoice 1042 to Aurora Design Oy: 2,074.70 EUR, open", 40)).toBe(
      "Invoice 1042 to Aurora Design Oy:\n  2,074.70 EUR, open",
    );
    expect(fitLines("2026-11-25T08:00:00.000Z  create: open (ines@desk)", 40)).toBe(
      "2026-11-25T08:00:00.000Z  create: open\n  (ines@desk)",
    );
  });

  it("keep an amount and its currency together", () => {
    expect(fitLines("Deal 123  Studio refit, phase 1  1,653.15 EUR left", 43)).toBe(
      "Deal 123  Studio refit, phase 1\n          1,653.15 EUR left",
    );
    expect(wrap("Create invoice: 1,653.15 EUR to Aurora", 24)).toEqual([
      "Create invoice:",
      "1,653.15 EUR to Aurora",
    ]);
    expect(wrap("The code of item AAA BBB", 20)).toEqual(["The code of item AAA", "BBB"]);
  });

  it("keep a command whole for the shell", () => {
    const command = "pdqb customer link --organization 402 --customer 'Aurora Design Oy'";
    expect(fitLines(`              ${command}`, 40)).toBe(
      "              pdqb customer link \\\n                --organization 402 \\\n                --customer \\\n                'Aurora Design Oy'",
    );
    expect(fitLines("  Next: pdqb connect quickbooks --profile acme", 31)).toBe(
      "  Next: pdqb connect \\\n    quickbooks --profile acme",
    );
  });

  it("lose no word and break none, however narrow the terminal is", () => {
    const word = fc.stringMatching(/^[a-zé✓0-9.,:]{1,14}$/u);
    const gap = fc.constantFrom(" ", " ", " ", "   ");
    const line = fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(line, fc.nat(16), fc.integer({ min: 20, max: 60 }), (parts, blanks, columns) => {
        const text =
          " ".repeat(blanks) +
          parts
            .map((part) => part.join(""))
            .join("")
            .trimEnd();
        const lines = fitLines(text, columns).split("\n");
        const words = (one: string) => one.split(/ +/).filter(Boolean);
        expect(lines.flatMap(words)).toEqual(words(text));
        for (const one of lines)
          expect(width(one) <= columns || words(one).length === 1, one).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("an answer in words", () => {
  const text = () => "Customer   A company whose name is longer than the line\n";
  const shown = async (outIsTerminal: boolean, isExact: boolean) => {
    const io = capturedIo({ outIsTerminal, width: 40 });
    await showAnswer(io, SHOWN, { json: {}, text, isExact });
    return io.stdout();
  };

  it("is broken to fit a terminal alone, and not where it is for a shell or a program", async () => {
    expect(await shown(true, false)).toBe(
      "Customer   A company whose name is\n           longer than the line\n",
    );
    expect(await shown(true, true)).toBe(text());
    expect(await shown(false, false)).toBe(text());
  });
});
