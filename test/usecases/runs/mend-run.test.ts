// What a run is missing is asked once each, the thing that frees most deals first; the answers count for all deals that wait for them.
import { afterAll, beforeAll, expect, it } from "vitest";
import { booked } from "../../support/month-end.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true, company: "month-end" });
  await home.run("run plan --deals 1101,1111,1121,1122,1123,1128,1129,1130,1132 --name mend");
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

it("without a terminal prints the commands that do the same, and asks nothing", async () => {
  const { code, stdout, stderr } = await home.run("run mend mend");
  expect([code, stderr]).toEqual([3, expect.stringContaining("9 invoices of run mend cannot")]);
  expect(stdout).toMatch(/^# No item: Setup fee \(3 deals\)\npdqb /);
  for (const line of stdout.trim().split("\n")) expect(line).toMatch(/^(# |pdqb )/);
});

it("asks each thing once, keeps what was left for the next time, and bills all deals by the answers", async () => {
  const desk = home.types("run mend mend");
  await desk.answers('Which item for line 1, "Setup fee"?', "enter");
  await desk.answers("Which income account", "enter");
  await desk.answers("Which installment?", "enter");
  await desk.answers("Which cycle of", "enter");
  await desk.answers("Which QuickBooks customer?", "kotka");
  await desk.answers("❯ Kotka Harbour Services (id 540)", "enter");
  await desk.sees("(deal 1129)");
  await desk.answers("❯ Kotka Harbour Services (id 540)", "enter");
  await desk.answers('❯ Create the customer "Kotka Harbour Services (CHF)"', "enter");
  await desk.answers('❯ Create the customer "Savonlinna', "enter");
  await desk.answers("Which item for one line of", "hours, sen");
  await desk.answers("❯ Hours, senior", "enter");
  await desk.answers("before tax, or with tax?", "enter");
  await desk.answers("Which tax code?", "down", "enter");
  // Which tax code depends on the customer, who was not known before.
  await desk.answers("Which tax code for 0 %?", "up", "enter");
  const { code, screen } = await desk.ended;
  expect(code).toBe(0);
  expect(screen.match(/No item: Setup fee \(3 deals\)/g)).toHaveLength(1);
  expect(screen).toMatch(/ 8 {2}ready/);
  const again = home.types("run mend mend");
  await again.answers("Which tax code for 0 %?", "down", "enter");
  expect((await again.ended).screen).toMatch(/ 9 {2}ready/);
  expect((await home.run("run mend mend")).stdout).toBe("Run mend is missing nothing.\n");
  expect((await home.run("run apply mend --yes")).code).toBe(0);
  const counts = Object.entries(await booked(books)).map(([deal, { count }]) => [deal, count]);
  const deals = [1101, 1111, 1121, 1122, 1123, 1128, 1129, 1130, 1132];
  expect(counts).toEqual(deals.map((deal) => [String(deal), 1]));
  expect(await books.query("select * from Item where Name = 'Setup fee'")).toHaveLength(1);
  expect(await books.query("select * from Customer where DisplayName like 'Savon%'")).toHaveLength(
    1,
  );
}, 60_000);

it("what is missing is listed by the plan, and not again by the run that goes on without it", async () => {
  const planned = await home.run("run plan --deals 1002,1131 --name without");
  expect(planned.stdout).toContain("Missing (");
  const { stdout } = await home.run("run apply without --yes");
  expect(stdout).toMatch(/ 1 {2}problem .*\n {5} 1 {2}created/s);
  expect(stdout).toContain("What is missing: pdqb run mend without\n");
  expect(stdout).not.toContain("Missing (");
});

it("Ctrl-C keeps the answers so far", async () => {
  await home.run("run plan --deals 1102,1103 --name stop");
  const desk = home.types("run mend stop");
  await desk.answers("Which installment?", "enter");
  await desk.sees("1103)");
  await desk.answers("❯", "stop");
  const { code, screen } = await desk.ended;
  expect([code, screen]).toEqual([130, expect.stringContaining("The answers so far are kept.")]);
  const { deals } = await home.json("run plan stop");
  expect(deals).toMatchObject([
    { state: "ready", part: expect.stringContaining("installment 1 of 2") },
    { state: "problem" },
  ]);
});
