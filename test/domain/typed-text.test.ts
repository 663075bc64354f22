import { describe, expect, it } from "vitest";
import { PdqbError } from "../../src/domain/errors.ts";
import { areEmails, typedText, withoutControls } from "../../src/domain/typed-text.ts";

const refusal = (...asked: Parameters<typeof typedText>) => {
  try {
    return typedText(...asked);
  } catch (error) {
    return error instanceof PdqbError ? error.message : error;
  }
};

describe("a text that was typed", () => {
  it("loses the blanks around it", () =>
    expect(typedText("--memo", "  as agreed ")).toBe("as agreed"));

  it.each([
    [["--number", "  "], "--number must not be blank."],
    [["--number", ""], "--number must not be blank."],
    [["--number", "10\n42"], "--number has line breaks or control characters."],
    [["--note", "a\u0007b", { lines: true }], "--note has control characters."],
    [
      ["--to", "a@b.example, c", { emails: true }],
      '--to must be an e-mail address, or several with commas between them; got "a@b.example, c".',
    ],
  ] as [Parameters<typeof typedText>, string][])("%j is refused", (asked, message) =>
    expect(refusal(...asked)).toBe(message),
  );

  it("may be empty or have lines where its rule says so", () => {
    expect(typedText("--memo", "", { mayBeEmpty: true })).toBe("");
    expect(refusal("--memo", " ", { mayBeEmpty: true })).toBe("--memo must not be blank.");
    expect(typedText("--note", "one\n\ttwo", { lines: true })).toBe("one\n\ttwo");
  });
});

it.each([
  ["a@b.example", true],
  ["a@b.example,c.d@e-f.example", true],
  ["a@b", false],
  ["a@b..example", false],
  ["a b@c.example", false],
  ["a@b.example;c@d.example", false],
  ["a@b.exa\u0000mple", false],
  ["", false],
])("%s: areEmails is %s", (text, is) => expect(areEmails(text)).toBe(is));

it("takes whole escape sequences and control characters out, and keeps lines and tabs", () => {
  expect(withoutControls("a\u001b[31mred\u001b[0m\r\nb\tc\u0085d\u0000")).toBe("ared\nb\tc\nd");
  expect(withoutControls("\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007")).toBe("link");
});
