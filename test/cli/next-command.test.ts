// What comes next can be pasted: bare flags become the command that was typed with them, and a named profile is named again.
import { expect, it } from "vitest";
import { nextCommand } from "../../src/cli/next-command.ts";

const typed = ["invoice", "void", "10 42", "--profile", "books"];

it.each([
  ["--yes", typed, "pdqb invoice void '10 42' --profile books --yes"],
  ["--due 30", ["invoice", "create", "--due", "soon", "9"], "pdqb invoice create 9 --due 30"],
  ["--due 30", ["invoice", "create", "--due=soon"], "pdqb invoice create --due 30"],
  ["--late", ["run", "plan", "--late", "--dry-run"], "pdqb run plan --dry-run --late"],
])("%s of a flag is put behind what was typed", (next, argv, command) => {
  expect(nextCommand(next, argv)).toBe(command);
});

it("a profile that was named is named again, once, and by commands that have one", () => {
  expect(nextCommand("pdqb ledger rebuild", typed)).toBe("pdqb ledger rebuild --profile books");
  const other = "Name another: pdqb ledger backup <file>";
  expect(nextCommand(other, ["ledger", "backup", "x", "--profile=a b"])).toBe(
    `${other} --profile 'a b'`,
  );
  for (const next of [
    "pdqb status --profile practice",
    "pdqb practice start",
    "Run it (not pdqb ledger check) again.",
  ])
    expect(nextCommand(next, typed)).toBe(next);
  expect(nextCommand("pdqb ledger rebuild", ["deals"])).toBe("pdqb ledger rebuild");
});
