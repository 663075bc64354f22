/** argv in, exact stdout, stderr and exit code out. */
import { describe, expect, it } from "vitest";
import { type Ran, run } from "./sample-tree.ts";

const shown = ({ code, stdout, stderr }: Ran) => ({ code, stdout, stderr });

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
  --fields <a,b>  Only these JSON fields (implies --json)
  --quiet         Print only errors on stderr
  --no-color      Disable colour

Global:
  --dry-run         Show what would happen, without doing it
  -y, --yes         Skip the confirmation
  --profile <name>  Profile to use
  --no-input        Never prompt
  --debug           Show requests and stack traces on stderr
  -h, --help        Show this help

A date is one of 2026-11-30, 30.11., today, tomorrow, yesterday, +14, -7, eom.
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

const ofList = (...words: string[]) => [
  ...words,
  "Usage: pdqb bill list [flags]",
  "Next: pdqb bill list --help",
];
const ofCreate = (...words: string[]) => [
  ...words,
  "Usage: pdqb bill create <customer> [flags]",
  "Next: pdqb bill create --help",
];
const ofNoun = (word: string, meant: string) => [
  `Unknown command '${word}'.`,
  meant,
  "Commands: list, create, void",
  "Next: pdqb bill --help",
];
const ofHelp = (word: string, meant: string) => [
  `Unknown command '${word}'.`,
  meant,
  "Commands: bill, fail, cron",
  "Next: pdqb help --help",
];

describe("usage errors", () => {
  const cases: [line: string, words: string[]][] = [
    ["bil list", ["Unknown command 'bil'.", "(Did you mean bill?)", "Next: pdqb --help"]],
    ["zzz list", ["Unknown command 'zzz'.", "Next: pdqb --help"]],
    ["zzz --help", ["Unknown command 'zzz'.", "Next: pdqb --help"]],
    ["list", ["Unknown command 'list'.", "(Did you mean pdqb bill list?)", "Next: pdqb bill list"]],
    ["cron", ["Unknown command 'cron'.", "(Did you mean pdqb help cron?)", "Next: pdqb help cron"]],
    ["bill crate", ofNoun("crate", "(Did you mean create?)")],
    ["help bill crate", ofNoun("crate", "(Did you mean create?)")],
    [
      "bill make a,b",
      [
        "Unknown command 'make'.",
        "(Did you mean pdqb bill create?)",
        "Commands: list, create, void",
        "Next: pdqb bill create 'a,b'",
      ],
    ],
    ["bill crate --help", ofNoun("crate", "(Did you mean create?)")],
    ["help crno", ofHelp("crno", "(Did you mean cron?)")],
    ["help bil", ofHelp("bil", "(Did you mean bill?)")],
    [
      "help bill create now",
      [
        "Too many arguments for 'bill'. Expected 1 argument but got 2.",
        "Usage: pdqb help bill [command]",
        "Next: pdqb help bill --help",
      ],
    ],
    [
      "--profil acme bill",
      ["Unknown option '--profil'.", "(Did you mean --profile?)", "Next: pdqb --help"],
    ],
    [
      "bill --status open list",
      ["Unknown option '--status'.", "Commands: list, create, void", "Next: pdqb bill --help"],
    ],
    ["--yes bill list", ofList("Unknown option '--yes'.")],
    ["bill list --statsu open", ofList("Unknown option '--statsu'.", "(Did you mean --status?)")],
    ["bill list --yes", ofList("Unknown option '--yes'.")],
    ["bill list -x", ofList("Unknown option '-x'.")],
    ["bill list --quiet=yes", ofList("Unknown option '--quiet=yes'.")],
    [
      "bill list --status opne",
      ofList('--status must be one of open, paid, overdue; got "opne".', "(Did you mean open?)"),
    ],
    ["bill list --status sent", ofList('--status must be one of open, paid, overdue; got "sent".')],
    ["bill list foo", ofList("Too many arguments for 'list'. Expected 0 arguments but got 1.")],
    ["bill list --limit -1", ofList('--limit must be a whole number; got "-1".')],
    ["bill list --limit 1e3", ofList('--limit must be a whole number; got "1e3".')],
    ["bill create", ofCreate("Missing required argument 'customer'.")],
    ["bill create x --count", ofCreate("--count needs a value.")],
    [
      "bill create x --count --yes",
      ofCreate("--count needs a value; --yes is a flag (use --count=--yes if you mean it)."),
    ],
    [
      "bill create x --price 4,50",
      ofCreate('--price must be a number such as 1250.00; got "4,50".'),
    ],
    [
      "bill create x --due 2026-02-30",
      ofCreate(
        '--due must be a date (2026-11-30, 30.11., today, tomorrow, yesterday, +14, -7, eom); got "2026-02-30".',
      ),
    ],
    ["bill create x --count 1 --count 2", ofCreate('--count was given twice, as "1" and "2".')],
    ["bill create x --again --again 5", ofCreate('--again was given twice, as nothing and "5".')],
  ];
  for (const [line, [first = "", ...more]] of cases) {
    it(`pdqb ${line}`, async () => {
      const ran = await run(line);
      const stderr = [`✗ ${first}`, ...more.map((text) => `  ${text}`), ""].join("\n");
      expect(shown(ran)).toEqual({ code: 2, stdout: "", stderr });
      expect(ran.seen.args).toBeUndefined();
    });
  }

  it.each(["--csv --json", "--json --csv", "--csv --fields number"])(
    "of two forms of one answer: %s",
    async (flags) => {
      const { code, stdout, stderr } = await run(`bill list ${flags}`);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(JSON.parse(stderr).error.message).toContain("'--csv' cannot be used with option '--");
    },
  );

  it("refuses a wrong name of --fields before anything is done, where the names are known", async () => {
    const { code, stdout, stderr, seen } = await run("bill list --fields numbr");
    expect({ code, stdout, flags: seen.flags }).toEqual({ code: 2, stdout: "" });
    expect(JSON.parse(stderr).error).toMatchObject({
      kind: "usage",
      message: '--fields: there is no field "numbr".',
      reason: "Fields: number, customer, total",
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
