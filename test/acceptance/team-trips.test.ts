// How often a command goes to the server of a shared ledger and back: over a network that is what it waits for.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Between, openBetween } from "../support/between.ts";
import { freshDeals } from "../support/fresh-deals.ts";
import { isInstalled, ledgerDatabase } from "../support/postgres.ts";
import { openPractice, shareLedger } from "../support/practice.ts";
import { Home } from "../support/run.ts";

/** To log in without a password, and to be greeted by the server. */
const OPENING = 2;

describe.runIf(isInstalled)("round trips to PostgreSQL", () => {
  const home = new Home();
  let way: Between;
  let freshDeal: () => Promise<number>;

  beforeAll(async () => {
    await openPractice(home, { matching: true });
    freshDeal = await freshDeals(home);
    way = await openBetween(await ledgerDatabase());
    await shareLedger(home, way.address);
  }, 60_000);
  afterAll(async () => {
    await home.run("practice stop");
    way?.close();
    home.discard();
  });

  async function tripsOf(args: string): Promise<number> {
    way.forget();
    const { code, stderr } = await home.run(args);
    expect([code, stderr]).toEqual([0, stderr]);
    // One of a process: many operators fit what a server takes.
    expect(way.most()).toBe(1);
    return way.sent().length - OPENING;
  }

  it("are few for a create of a deal whose customer and items are known", async () => {
    const create = async () => tripsOf(`invoice create --deal ${await freshDeal()} --yes`);
    await create();
    await create();
    expect(await create()).toBeLessThanOrEqual(12);
  });

  it("is one for a list, since the shared settings come with the greeting", async () => {
    expect(await tripsOf("invoices list --all")).toBe(1);
  });
});
