/** A run's plans are those of single dry runs in every practice company; a process that is killed while it applies a run bills nothing twice. */
import { afterEach, expect, it } from "vitest";
import { toInput } from "../../src/commands/details/create-input.ts";
import { planJson } from "../../src/commands/views/plan.ts";
import { planFromText } from "../../src/domain/plan/stored-plan.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { booked } from "../support/month-end.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld } from "../support/world.ts";

let home: Home;
afterEach(async () => {
  await home.run("practice stop");
  home.discard();
});

it.each(["us", "canadian", "complex", "month-end"])(
  "plans the deals of %s byte for byte as the single dry run does",
  async (company) => {
    home = new Home();
    await openPractice(home, { matching: true, company });
    const { code, stderr } = await home.run("run plan --won-since 2020-01-01 --name all");
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    const { ports, profile } = await openWorld(home);
    const rows = (await ports.ledger.runRows("all")).filter(({ digest }) => digest !== null);
    expect(rows.length).toBeGreaterThan(0);
    for (const { dealId, position } of rows) {
      const planner = await openPlanner(ports, profile, toInput({}, dealId), { save: false });
      const planned = await planner.plan(noAnswers());
      if (planned.outcome !== "planned") throw new Error(`${dealId} is there already`);
      const kept = planFromText((await ports.ledger.runPlan("all", position)) ?? "");
      expect(planJson(kept), `deal ${dealId}`).toEqual(planJson(planned.plan));
    }
  },
  300_000,
);

it("goes on after its process was killed, as often as it takes", async () => {
  home = new Home();
  const books = await openPractice(home, { matching: true, company: "month-end" });
  await home.json("run plan --won 2026-11 --name killed");
  const { ports } = await openWorld(home);
  const ready = (await ports.ledger.runRows("killed")).filter(({ state }) => state === "ready");
  for (let kill = 0; kill < 5; kill += 1) {
    const before = Object.keys(await booked(books)).length;
    const process = home.start(["run", "apply", "killed", "--yes"]);
    // Some are in the books, and others on their way.
    await expect
      .poll(async () => Object.keys(await booked(books)).length, { timeout: 60_000 })
      .toBeGreaterThan(before + 3);
    process.kill("SIGKILL");
    await process.result;
  }
  expect((await home.run("run apply killed --yes")).code).toBe(0);
  expect(await booked(books)).toEqual(
    Object.fromEntries(
      ready.map(({ dealId, totals }) => [dealId, { count: 1, total: totals?.total }]),
    ),
  );
}, 300_000);
