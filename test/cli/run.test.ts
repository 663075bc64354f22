/** argv in, exact stdout, stderr and exit code out. */
import { describe, expect, it } from "vitest";
import { type Ran, run } from "./sample-tree.ts";

const shown = ({ code, stdout, stderr }: Ran) => ({ code, stdout, stderr });
const usage = (stderr: string) => ({ code: 2, stdout: "", stderr });

const BILL_HELP = `Bills and what became of them.

Usage:
  pdqb bill <command> [flags]

Commands:
  list, ls  List bills
  create    Make a bill
  void      Cancel bills

Also: pdqb bills

More: pdqb bill <command> --help
`;

const CREATE_HELP = `Make a bill.

Usage:
  pdqb bill create <customer> [flags]

Examples:
  pdqb bill create Blumen --count 3

The bill is made once, however often this is typed.

Arguments:
  <customer>  Who pays

Flags:
  --count <n>     How many
  --due <date>    Day of payment
  --line <text>   One line of the bill (repeatable)
  --again [bill]  One more, beside another
  --no-browser    Print the address only

Money:
  --price <amount>  What one costs

Output:
  --json          Print one JSON value
  --fields <a,b>  Keep these members of the JSON (implies --json)
  --quiet         Say nothing on stderr but errors
  --no-color      No colour

Global:
  --dry-run         Show what would be done, and do nothing
  -y, --yes         Confirm without being asked
  --profile <name>  Pair of companies to work in
  --no-input        Never ask a question
  --debug           Show requests and stack traces on stderr
  -h, --help        Show this help
`;

describe("help and version", () => {
  it("shows the same short help without arguments, asked for, and by any name, loading no noun", async () => {
    const lines = ["", "-h", "--help", "help", "help -h", "--json", "--profile acme --help"];
    const all = await Promise.all(lines.map((line) => run(line)));
    for (const one of all) {
      expect({ ...shown(one), loaded: one.seen.loaded }).toEqual({
        code: 0,
        stdout: `Makes bills.

Usage:
  pdqb <command> [flags]
  pdqb help <command or topic>

Commands:
  bill, bills  Bills and what became of them
  fail         Fail in a chosen way

Help topics:
  cron

Learn more: pdqb help cron
`,
        stderr: "",
        loaded: [],
      });
    }
  });

  it("lists the verbs of a noun alone, under its first name whatever was typed", async () => {
    for (const line of ["bill", "bills", "bill -h", "bills --help", "help bill", "help bills"]) {
      expect(shown(await run(line))).toEqual({ code: 0, stdout: BILL_HELP, stderr: "" });
    }
  });

  it("shows a command's help in every way of asking, on stdout, and runs nothing", async () => {
    const lines = [
      "bill create -h",
      "bills create --help",
      "help bill create",
      "help bills create",
      "-h bill create",
      "bill create x y z --bogus -h",
    ];
    for (const line of lines) {
      const ran = await run(line);
      expect(shown(ran)).toEqual({ code: 0, stdout: CREATE_HELP, stderr: "" });
      expect(ran.seen.args).toBeUndefined();
    }
  });

  it("keeps every help text under 80 columns", async () => {
    for (const line of ["", "bill", "bill list -h", "bill create -h", "fail -h"]) {
      const { stdout } = await run(line);
      expect(stdout.split("\n").filter((text) => text.length >= 80)).toEqual([]);
    }
  });

  it("prints one line for the version", async () => {
    for (const line of ["--version", "-V", "version"]) {
      expect(shown(await run(line))).toEqual({ code: 0, stdout: "pdqb 1.2.3\n", stderr: "" });
    }
  });

  it("prints help topics", async () => {
    expect(shown(await run("help cron"))).toEqual({
      code: 0,
      stdout: "Run it at night.\n",
      stderr: "",
    });
  });
});

