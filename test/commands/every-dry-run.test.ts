// Every line of every command, from the command tree. One that writes, with --dry-run beside --yes, changes no row of the ledger, no file
// that is kept and nothing at either service. One that only reads sends nothing that changes anything, and leaves settings and secrets.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everyLine } from "../support/every-line.ts";
import { leftUnclear } from "../support/killable.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { everyCommand } from "../support/tree.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;
let typed: (line: string) => string;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  const world = await openWorld(home);
  const { invoice } = await create(world, 142);
  const intent = await leftUnclear(world, 148);
  const copy = join(home.path, "copy.db");
  for (const line of [
    "run plan --deals 142,145 --name hostile",
    "preset save usual --terms 9",
    `ledger backup ${copy}`,
  ])
    expect(await home.run(line)).toMatchObject({ code: 0 });
  typed = (line) =>
    line
      .replace(/\bID\b/, `id:${invoice.id}`)
      .replace("NUMBER", invoice.number ?? "")
      .replace("INTENT", intent)
      .replace("FOLDER", home.path);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const hash = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");

/** What a process keeps for itself while it runs, documents that a line asks for, and databases, whose rows are looked at instead. */
const PASSING = /^(locks|practice|out)\/|\.db(-wal|-shm)?$/;

function files(): string[] {
  const all = readdirSync(home.path, { recursive: true }) as string[];
  return all
    .filter((file) => !PASSING.test(file) && statSync(join(home.path, file)).isFile())
    .map((file) => `${file} ${hash(readFileSync(join(home.path, file)))}`);
}

function rows(): string[] {
  const database = new DatabaseSync(join(home.path, "ledger.db"), { readOnly: true });
  try {
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
    return tables.map((table) => {
      const { name } = table as { name: string };
      return `${name} ${hash(JSON.stringify(database.prepare(`select * from "${name}"`).all()))}`;
    });
  } finally {
    database.close();
  }
}

/** Queries and batches read, and a new token changes nothing that anybody keeps. */
const READS = /\/(query|batch|tokens\/bearer|oauth\/token)$/;

async function sent(): Promise<string[]> {
  const log = await books.log();
  return log
    .filter(({ method, path }) => method !== "GET" && !READS.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}

it("a command that writes takes --dry-run and --yes, and a dry run changes nothing", async () => {
  const { lines } = await everyLine();
  const commands = (await everyCommand()).filter(([, { effect }]) =>
    /writes|settings/.test(effect),
  );
  const paths = commands.map(([path]) => path).filter((path) => !path.startsWith("practice "));
  const tried = new Set<string>();
  const faults: unknown[] = [];
  for (const { typed: line } of lines) {
    const path = paths.find((one) => `${line} `.startsWith(`${one} `));
    if (path === undefined || line.includes("--list")) continue;
    tried.add(path);
    const before = { files: files(), rows: rows() };
    await books.clearLog();
    const words = typed(line)
      .split(" ")
      .filter((word) => !/^--(dry-run|yes)$/.test(word));
    const { code, stderr } = await home.run([...words, "--dry-run", "--yes", "--no-input"]);
    const after = { files: files(), rows: rows() };
    const posted = await sent();
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    if (![0, 3].includes(code ?? 1) || !isSame || posted.length > 0)
      faults.push({
        line,
        code,
        stderr,
        posted,
        changed: rows().filter((row) => !before.rows.includes(row)),
      });
  }
  expect(faults).toEqual([]);
  expect(paths.filter((path) => !tried.has(path))).toEqual([]);
});

it("a dry run of restoring a ledger looks at the copy", async () => {
  const copy = join(home.path, "copy.db");
  expect(await home.json(`ledger restore ${copy} --dry-run`)).toMatchObject({
    outcome: "planned",
    copy: { invoices: 1, links: 1, schema: expect.any(Number), history: expect.any(Number) },
  });
  expect((await home.run(`ledger restore ${copy}.none --dry-run`)).code).toBe(5);
  writeFileSync(`${copy}.text`, "Not a ledger, and long enough to be taken for a file of one.");
  const { code, stderr } = await home.run(`ledger restore ${copy}.text --dry-run`);
  expect([code, stderr]).toEqual([3, expect.stringContaining("the copy is damaged itself")]);
});

it("a command that only reads sends nothing and leaves the settings and secrets", async () => {
  const { lines } = await everyLine();
  const commands = (await everyCommand()).filter(([, { effect }]) => /reads|local/.test(effect));
  const paths = commands.map(([path]) => path);
  const faults: unknown[] = [];
  for (const { typed: line } of lines) {
    const path = paths.find((one) => `${line} `.startsWith(`${one} `));
    if (path === undefined) continue;
    const before = files();
    await books.clearLog();
    await home.run(typed(line));
    const posted = await sent();
    const added = files().filter((file) => !before.includes(file));
    if (posted.length > 0 || added.length > 0) faults.push({ line, posted, added });
  }
  expect(faults).toEqual([]);
});

it("a real run is seen by all three measures", async () => {
  const before = { files: files(), rows: rows() };
  await books.clearLog();
  for (const line of [
    "preset save other --terms 9",
    "invoice create --deal 145 --not-duplicate --yes",
  ])
    expect(await home.run(line)).toMatchObject({ code: 0 });
  expect(files()).not.toEqual(before.files);
  expect(rows()).not.toEqual(before.rows);
  expect(await sent()).toContainEqual(expect.stringMatching(/^POST .*\/invoice$/));
});
