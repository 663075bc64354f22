import { expect, it } from "vitest";
import { grouped } from "../../src/domain/grouped.ts";

it("keeps the order of the groups and in them, and leaves out what has no key", () => {
  const words = ["pear", "fig", "plum", "", "kiwi", "fox"];
  const byLength = grouped(words, ({ length }) => (length === 0 ? null : length));
  expect([...byLength]).toEqual([
    [4, ["pear", "plum", "kiwi"]],
    [3, ["fig", "fox"]],
  ]);
});
