// Approval freezes what was reviewed, and a second person is really another one; the commands around it end as they say.
import { afterAll, beforeAll, expect, it } from "vitest";
import { approveRun } from "../../../src/usecases/runs/approve-run.ts";
import { over } from "../../../src/usecases/runs/over.ts";
import { apply, planDeals, statesOf } from "../../support/month-end.ts";
import { openPractice, practicePipedrive } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";

const home = new Home();
let world: World;

beforeAll(async () => {
  await openPractice(home, { matching: true, company: "month-end" });
  world = await openWorld(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** Another Pipedrive user, another user of the system, or both. */
function as({ pipedrive, system }: { pipedrive?: string; system?: string }): World {
  const { ports } = world;
  const me = async () => {
    const user = await ports.pipedrive.me();
    return pipedrive === undefined ? user : { ...user, email: pipedrive, name: pipedrive };
  };
  const machine = { ...ports.machine, user: system ?? ports.machine.user };
  return { ...world, ports: { ...ports, machine, pipedrive: over(ports.pipedrive, { me }) } };
}

const approve = ({ ports }: World, name: string, more: { expect?: string; reason?: string } = {}) =>
  approveRun(ports, { name, approval: "second", expect: undefined, reason: undefined, ...more });

it("asks for an approval of what stands in the run now, and for a second person's", async () => {
  const { run } = await planDeals(world, "second", [1001, 1002]);
  await expect(apply(world, "second", { approval: "required" })).rejects.toThrow("not approved");
  for (const who of [{}, { pipedrive: "boss@nordhafen.example" }, { system: "boss" }])
    await expect(approve(as(who), "second")).rejects.toThrow("was not approved");
  const boss = as({ pipedrive: "boss@nordhafen.example", system: "boss" });
  await expect(approve(boss, "second", { expect: "0000" })).rejects.toThrow("was not approved");
  const approved = await approve(boss, "second", { expect: run.digest, reason: "Looks right" });
  expect(approved.run).toMatchObject({ state: "approved", approved: { digest: run.digest } });
  // The boss plans it once more: what stands in it is the same, but now nobody else has looked at it.
  await planDeals(boss, "second", [1001, 1002]);
  await expect(apply(world, "second", { approval: "second" })).rejects.toThrow("not approved");
  const third = as({ pipedrive: "cfo@nordhafen.example", system: "cfo" });
  await approve(third, "second");
  const applied = await apply(world, "second", { approval: "second" });
  expect([statesOf(applied), applied.run.approved?.by.name]).toEqual([
    "1001 created, 1002 created",
    "cfo@nordhafen.example",
  ]);
  const history = await world.ports.ledger.history({ run: "second", limit: 20 });
  expect(history.filter(({ action }) => action === "approve run")).toMatchObject([
    { after: expect.stringContaining("cfo@nordhafen.example"), reason: null },
    { after: expect.stringContaining("boss@nordhafen.example"), reason: "Looks right" },
  ]);
});

it("an approval ends when the run is planned again and has changed, not when deals are dropped", async () => {
  await planDeals(world, "frozen", [1003, 1004, 1005]);
  const boss = as({ pipedrive: "boss@nordhafen.example", system: "boss" });
  await approve(boss, "frozen");
  expect((await home.run("run drop frozen --deal 1004")).code).toBe(0);
  const pipedrive = await practicePipedrive(home);
  await pipedrive("POST", "v2/deals/1005/products", {
    ...{ product_id: 201, item_price: 10, quantity: 1, tax: 25.5, tax_method: "exclusive" },
  });
  const applied = await apply(world, "frozen", { approval: "second" });
  expect(statesOf(applied)).toBe("1003 created, 1004 dropped, 1005 changed");
  const { run } = await planDeals(world, "frozen", [1003, 1004, 1005]);
  expect(run.approved).toBeNull();
  await expect(apply(world, "frozen", { approval: "required" })).rejects.toThrow("not approved");
});

it("each end of the command has its exit code", async () => {
  await home.run("run plan --deals 1006,1007,1008 --name ends");
  expect((await home.run("run apply ends")).code).toBe(2);
  const dry = await home.run("run apply ends --dry-run --json");
  expect([dry.code, JSON.parse(dry.stdout).run.counts.ready]).toEqual([0, 3]);
  const some = await home.run("run apply ends --yes --max-invoices 1 --json");
  expect([some.code, JSON.parse(some.stdout).run.counts.created]).toEqual([7, 1]);
  expect(some.stderr).toContain("stopped at --max-invoices 1");
  const rest = await home.run("run apply ends --yes --json-lines");
  const lines = rest.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect([rest.code, lines.map(({ deal, state }) => `${deal.id} ${state}`).sort()]).toEqual([
    0,
    ["1007 created", "1008 created"],
  ]);
  expect((await home.run("run apply ends --yes")).code).toBe(3);
  await home.run("run plan --deals 1128 --name none");
  expect((await home.run("run apply none --yes")).code).toBe(3);
  expect((await home.run("run apply unknown --yes")).code).toBe(5);
  const read = await home.run("run apply none --yes", { env: { PDQB_READ_ONLY: "1" } });
  expect(read.code).toBe(3);
  expect((await home.run(["run", "apply", "none", "--yes", "--max-total", "much"])).code).toBe(2);
});
