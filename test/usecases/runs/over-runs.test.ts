// Runs that are over, of another company, or throttled; and what is e-mailed.
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apply, booked, planDeals, statesOf } from "../../support/month-end.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let world: World;

beforeAll(async () => {
  books = await openPractice(home, { matching: true, company: "month-end" });
  world = await openWorld(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

it("a run that is over is shown, and neither planned, mended, approved, applied nor changed", async () => {
  await planDeals(world, "finished", [1001]);
  await apply(world, "finished");
  await planDeals(world, "cancelled", [1002]);
  await home.json("run cancel cancelled --yes");
  const kept = async () => JSON.stringify(await world.ports.ledger.runs());
  const before = await kept();
  for (const name of ["finished", "cancelled"]) {
    for (const verb of ["plan", "mend", "approve", "apply", "drop"]) {
      const rest = verb === "drop" ? "--deal 1001 --yes" : "--yes";
      const { code, stderr } = await home.run(`run ${verb} ${name} ${rest}`);
      expect([code, stderr], verb).toEqual([3, expect.stringContaining(`Run ${name} is ${name}`)]);
    }
    expect((await home.json(`run view ${name}`))["run"]).toMatchObject({ state: name });
  }
  expect((await home.run("run cancel finished --yes")).code).toBe(3);
  expect(await kept()).toBe(before);
  expect(Object.keys(await booked(books))).toEqual(["1001"]);
});

it("a run of another pair of companies is refused, and names the way there", async () => {
  await planDeals(world, "elsewhere", [1003]);
  const database = new DatabaseSync((await home.run("ledger path")).stdout.trim());
  database.exec("update runs set realm = '999' where name = 'elsewhere'");
  database.close();
  for (const line of ["run view elsewhere", "run apply elsewhere --yes", "run cancel elsewhere"]) {
    const { code, stderr } = await home.run(line);
    expect([code, stderr]).toEqual([3, expect.stringContaining("another pair of companies")]);
  }
});

// Of deal 1005 the value is a cent beside its lines, which its plan says: that is no reason to send nothing.
it("waits where QuickBooks is busy, and e-mails each invoice once", async () => {
  const ids = [1004, 1005, 1006];
  await planDeals(world, "busy", ids);
  await books.fail({
    ...{ service: "quickbooks", method: "POST", path: "/\\/invoice\\?/", kind: "429", times: 2 },
  });
  await books.clearLog();
  const sent = await apply(world, "busy", { send: true });
  expect([statesOf(sent), sent.run.state]).toEqual([
    ids.map((id) => `${id} sent`).join(", "),
    "finished",
  ]);
  const posts = (await books.log()).filter(
    ({ path, method }) => method === "POST" && path.endsWith("/invoice"),
  );
  expect(posts).toHaveLength(ids.length + 2);
  expect(await books.outbox()).toHaveLength(ids.length);
  for (const id of ids) expect((await booked(books))[id]?.count).toBe(1);
});
