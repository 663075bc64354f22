// `invoice create` of several deals is a run of its own: one confirmation, each once, and what cannot be billed is named.
import { afterAll, beforeAll, expect, it } from "vitest";
import { booked } from "../../support/month-end.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true, company: "month-end" });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const once = { count: 1, total: expect.any(String) };
const runs = async () =>
  (await home.json("run list"))["runs"] as unknown as { name: string; state: string }[];

it("creates those that are ready, names the others, and keeps nothing in a dry run", async () => {
  const dry = await home.run("invoice create 1001 1002 1128 --dry-run --json");
  expect([dry.code, JSON.parse(dry.stdout).run.counts]).toMatchObject([
    3,
    { ready: 2, problem: 1 },
  ]);
  expect([await runs(), await booked(books)]).toEqual([[], {}]);
  const { code, stdout, stderr } = await home.run(
    "invoice create --deal 1001,1002,1128 --yes --json",
  );
  expect([code, JSON.parse(stdout).run.counts]).toMatchObject([7, { created: 2, problem: 1 }]);
  expect(stderr).toContain("Deal 1128: The deal has no organization and no person");
  expect(await booked(books)).toEqual({ 1001: once, 1002: once });
  const again = await home.run("invoice create 1001 1002 --yes --json");
  expect([again.code, JSON.parse(again.stdout || "{}").run?.counts]).toMatchObject([
    0,
    { billed: 2 },
  ]);
  expect(await booked(books)).toEqual({ 1001: once, 1002: once });
});

it("takes rows of a CSV from stdin, each with its own flags", async () => {
  const stdin = "deal,percent,po\n1003,50,A-7\n1004,,\n";
  const { code, stdout } = await home.run("invoice create --from - --yes --json", { stdin });
  const { deals } = JSON.parse(stdout);
  expect([code, deals.map((one: { part: string | null }) => one.part)]).toEqual([
    0,
    ["50 %", null],
  ]);
  expect(await booked(books)).toMatchObject({ 1003: once, 1004: once });
});

it.each([
  [
    "a deal twice",
    "invoice create 1005 1005 1006 --date 2026-11-30 --yes",
    "Next: pdqb invoice create --deal '1005,1006' --date 2026-11-30",
  ],
  [
    "two ways of naming",
    "invoice create 1005 --deal 1006 --yes",
    "Next: pdqb invoice create --deal '1005,1006'",
  ],
  ["a flag of one deal", "invoice create 1005 1006 --number 7 --yes", "--number is for one deal"],
  ["no confirmation", "invoice create 1005 1006", "--yes"],
])("refuses %s", async (_what, line, words) => {
  const { code, stderr } = await home.run(line);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  expect((await runs()).filter(({ state }) => state === "planned")).toEqual([]);
});
