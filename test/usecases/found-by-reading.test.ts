// An invoice that is found by reading alone: where the books say otherwise than the plan, that is told.
import { afterAll, beforeAll, expect, it } from "vitest";
import { resolveOpenIntents } from "../../src/usecases/writes/earlier.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;
beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

it("a cent more of tax is in the outcome and in the history", async () => {
  // 25.5 % of 95.00 is 24.225, so twice 24.23 by lines: 238.46; of both it is 48.45: 238.45.
  await books.set({ "tax.rounding": "per_line" });
  const post = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };
  await books.fail({ ...post, kind: "drop_after" });
  await books.fail({
    service: "quickbooks",
    method: "GET",
    path: "/CreateTime.*CreateTime.{1,10}%3C/",
    kind: "html",
    times: 50,
  });
  await books.fail({ ...post, kind: "drop_before", times: 2 });
  const { ports } = await openWorld(home);
  const world = await openWorld(home);
  const line = ["1,qty=1,price=95", "2,qty=1,price=95"];
  await expect(create(world, 150, { line, notDuplicate: true })).rejects.toMatchObject({
    kind: "unknown_outcome",
  });
  await books.clearFaults();
  expect(await resolveOpenIntents(ports)).toEqual([]);
  const [intent] = await ports.ledger.intents({ state: "done" });
  const remark = "Total: planned 238.45 EUR, QuickBooks booked 238.46 EUR";
  expect(intent?.outcome).toContain(remark);
  const history = await ports.ledger.history({ dealId: 150, limit: 10 });
  expect(history.map(({ after }) => after).join()).toContain(remark);
});
