// A run plans what `invoice create --dry-run` plans, from few calls; what is wrong with its selection is said, and nothing is kept by halves.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toInput } from "../../../src/commands/details/create-input.ts";
import { planJson } from "../../../src/commands/views/plan.ts";
import { planFromText } from "../../../src/domain/plan/stored-plan.ts";
import { noAnswers } from "../../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../../src/usecases/plan/open-planner.ts";
import { type Books, openPractice, practicePipedrive } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld } from "../../support/world.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const json = async (args: string | string[]) => {
  const { code, stdout, stderr } = await home.run([
    ...[args].flat().flatMap((a) => a.split(" ")),
    "--json",
  ]);
  return { code, answer: stdout === "" ? null : JSON.parse(stdout), stderr };
};

it("plans each deal byte for byte as the single dry run does, with problems and digests", async () => {
  const { code, answer } = await json("run plan --won-since 2020-01-01 --name all");
  expect(code).toBe(0);
  expect(answer.deals.length).toBeGreaterThan(30);
  const { ports, profile } = await openWorld(home);
  const rows = await ports.ledger.runRows("all");
  const states = new Set<string>();
  for (const row of rows.filter(({ digest }) => digest !== null)) {
    const input = toInput({}, row.dealId);
    const planned = await (await openPlanner(ports, profile, input, { save: false })).plan(
      noAnswers(),
    );
    if (planned.outcome !== "planned") throw new Error(`${row.dealId} is there already`);
    const kept = planFromText((await ports.ledger.runPlan("all", row.position)) ?? "");
    expect(planJson(kept), `deal ${row.dealId}`).toEqual(planJson(planned.plan));
    expect(row.digest).toBe(planned.plan.digest);
    states.add(row.state);
  }
  expect([...states].sort()).toEqual(["problem", "ready"]);
}, 120_000);

it("reads a company's deals in few calls, and writes to neither service", async () => {
  await books.clearLog();
  await json("run plan all");
  const log = await books.log();
  expect(log.filter(({ method, path }) => method !== "GET" && !path.includes("/batch"))).toEqual(
    [],
  );
  const quickbooks = log.filter(({ service }) => service === "quickbooks");
  // Customers that are matched by their names and not linked yet are read together as well.
  expect(quickbooks.length).toBeLessThan(20);
});

it("names the month, plans it again by name, and keeps nothing in a dry run", async () => {
  const dry = await json("run plan --won 2026-11 --dry-run");
  const name = dry.answer?.run.name;
  expect([dry.code, name]).toEqual([0, "2026-11"]);
  expect((await json("run view 2026-11")).code).toBe(5);
  const first = await json("run plan --won 2026-11");
  const again = await json("run plan --won 2026-11");
  expect(again.answer.run).toMatchObject({ name: "2026-11", digest: first.answer.run.digest });
  expect((await json("run cancel 2026-11 --yes")).answer.outcome).toBe("cancelled");
  expect((await json("run cancel 2026-11 --yes")).answer.outcome).toBe("already");
  expect((await json("run plan 2026-11")).code).toBe(3);
  expect((await json("run plan --won 2026-11")).answer.run.name).toBe("2026-11b");
});

it.each([
  ["a month that is none", "run plan --won 2026-13", 2, "not a month"],
  ["an unknown filter", "run plan --filter 987654", 5, "no filter 987654"],
  ["a deal that is gone", "run plan --deals 123,987654", 5, 'pdqb run plan --deals 123"'],
  ["a deal twice", "run plan --deals 101,101", 2, "twice"],
  ["an unknown run", "run view 1999-01", 5, "no run 1999-01"],
  ["a name in the place of --name", "run plan nov --won 2026-10", 2, "--won 2026-10 --name nov"],
  ["nothing to plan", "run plan --won 1999-01", 3, "no deal fits"],
  ["late without due", "run plan --won 2026-11 --late", 2, "--late goes with --due"],
])("refuses %s", async (_what, command, code, words) => {
  const before = (await json("run list")).answer.runs.length;
  const answer = await json(command);
  expect([answer.code, answer.stderr]).toEqual([code, expect.stringContaining(words)]);
  expect((await json("run list")).answer.runs.length).toBe(before);
});

