// `pdqb history`: who did what, with filters, why a void was made, and whether the rows are as they were written.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
type Row = { row: number; action: string; deal_id: number; reason: string | null; hash: string };
const history = async (flags = "") =>
  (await home.json(`history${flags}`)).history as unknown as Row[];

beforeAll(async () => {
  await openPractice(home, { matching: true });
  await home.run("invoice create --deal 142 --yes");
  await home.run("invoice create --deal 145 --yes");
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

it("tells what was done, alone or as list, by deal, day and person", async () => {
  const rows = await history();
  expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1));
  expect(await history(" list")).toEqual(rows);
  const made = rows.filter(({ action }) => action === "create invoice");
  expect(made.map(({ deal_id }) => deal_id)).toEqual([142, 145]);
  expect(await history(" --deal 145")).toEqual(rows.filter(({ deal_id }) => deal_id === 145));
  expect(await history(" --since yesterday")).toEqual(rows);
  expect(await history(" --since 2999-01-01")).toEqual([]);
  expect(await history(" --by nobody-of-this-name")).toEqual([]);
  const cut = await home.json("history --limit 1");
  expect(cut).toMatchObject({ history: [{ row: rows.length }], complete: false });
  expect((await home.run("history --limit 1")).stderr).toBe(
    "There are more: give --limit a larger number.\n",
  );
});

it("a day that is none is refused", async () => {
  const { code, stderr } = await home.run("history --since someday");
  expect(code).toBe(2);
  expect(stderr).toContain(
    '--since must be a date (2026-11-30, 30.11., today, tomorrow, yesterday, +14, -7, eom); got "someday"',
  );
});

it("keeps why an invoice was voided, and a setting makes it a must", async () => {
  const { invoices } = await home.json("invoices list --deal 145");
  const [{ number } = { number: "" }] = invoices as unknown as { number: string }[];
  await home.run("config set reason.required true");
  const refused = await home.run(`invoice void ${number} --yes`);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(`pdqb invoice void ${number} --reason "<why>"`);
  const done = await home.run(["invoice", "void", number, "--yes", "--reason", "Billed twice"]);
  expect(done.code, done.stderr).toBe(0);
  const [last] = (await history(" --deal 145")).slice(-1);
  expect(last).toMatchObject({ action: "void invoice", reason: "Billed twice" });
  const own = (await home.json("invoices list --deal 142"))["invoices"] as unknown as Numbered[];
  const other = own[0]?.number ?? "";
  const kept = await home.run(`invoice delete ${other} --yes`);
  expect(kept.code).toBe(3);
  expect(kept.stderr).toContain(`pdqb invoice delete ${other} --reason "<why>"`);
});
type Numbered = { number: string };

it("narrows by invoice, run and a part of a name, also as CSV", async () => {
  const [made] = await history(" --deal 142");
  const number = (
    (await home.json("invoices list --deal 142"))["invoices"] as unknown as Numbered[]
  )[0];
  expect(await history(` --invoice ${number?.number}`)).toEqual([made]);
  await home.run("run plan --deals 146 --name trial");
  await home.run(["run", "approve", "trial", "--yes", "--reason", "Known customers"]);
  const ofRun = (await history(" --run trial")).map(({ action, reason }) => [action, reason]);
  expect(ofRun).toEqual([
    ["plan run", null],
    ["approve run", "Known customers"],
  ]);
  const { stdout } = await home.run("history --run trial --csv");
  const [head, ...lines] = stdout.trimEnd().split("\n");
  expect(head?.split(",").slice(0, 4)).toEqual(["row", "at", "actor", "action"]);
  expect(lines).toHaveLength(2);
  const [, who = ""] = /^[^,]*,[^,]*,([^,@]+)/.exec(lines[0] ?? "") ?? [];
  expect(await history(` --by ${who.toUpperCase()}`)).toEqual(await history());
});

it("is exported with its hashes, and a changed row is named", async () => {
  const file = join(home.path, "history.jsonl");
  expect(await home.json(["history", "verify"])).toMatchObject({ outcome: "sound", broken: [] });
  expect((await home.run(["history", "export", "--output", file])).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(await history());
  expect((await home.run(["history", "export", "--output", file])).code).toBe(3);
  const { stdout } = await home.run("history export");
  expect(stdout).toBe(readFileSync(file, "utf8"));
  const ledger = new DatabaseSync(join(home.path, "ledger.db"));
  ledger.exec("drop trigger history_stays");
  ledger.exec("update history set actor = 'somebody@else' where place = 2");
  ledger.close();
  const verified = await home.run("history verify --json");
  expect(verified.code).toBe(7);
  expect(JSON.parse(verified.stdout)).toMatchObject({
    outcome: "broken",
    rows: lines.length,
    broken: [{ row: 2, why: "It was changed." }],
  });
});
