// What is wrong with a run, or with what was typed, is said with a command that gets further when it is pasted, and nothing is stored by halves.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseLine, shellWords } from "../../support/command-line.ts";
import { openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
const file = join(home.path, "rows.csv");
let ledger: string;

type Failed = { error: { kind: string; message: string; reason: string; next: string[] } };

beforeAll(async () => {
  await openPractice(home, { matching: true, company: "month-end" });
  ledger = (await home.run("ledger path")).stdout.trim();
  for (const line of [
    "run plan --deals 1001,1002 --name open",
    "run plan --deals 1003 --name finished",
    "run apply finished --yes",
    "run plan --deals 1004 --name cancelled",
    "run cancel cancelled --yes",
    "run plan --deals 1128 --name unready",
    "run plan --deals 1005 --name elsewhere",
  ])
    expect([line, (await home.run(line)).code]).toEqual([line, 0]);
  const database = new DatabaseSync(ledger);
  database.exec("update runs set realm = '999' where name = 'elsewhere'");
  database.close();
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** Everything that a run, a link, a write or its history left there. */
function stored(): unknown {
  const database = new DatabaseSync(ledger);
  const all = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[];
  const names = all("select name from sqlite_master where type = 'table'")
    .map(({ name }) => String(name))
    .filter((name) => /run|intent|link|histor/.test(name));
  expect(names.length).toBeGreaterThan(4);
  const rows = names.map((name) => [name, all(`select * from ${name}`)]);
  database.close();
  return rows;
}

const run = (line: string) => home.run(shellWords(line).slice(1));

/** What a person puts in the place of `<file>`. */
const BLANKS: Record<string, string> = {
  file,
  id: "7",
  deals: "1002",
  "YYYY-MM": "2026-11",
  name: "other",
  class: "Care",
};
const filled = (next: string) =>
  next
    .replace(/<([A-Za-z-]+)>/g, (blank, name: string) => BLANKS[name] ?? blank)
    .replace("review.csv", join(home.path, "review.csv"));

/** Runs what is wrong, and what it proposes after it; a file is corrected before. */
async function refused(line: string, code: number, words: string, csv?: string | Buffer) {
  if (csv !== undefined) writeFileSync(file, csv);
  const before = stored();
  const { code: exit, stderr, stdout } = await run(`${line} --json`);
  expect([exit, stderr + stdout]).toEqual([code, expect.stringContaining("{")]);
  const { error } = JSON.parse(stderr) as Failed;
  expect(`${error.message}\n${error.reason}`).toContain(words);
  expect(stored()).toEqual(before);
  expect(error.next).not.toEqual([]);
  writeFileSync(file, "deal\n1001\n");
  for (const next of error.next) {
    const pasted = filled(next);
    const { command } = await parseLine(pasted);
    const yes = command.effect === "writes" ? " --yes" : "";
    const again = await run(`${pasted.replace(/ --yes$/, "")}${yes}`);
    expect(again.code, `${pasted}: ${again.stderr}`).not.toBe(1);
    expect(again.stderr, pasted).not.toContain(error.message);
    if (code === 2) expect(again.code, `${pasted}: ${again.stderr}`).not.toBe(2);
  }
}

it.each([
  ["a month that is none", "--won 2026-13", 2, "not a month"],
  ["a month by its name", "--due november", 2, "not a month"],
  ["a month beside other days", "--won 2026-11 --won-since 2026-12-01", 2, "No day of 2026-11"],
  ["days the wrong way round", "--won-since 2026-11-30 --won-until 2026-11-01", 2, "is before"],
  ["a filter that Pipedrive does not know", "--filter 987654", 5, "no filter 987654"],
  ["a pipeline that is none", "--pipeline Nope", 5, "no pipeline"],
  ["an owner who is nobody", "--owner nobody", 5, "no user"],
  ["a deal twice", "--deals 1001,1001", 2, "names deal 1001 twice"],
  ["a deal that is no deal", "--deals abc", 2, "not a deal id"],
  ["no deal at all", "--deals ,", 2, "names no deal"],
  ["a deal that is gone", "--deals 1001,987654", 5, "no deal 987654"],
  ["deals that are all gone", "--deals 987653,987654", 5, "2 of its deals"],
  ["an empty selection", "--won 1999-01", 3, "no deal fits"],
  ["--late without --due", "--won 2026-11 --late", 2, "--late goes with --due"],
  ["a file that is not there", "--from no-such.csv", 2, "no file no-such.csv"],
  ["a folder", "--from .", 2, "is a folder"],
  ["deals and a file", `--deals 1001 --from ${file}`, 2, "cannot be combined"],
  ["a bad name", "--deals 1001 --name 'a b'", 2, "not a name of a run"],
  ["the name of another run", "--deals 1009 --name open", 2, "planned for other deals"],
  ["the name of a run that is over", "--deals 1009 --name finished", 2, "It is finished"],
  ["a name alone", "--name later", 2, "keeps its deals"],
  ["terms that QuickBooks does not have", "--deals 1001,1002 --terms 'Net 999'", 5, "no term"],
  ["a class that QuickBooks does not have", "--deals 1011,1012 --class Nope", 5, "no class"],
  ["a cycle that is no number", "--deals 1001 --recurring 2026-13", 2, "not a whole number"],
  ["a preset that is none", "--deals 1001 --preset nope", 5, "no preset"],
])("run plan refuses %s", (_what, flags, code, words) =>
  refused(`pdqb run plan ${flags}`, code, words),
);

it("terms that every deal lacks are mended in the command that planned, in a file in its own rows", async () => {
  const typed = await run("pdqb run plan --deals 1011,1012 --memo 'a b' --terms 'Net 999'");
  expect(typed.stderr).toContain(
    "Next: pdqb run plan --deals '1011,1012' --memo 'a b' --terms 'Due on receipt'",
  );
  writeFileSync(file, "deal,terms\n1011,Net 999\n1012,Net 999\n");
  const { deals = [] } = await home.json(`run plan --from ${file} --dry-run`);
  expect(deals.map((one: { error: { next: string[] } }) => one.error.next[1])).toEqual([
    "pdqb invoice create --deal 1011 --terms 'Net 14'",
    "pdqb invoice create --deal 1012 --terms 'Net 14'",
  ]);
});

it("a custom field that the forms do not have is one thing that is missing", async () => {
  const { missing } = await home.json("run plan --deals 1011,1012 --custom-field X=1 --dry-run");
  expect(missing).toMatchObject([{ code: "feature_off", deals: [1011, 1012] }]);
});

const UTF16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("deal\n1001\n", "utf16le")]);

it.each<[string, string | Buffer, number, string]>([
  ["nothing in it", "", 2, "is empty"],
  ["a header only", "deal;percent\n", 2, "no rows"],
  ["an unknown column", "deal,colour\n1001,red\n", 2, 'unknown column: "colour"'],
  ["a column twice", "deal,po,po\n1001,a,b\n", 2, 'the column "po" twice'],
  ["no deals", "percent\n30\n", 2, 'no column "deal"'],
  ["a bad number", "deal,percent\n1001,30\n1002,many\n", 2, 'Row 3: --percent "many"'],
  ["a bad day", "deal,date\n1001,2026-02-30\n", 2, 'Row 2: column "date" must be a date'],
  ["a bad choice", "deal,tax\n1001,maybe\n", 2, 'Row 2: column "tax" must be'],
  ["a cell too many", "deal,po\n1001,a,b\n", 2, "Row 2: it has 3 cells"],
  ["a row without a deal", "deal,po\n,a\n", 2, "Row 2: it names no deal"],
  ["a deal that is no deal", "deal\nabc\n", 2, 'Row 2: "abc" is not a deal'],
  ["a deal twice", "deal\n1001\n1001\n", 2, "Row 3: deal 1001 stands in row 2 too"],
  ["a deal that is gone", "deal,po\n1001,a\n987654,b\n", 5, "no deal 987654"],
  ["an open quote", 'deal,memo\n1001,"open\n', 2, "cannot be read"],
  ["letters of Latin-1", Buffer.from("deal,memo\n1001,Gr\xfc\xdfe\n", "latin1"), 2, "UTF-8"],
  ["UTF-16", UTF16, 2, "UTF-8"],
])("a CSV is refused with %s", (_what, csv, code, words) =>
  refused(`pdqb run plan --from ${file}`, code, words, csv),
);

it("a CSV of a spreadsheet is read, whatever its separators, line ends and byte order mark", async () => {
  writeFileSync(file, '﻿Deal;PO\r\n1001;"A;1"\r\n\r\n1002;\r\n');
  const { deals } = await home.json(`run plan --from ${file}`);
  expect(deals).toMatchObject([{ deal: { id: 1001 } }, { deal: { id: 1002 } }]);
});

it("--from - at a terminal waits for nobody", async () => {
  const { code, screen } = await home.types("run plan --from -").ended;
  expect([code, screen]).toEqual([2, expect.stringContaining("pdqb run plan --from <file>")]);
});

const verbs = ["plan", "mend", "approve", "apply", "drop --deal 1001", "cancel"];

it.each(
  verbs.flatMap((verb) => {
    const [name = "", ...rest] = verb.split(" ");
    const line = (of: string) =>
      [
        `pdqb run ${name} ${of}`,
        ...rest,
        ...(/approve|apply|cancel/.test(name) ? ["--yes"] : []),
      ].join(" ");
    const over: [string, number, string][] =
      name === "cancel"
        ? [[line("finished"), 3, "is finished and cannot be cancelled"]]
        : ["finished", "cancelled"].map((of) => [line(of), 3, `is ${of} and cannot be`]);
    return [...over, [line("none"), 5, "no run none"], [line("elsewhere"), 3, "another pair"]] as [
      string,
      number,
      string,
    ][];
  }),
)("%s", (line, code, words) => refused(line, code, words));

it.each([
  ["pdqb run view none", 5, "no run none"],
  ["pdqb run view elsewhere", 3, "another pair of companies"],
  ["pdqb run view open --state redy", 2, "not a state"],
  ["pdqb run view open --deal 7", 5, "no deal 7"],
  [`pdqb run view open --output ${home.path}/x.pdf`, 2, "has to end in"],
  [`pdqb run view open --output ${home.path}/x.csv`, 2, "--table says which"],
  [`pdqb run view open --output ${home.path}/x.csv --table nope`, 2, 'no table "nope"'],
  ["pdqb run view open --table lines", 2, "--table goes with --output"],
  ["pdqb run drop open", 2, "Which deals"],
  ["pdqb run drop open --deal 7", 5, "no deal 7"],
  ["pdqb run approve unready --yes", 3, "No invoice of it is ready"],
  ["pdqb run approve open --expect 0000 --yes", 3, "changed since it was reviewed"],
  ["pdqb run apply unready --yes", 3, "has no invoice that is ready"],
  ["pdqb run apply unready", 3, "has no invoice that is ready"],
  ["pdqb run apply open --json-lines --max-invoices 1 --yes", 2, "cannot be combined"],
  ["pdqb run apply open --max-invoices 0", 2, "at least 1"],
  ["pdqb run apply open --max-total much", 2, "must be an amount"],
])("%s is refused", (line, code, words) => refused(line, code, words));
