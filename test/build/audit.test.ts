// What the answer of `npm audit` is taken for: a finding fails, silence is said to be silence.
import { expect, it } from "vitest";
import { verdict } from "../../src/build/audit.mjs";

const counted = (total: number) => JSON.stringify({ metadata: { vulnerabilities: { total } } });

it.each([
  [counted(0), 0, "No known vulnerabilities."],
  [counted(2), 1, "Known vulnerabilities: 2."],
  [JSON.stringify({ message: "405 Method Not Allowed", error: {} }), 0, "Not checked"],
  ["", 0, "Not checked"],
])("%s", (output, code, text) => {
  expect(verdict(output)).toEqual({ code, text: expect.stringContaining(text) });
});
