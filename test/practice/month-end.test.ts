// The company for rehearsing a month-end: over a hundred deals of one month, of which a dozen need something first.
import { afterAll, beforeAll, expect, it } from "vitest";
import { PRACTICE_COMPANIES } from "../../src/commands/practice/services.ts";
import { COMPANIES } from "../../src/practice/companies/index.ts";
import { matchExactly, practicePipedrive, withoutLimits } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld, planOf, type World } from "../support/world.ts";

const home = new Home();
let world: World;

beforeAll(async () => {
  const started = await home.run("practice start --company month-end");
  if (started.code !== 0) throw new Error(started.stderr);
  await matchExactly(home);
  await withoutLimits(home);
  world = await openWorld(home);
}, 60_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

it("has 112 deals won in November 2026", async () => {
  const ask = await practicePipedrive(home);
  const deals = await ask<{ status: string; won_time: string }[]>("GET", "v2/deals?limit=500");
  const won = deals.filter((deal) => deal.status === "won");
  expect(won.filter(({ won_time }) => won_time.startsWith("2026-11-"))).toHaveLength(112);
  expect(won).toHaveLength(114);
});

it("has ordinary deals that are ready, and no two alike", { timeout: 60_000 }, async () => {
  const totals = new Set<string>();
  for (const deal of range(1001, 1092).filter((id) => id % 4 === 1)) {
    const plan = await planOf(world, deal);
    totals.add(`${plan.customer?.id} ${plan.totals.total}`);
  }
  expect(totals.size).toBe(23);
});

it.each([
  [1121, "unlinked_item"],
  [1124, "unlinked_item"],
  [1126, "unlinked_tax"],
  [1128, "no_customer"],
  [1129, "unlinked_customer"],
  [1130, "unlinked_customer"],
  [1131, "unlinked_item"],
  [1132, "no_lines"],
  [1111, "recurring_lines"],
])("deal %i needs something first: %s", async (deal, code) => {
  await expect(planOf(world, deal)).rejects.toThrow(new RegExp(`^${code}`));
});

it("start names the company that runs already, and how to begin with another", async () => {
  const other = await home.run("practice start --company us");
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('with the company "month-end"');
  expect(other.stderr).toContain("pdqb practice reset --company us");
});

it("the flag offers every company that there is", () => {
  expect(PRACTICE_COMPANIES).toEqual(Object.keys(COMPANIES));
});