it.each([
  ["an unknown column", "deal,colour\n101,red", 'unknown column: \\"colour\\"'],
  ["a bad cell, with its row", "deal,percent\n101,30\n102,many", "Row 3"],
  ["a bad day", "deal,date\n101,2026-02-30", "Row 2"],
  ["a deal twice", "deal\n101\n101", "Row 3: deal 101 stands in row 2 too"],
  ["a missing column", "title\nx", "unknown column"],
])("refuses a CSV with %s", async (_what, text, words) => {
  const file = join(home.path, "deals.csv");
  writeFileSync(file, text);
  const { code, stderr } = await home.run(["run", "plan", "--from", file, "--json"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});

it("bills parts of a deal by rows of a CSV, of whatever spreadsheet", async () => {
  const pipedrive = await practicePipedrive(home);
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title: "Parts", org_id: 402, status: "won", currency: "EUR" },
  });
  await pipedrive("POST", `v2/deals/${id}/products`, {
    ...{ product_id: 201, item_price: 1000, quantity: 1, tax: 25.5, tax_method: "exclusive" },
  });
  const text = `﻿Deal;Percent;Part;PO\n${id};30;1;"PO; 7"\n${id};70;2;\n`;
  const result = await home.run(["run", "plan", "--from", "-", "--name", "parts", "--json"], {
    stdin: text,
  });
  expect(result).toMatchObject({ code: 0 });
  const { deals, run } = JSON.parse(result.stdout);
  // 1,000.00 at 25.5 %: 30 % of it is 300.00 + 76.50, the rest 700.00 + 178.50.
  expect(deals.map((one: { plan: { totals: object } }) => one.plan.totals)).toEqual([
    { net: "300.00", discount: "0.00", tax: "76.50", total: "376.50" },
    { net: "700.00", discount: "0.00", tax: "178.50", total: "878.50" },
  ]);
  expect(run.totals).toEqual([
    { currency: "EUR", ready: "1255.00", created: "0.00", problem: "0.00" },
  ]);
});

it("planned again, says what has changed, keeps the rest as it was, and leaves out what is billed", async () => {
  const pipedrive = await practicePipedrive(home);
  const make = async <T>(path: string, body: object) =>
    pipedrive<T & { id: number }>("POST", path, body);
  const { id: firm } = await make("v2/organizations", { name: "Planned Twice Oy" });
  expect((await json(`customer link --organization ${firm} --customer 417`)).code).toBe(0);
  const line = { product_id: 201, quantity: 1, tax: 25.5, tax_method: "exclusive" };
  const ids: number[] = [];
  for (const price of [100, 200, 300, 400, 500]) {
    const { id } = await make("v2/deals", {
      title: "T",
      org_id: firm,
      status: "won",
      currency: "EUR",
    });
    await make(`v2/deals/${id}/products`, { ...line, item_price: price });
    ids.push(id);
  }
  const [same, dearer, lost, billed, more] = ids;
  await pipedrive("PATCH", `v2/deals/${more}`, { status: "open" });
  const first = (await json(`run plan --organization ${firm} --name twice`)).answer;
  expect(first).not.toHaveProperty("changes");
  await make(`v2/deals/${dearer}/products`, { ...line, item_price: 10 });
  await pipedrive("PATCH", `v2/deals/${lost}`, { status: "lost" });
  await pipedrive("PATCH", `v2/deals/${more}`, { status: "won" });
  expect((await json(`invoice create --deal ${billed} --yes`)).code).toBe(0);
  const { run, deals, changes } = (await json("run plan twice")).answer;
  // 210.00 at 25.5 % is 263.55, 200.00 was 251.00.
  expect(changes.map(({ deal, from, to, what }: never) => [deal["id"], from, to, what])).toEqual([
    [dearer, "ready", "ready", "its total was 251.00 EUR and is 263.55 EUR now"],
    [billed, "ready", "billed", "was ready, is billed now"],
    [more, null, "ready", "new in the run"],
    [lost, "ready", null, "no longer in the run"],
  ]);
  expect(deals.map(({ deal }: { deal: { id: number } }) => deal.id)).toEqual([same, dearer, more]);
  expect(deals[0]).toEqual(first.deals[0]);
  expect(run.counts).toMatchObject({ all: 4, ready: 3, billed: 1 });
  expect((await json("run view twice --state billed")).answer.deals).toMatchObject([
    { deal: { id: billed }, state: "billed", invoice: { total: "502.00" } },
  ]);
  const text = (await home.run("run plan twice")).stdout;
  expect(text).toMatch(
    /^Run twice \(planned\): 3 invoices\n.*\n {6}1 {2}billed {4}before this run: left out\n/,
  );
  expect(text).toContain("Nothing has changed since it was planned before.");
});
