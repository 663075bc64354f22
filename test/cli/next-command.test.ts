// What comes next can be pasted: bare flags become the command that was typed with them, and a named profile is named again.
import { expect, it } from "vitest";
import { showAnswer } from "../../src/cli/answer.ts";
import { nextCommand } from "../../src/cli/next-command.ts";
import { SAME_COMMAND } from "../../src/domain/errors.ts";
import { capturedIo } from "./captured-io.ts";

const typed = ["invoice", "void", "10 42", "--profile", "books"];

it.each([
  ["--yes", typed, "pdqb invoice void '10 42' --profile books --yes"],
  ["--due 30", ["invoice", "create", "--due", "soon", "9"], "pdqb invoice create 9 --due 30"],
  ["--due 30", ["invoice", "create", "--due=soon"], "pdqb invoice create --due 30"],
  ["--output a.pdf", ["invoice", "pdf", "9", "-o", "-"], "pdqb invoice pdf 9 --output a.pdf"],
  ["--late", ["run", "plan", "--late", "--dry-run"], "pdqb run plan --dry-run --late"],
])("%s of a flag is put behind what was typed", (next, argv, command) => {
  expect(nextCommand(next, argv)).toBe(command);
});

it("the same command is what was typed, quoted for the shell", () => {
  expect(nextCommand(SAME_COMMAND, typed)).toBe("pdqb invoice void '10 42' --profile books");
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

it("names the profile in what is shown and said: lines that are commands or end with one", async () => {
  const text = `Deal 142
  ! Line 2 has no item.
    pdqb product link 88 --item <item>
Note: pdqb 142/1 k7m2q9xw
To keep both: pdqb invoice link id:12 --deal 142 --also
Run it (not pdqb status) again.
Next: pdqb invoice create --deal 142`;
  const next = "pdqb pending resolve i1";
  const answer = {
    json: { plan: { problems: [{ next, message: next }] }, next: [next, "Wait."] },
    text: () => text,
    note: `In doubt.\n  ${next}\n`,
  };
  const shown = async (globals: object) => {
    const io = capturedIo();
    const flags = {
      json: false,
      fields: null,
      quiet: false,
      csv: false,
      columns: null,
      dryRun: false,
      effect: "reads",
    } as const;
    await showAnswer(io, { ...flags, ...globals }, answer);
    return { stdout: io.stdout(), stderr: io.stderr() };
  };
  expect((await shown({})).stdout).toBe(`${text}\n`);
  const { stdout, stderr } = await shown({ profile: "books" });
  expect(stdout.split("\n")).toEqual([
    "Deal 142",
    "  ! Line 2 has no item.",
    "    pdqb product link 88 --item <item> --profile books",
    "Note: pdqb 142/1 k7m2q9xw",
    "To keep both: pdqb invoice link id:12 --deal 142 --also --profile books",
    "Run it (not pdqb status) again.",
    "Next: pdqb invoice create --deal 142 --profile books",
    "",
  ]);
  expect(stderr).toContain(`  ${next} --profile books\n`);
  expect(JSON.parse((await shown({ profile: "books", json: true })).stdout)).toEqual({
    plan: { problems: [{ next: `${next} --profile books`, message: next }] },
    next: [`${next} --profile books`, "Wait."],
  });
});
