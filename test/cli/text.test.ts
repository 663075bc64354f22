/** Untrusted text made safe, and measured. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, money, safeCell } from "../../src/cli/format.ts";
import { jsonText } from "../../src/cli/json.ts";
import { clean, cleanLines, dropControls, truncate, width, wrap } from "../../src/cli/text.ts";
import { decimal } from "../../src/domain/money/money.ts";

describe("clean", () => {
  const cases: [dirty: string, safe: string][] = [
    ["plain Ünïcode 漢字 👩‍👩‍👧", "plain Ünïcode 漢字 👩‍👩‍👧"],
    ["\u001b[31mred\u001b[0m", "red"],
    ["\u009b31mred", "red"],
    ["\u001b]0;title\u0007x", "x"],
    ["\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\", "link"],
    ["\u001bP1;2|data\u001b\\x", "x"],
    ["\u001bc reset", " reset"],
    ["\u001b]0;open", "0;open"],
    ["bell\u0007 nul\u0000 del\u007f", "bell nul del"],
    ["a\tb\r\nc\nd\u2028e\u0085f", "a b ⏎ c ⏎ d ⏎ e ⏎ f"],
    ["\u202eevil\u2066x\u200f\ufeff", "evilx"],
    ["half \ud83d pair", "half \ufffd pair"],
    ["mark\ufdd0ed", "marked"],
  ];
  for (const [dirty, safe] of cases) {
    it(JSON.stringify(dirty), () => expect(clean(dirty)).toBe(safe));
  }

  it("leaves nothing that a terminal obeys, of any text, and is settled after one pass", () => {
    const risky = fc.constantFrom(..."\u001b\u009b\u0090\u0007\u009c\\[]P;0mab \n\t\u202e");
    fc.assert(
      fc.property(fc.string({ unit: risky, maxLength: 40 }), (text) => {
        const once = clean(text);
        expect(once).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
        expect(clean(once)).toBe(once);
        expect(dropControls(text).replaceAll("\n", "")).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
      }),
    );
  });

  it("keeps the lines of a text where it has lines", () => {
    expect(cleanLines("a\u001b[1m\r\nb\tc\u0007\n")).toBe("a\nb c\n");
  });
});

describe("width", () => {
  it("counts what a terminal shows", () => {
    const texts = [
      "abc",
      "é",
      "e\u0301",
      "漢字",
      "한국",
      "👍",
      "👩‍👩‍👧",
      "🇩🇪",
      "ｆｕｌｌ",
      "✗",
      "",
    ];
    expect(texts.map(width)).toEqual([3, 1, 1, 4, 4, 2, 2, 2, 8, 1, 0]);
  });

  it("truncates within a width and never through a wide character", () => {
    expect(truncate("Blumen", 6)).toBe("Blumen");
    expect(truncate("Blumenladen", 6)).toBe("Blume…");
    expect(truncate("漢字漢字", 6)).toBe("漢字…");
    expect(truncate("漢字漢字", 4)).toBe("漢…");
    expect(truncate("abc", 0)).toBe("");
    expect(truncate("\ufdd2Blumenladen\ufdef", 6)).toBe("\ufdd2Blume…\ufdef");
  });

  it("never makes a text wider than asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (text, columns) => {
        expect(width(truncate(clean(text), columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it("wraps at spaces and keeps line breaks", () => {
    expect(wrap("one two three\nfour", 8)).toEqual(["one two", "three", "four"]);
    expect(wrap("a verylongword b", 6)).toEqual(["a", "verylongword", "b"]);
  });
});

describe("cells", () => {
  it("never start a formula, and leave numbers alone", () => {
    const texts = ["=1+1", "+31 20 123", "-foo", "@SUM(A1)", "\tx", "\r=1", " =1", "＝1", "-5%"];
    expect(texts.map(safeCell)).toEqual([
      "'=1+1",
      "'+31 20 123",
      "'-foo",
      "'@SUM(A1)",
      "' x",
      "' ⏎ =1",
      "' =1",
      "'＝1",
      "'-5%",
    ]);
    const numbers = ["-5.00", "+3", "1653.15", "2026-11-25", "a=b", ""];
    expect(numbers.map(safeCell)).toEqual(numbers);
  });

  it("start none behind another separator, in spreadsheets that split there", () => {
    const texts = ["x;=1+1", "−=1;@SUM(1)", "a| +1", "a;b", "1;\t-1"];
    expect(texts.map(csvCell)).toEqual([
      `"x;'=1+1"`,
      `"−=1;'@SUM(1)"`,
      "a| '+1",
      '"a;b"',
      `"1; '-1"`,
    ]);
  });

  it("are quoted in CSV where they hold a comma or a quote", () => {
    expect(["a,b", 'a"b', "a b", "=a,b"].map(csvCell)).toEqual([
      '"a,b"',
      '"a""b"',
      "a b",
      `"'=a,b"`,
    ]);
  });
});

describe("money", () => {
  it("groups thousands, shows the currency, and rounds nothing away", () => {
    const shown = [
      ["1653.15", "EUR"],
      ["1234567.5", "USD"],
      ["-999", "GBP"],
      ["-1000", "GBP"],
      ["0", "EUR"],
      ["5000", "JPY"],
      ["5000.5", "JPY"],
      ["4.9545833", "EUR"],
      ["1.5", "KWD"],
    ].map(([amount = "", currency = ""]) => money(decimal(amount), currency));
    expect(shown).toEqual([
      "1,653.15 EUR",
      "1,234,567.50 USD",
      "-999.00 GBP",
      "-1,000.00 GBP",
      "0.00 EUR",
      "5,000 JPY",
      "5,000.5 JPY",
      "4.9545833 EUR",
      "1.500 KWD",
    ]);
  });
});

it("JSON shows no character that a terminal obeys or nobody sees, and loses none", () => {
  const text = "a\u007f\u009b\u200b\u2028\u202e\ufdd0\ufdef\ufeffz";
  const written = jsonText({ text });
  expect(written).toMatch(/^[\n\x20-\x7e]*$/);
  expect(JSON.parse(written)).toEqual({ text });
});