describe("usage errors", () => {
  const cases: [line: string, stderr: string][] = [
    ["bil list", '✗ pdqb has no command "bil".\n  Did you mean pdqb bill?\n  Next: pdqb --help\n'],
    ["bi list", '✗ pdqb has no command "bi".\n  Did you mean pdqb bill?\n  Next: pdqb --help\n'],
    ["zzz list", '✗ pdqb has no command "zzz".\n  Next: pdqb --help\n'],
    [
      "list",
      '✗ pdqb has no command "list".\n  Did you mean pdqb bill list?\n  Next: pdqb --help\n',
    ],
    [
      "cron",
      '✗ pdqb has no command "cron".\n  Did you mean pdqb help cron?\n  Next: pdqb --help\n',
    ],
    [
      "bill crate",
      '✗ pdqb bill has no command "crate".\n  Did you mean pdqb bill create?\n  Commands: list, create, void\n  Next: pdqb bill --help\n',
    ],
    [
      "bill cr",
      '✗ pdqb bill has no command "cr".\n  Did you mean pdqb bill create?\n  Commands: list, create, void\n  Next: pdqb bill --help\n',
    ],
    [
      "help bill crate",
      '✗ pdqb bill has no command "crate".\n  Did you mean pdqb bill create?\n  Commands: list, create, void\n  Next: pdqb bill --help\n',
    ],
    [
      "help crno",
      '✗ pdqb help knows no "crno".\n  Did you mean pdqb help cron?\n  Topics: cron\n  Next: pdqb help\n',
    ],
    [
      "help bil",
      '✗ pdqb help knows no "bil".\n  Did you mean pdqb help bill?\n  Topics: cron\n  Next: pdqb help\n',
    ],
    [
      "help bill create now",
      '✗ pdqb help: "now" is one word too many.\n  Next: pdqb help bill create\n',
    ],
    ["version now", '✗ pdqb version: "now" is one word too many.\n  Next: pdqb version\n'],
    [
      "--profil acme bill",
      '✗ Unknown flag --profil after "pdqb".\n  Did you mean --profile?\n  Next: pdqb --help\n',
    ],
    [
      "bill --status open list",
      '✗ Unknown flag --status after "pdqb bill".\n  Flags of a command stand after its name.\n  Next: pdqb bill --help\n',
    ],
  ];
  for (const [line, stderr] of cases) {
    it(`pdqb ${line}`, async () => expect(shown(await run(line))).toEqual(usage(stderr)));
  }

  const ofList = (message: string) =>
    `✗ ${message}\n  Usage: pdqb bill list [flags]\n  Next: pdqb bill list --help\n`;
  const ofCreate = (message: string) =>
    `✗ ${message}\n  Usage: pdqb bill create <customer> [flags]\n  Next: pdqb bill create --help\n`;
  const parsed: [line: string, stderr: string][] = [
    ["bill list --statsu open", ofList("Unknown flag --statsu.\n  Did you mean --status?")],
    ["bill list --stat open", ofList("Unknown flag --stat.\n  Did you mean --status?")],
    ["bill list --yes", ofList("Unknown flag --yes.")],
    ["bill list -x", ofList("Unknown flag -x.")],
    ["bill list --quiet=yes", ofList("--quiet takes no value.")],
    [
      "bill list --status opne",
      ofList('--status takes open, paid, overdue, and not "opne".\n  Did you mean open?'),
    ],
    [
      "bill list foo",
      ofList('"foo": an argument too many.\n  A value with spaces stands in quotes.'),
    ],
    ["bill list --limit -1", ofList('--limit takes a whole number, and "-1" is none.')],
    ["bill list --limit 1e3", ofList('--limit takes a whole number, and "1e3" is none.')],
    ["bill create", ofCreate("<customer> is missing: Who pays")],
    ["bill create x --count", ofCreate("--count <n> takes a value, and none was given.")],
    [
      "bill create x --count --yes",
      ofCreate("--count takes a value, and --yes stands in its place."),
    ],
    [
      "bill create x --price 4,50",
      ofCreate('--price takes a number such as 1250.00, and "4,50" is none.'),
    ],
    [
      "bill create x --due 2026-02-30",
      ofCreate('--due takes a date such as 2026-11-25, and "2026-02-30" is none.'),
    ],
    ["bill create x --count 1 --count 2", ofCreate('--count was given twice, as "1" and "2".')],
  ];
  for (const [line, stderr] of parsed) {
    it(`pdqb ${line}`, async () => {
      const ran = await run(line);
      expect(shown(ran)).toEqual(usage(stderr));
      expect(ran.seen.args).toBeUndefined();
    });
  }

  it("refuses a wrong name of --fields before anything is done, where the names are known", async () => {
    const { code, stdout, stderr, seen } = await run("bill list --fields numbr");
    expect({ code, stdout, flags: seen.flags }).toEqual({ code: 2, stdout: "" });
    expect(JSON.parse(stderr).error).toMatchObject({
      kind: "usage",
      message: '--fields: there is no field "numbr".',
      reason: "Did you mean number?\nFields: number, customer, total",
    });
  });
});

describe("flags", () => {
  it("gives each kind its type, and undefined, false or [] where nothing was given", async () => {
    const { seen } = await run([
      "bill",
      "create",
      "Blumen & Co",
      "--count",
      "3",
      "--price=4.50",
      "--due",
      "2026-12-01",
      "--line",
      "a",
      "--line=b, c",
      "--again",
      "1042",
      "--no-browser",
      "-y",
    ]);
    expect(seen.args).toEqual(["Blumen & Co"]);
    expect({ ...seen.flags, price: String(seen.flags?.price) }).toEqual({
      count: 3,
      price: "4.5",
      due: "2026-12-01",
      line: ["a", "b, c"],
      again: "1042",
      noBrowser: true,
    });
    expect((await run("bill create x --yes")).seen.flags).toEqual({ line: [], noBrowser: false });
  });

  it("stand before or after arguments and before the command, and end at --", async () => {
    const lines = [
      "bill create x --count 3 --yes",
      "bill create --count=3 x -y",
      "bill create --yes --count 3 -- x",
      "--no-input bill --profile acme create -y --count 3 x",
    ];
    for (const line of lines) {
      const { code, seen } = await run(line);
      expect({ line, code, args: seen.args, count: seen.flags?.count }).toEqual({
        line,
        code: 0,
        args: ["x"],
        count: 3,
      });
    }
    expect((await run("bill create --yes -- --count")).seen.args).toEqual(["--count"]);
    expect((await run("bill create - --yes")).seen.args).toEqual(["-"]);
  });

  it("mean true alone where their value is optional", async () => {
    expect((await run("bill create x --again --yes")).seen.flags?.again).toBe(true);
  });

  it("take the same value twice, and arguments without an end", async () => {
    expect((await run("bill create x --yes --count 1 --count 1")).seen.flags?.count).toBe(1);
    expect((await run("bill void 1 2 3")).seen.args).toEqual(["1", "2", "3"]);
  });
});
