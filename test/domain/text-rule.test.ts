import { expect, it } from "vitest";
import { areEmails, withoutControls } from "../../src/domain/text-rule.ts";

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
