// Every example of every help text, run as it stands there, with an invoice and a file of its own where it names one.
// Aim: what the help shows works. What ends otherwise than with 0 is said beside it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { wordsOf } from "../commands/typed.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { everyCommand } from "../support/tree.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "pdqb-examples-"));

beforeAll(async () => {
  await openPractice(home, { matching: true });
  await home.run("customer link --organization 402 --customer 417");
  await home.run("product link 88 --item 88");
  writeFileSync(join(folder, "invoices.csv"), "invoice,deal\n1004,148\n");
  process.chdir(folder);
}, 60_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

/** Shown by another test, since they take a login, a browser, or the services themselves away. */
const ELSEWHERE = [
  /^pdqb (connect|disconnect) /, // connection
  /^pdqb practice (start|stop|reset|copy)/, // practice/lasting, practice/commands; after a copy the deal is in doubt
  /^pdqb demo/, // tarball
  /^pdqb ledger (use|move --to) postgres:/, // team: a server that others have
  /^pdqb (run (plan --from|drop|cancel)|invoice create --from)/, // usecases/runs: a file of their own, and a run that is at an end
];

/** Without a terminal nothing is asked (2); an id that is only shown (5). */
const ENDS: [example: RegExp, code: number][] = [
  [/^pdqb invoice create(( --deal)? 123)?$/, 2],
  [/^pdqb invoice (void|delete|email) \S+$/, 2],
  [/^pdqb invoice create 123 124 125$/, 2],
  [/^pdqb run (approve|apply) 2026-11( --send)?$/, 2],
  [/^pdqb run approve 2026-11 --expect /, 3], // the digest of another run
  [/^pdqb run mend/, 3], // without a terminal it lists what is missing
  [/^pdqb customer link --organization 402$/, 2],
  [/^pdqb prove --(output|service) /, 2],
  [/^pdqb practice settings --from /, 2], // there is no such file here
  [/^pdqb pending (show|resolve) /, 5],
  [/^pdqb check --month/, 7], // the company has deals that nobody has billed
  [/^pdqb check --accept/, 3], // and an invoice of another month
];

/** Invoices, files and folders of this test in the place of those that the help names. */
async function inPlace(example: string): Promise<string> {
  let line = example;
  for (const name of ["1042", "1043"]) {
    if (!new RegExp(`\\b${name}\\b`).test(line)) continue;
    // One that was made elsewhere is what is tied to a deal, and to one that has none.
    const isTied = line.startsWith("pdqb invoice link");
    if (isTied) line = line.replace("--deal 123", "--deal 149");
    const number = isTied ? "1001" : await made();
    line = line.replaceAll(new RegExp(`\\b${name}\\b`, "g"), number);
  }
  return line
    .replace("november.html", join(folder, "november.html"))
    .replace("/media/safe/ledger.db", join(folder, "ledger.db"))
    .replace(/ledger\.db\.backup-\S+/, join(folder, "ledger.db"));
}

async function made(): Promise<string> {
  const again = { again: true as const, notDuplicate: true };
  const { invoice } = await create(await openWorld(home), 142, again);
  return invoice.number ?? "";
}

it("do what they show", async () => {
  const examples = (await everyCommand()).flatMap(([, command]) => command.examples);
  expect(examples.length).toBeGreaterThan(100);
  const differences: string[] = [];
  for (const example of examples) {
    if (ELSEWHERE.some((one) => one.test(example))) continue;
    const [, ...words] = wordsOf(await inPlace(example));
    const { code, stderr } = await home.run(words);
    const expected = ENDS.find(([one]) => one.test(example))?.[1] ?? 0;
    if (code !== expected) differences.push(`${example} ended with ${code}: ${stderr}`);
    if (example.startsWith("pdqb practice fail")) await home.run("practice fail --clear");
  }
  expect(differences).toEqual([]);
}, 180_000);
