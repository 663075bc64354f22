import { describe, expect, it } from "vitest";
import { PdqbError } from "../../src/domain/errors.ts";
import { typedText } from "../../src/domain/typed-text.ts";

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
