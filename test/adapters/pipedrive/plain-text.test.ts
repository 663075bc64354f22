// Text of Pipedrive before it goes into the books: rich text without its tags, nothing without a printed form.
import { expect, it } from "vitest";
import { plainFields, plainOf } from "../../../src/adapters/pipedrive/plain-text.ts";
import { toDeal, toFieldValue } from "../../../src/adapters/pipedrive/wire.ts";

it.each([
  ["<p>Delivered to <b>gate B</b></p>", "Delivered to gate B"],
  ["Hours &amp; travel<br>by train", "Hours & travel\nby train"],
  ["<ul><li>one</li><li>two</li></ul>", "- one\n- two"],
  ["<p>first</p><p>second</p>", "first\nsecond"],
  ['see <a href="https://example.com/x">the offer</a>', "see the offer"],
  ["line one\nline <b>two</b>", "line one\nline two"],
  ["<p>a</p><script>alert(1)</script>", "a"],
  ["<p>bell&#7; and escape&#27;[31m</p>", "bell and escape"],
])("%j becomes %j", async (html, plain) => {
  expect(await plainOf(html)).toBe(plain);
});

it.each(["3 < 4 and 5 > 4", "for <name> & co", "R&D, 100 % <3", "a\n\n  b"])(
  "%j is no markup and stays",
  async (text) => {
    expect(await plainOf(text)).toBe(text);
  },
);

it("fields lose their markup, and one of markup alone is empty", async () => {
  const fields = { memo: { text: "<p>Thanks</p>" }, gap: { text: "<p>&nbsp;</p>" } };
  expect({ ...(await plainFields(fields)) }).toEqual({ memo: { text: "Thanks" } });
});

it("control characters and outer blanks are not read", () => {
  expect(toDeal({ id: 1, title: " Lau\u0007nch\u001b[0m " }).title).toBe("Launch");
  expect(toFieldValue(" PO-\u00001\r\n2 ")).toEqual({ text: "PO-1\n2" });
  expect(toFieldValue("  ")).toBeUndefined();
});
