// A create that dies at any step, with its ledger on PostgreSQL; programs killed at any instant, and the server too. Aim: the next run
// ends well, one invoice stands, and nothing is left open.
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { upgrade } from "../../src/adapters/storage/postgres/schema.ts";
import { chance } from "../support/chance.ts";
import { freshDeals, liveInvoices } from "../support/fresh-deals.ts";
import { Killed, killable } from "../support/killable.ts";
import { asOwner, isInstalled } from "../support/postgres.ts";
import { makeServer, startServer } from "../support/postgres-server.ts";
import { type Books, openPractice, shareLedger } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

/** Of each kind: PDQB_TEST_KILLS says how many in the long run. */
const KILLS = Math.ceil(Number(process.env.PDQB_TEST_KILLS ?? 20) / 10);
const seed = Number(process.env.PDQB_TEST_SEED ?? Date.now() % 2_147_483_647);
const luck = chance(seed);

describe.runIf(isInstalled)("kills over a ledger on PostgreSQL", () => {
  const home = new Home();
  const folder = mkdtempSync(join(tmpdir(), "pdqb-team-kills-"));
  const place = join(folder, "server");
  let books: Books;
  let freshDeal: () => Promise<number>;
  let server: ChildProcess;
  /** What a create takes here. */
  let usualMs = 0;

  beforeAll(async () => {
    console.log(`${KILLS} kills of each kind; again with PDQB_TEST_SEED=${seed}`);
    books = await openPractice(home, { matching: true });
    freshDeal = await freshDeals(home);
    chmodSync(folder, 0o755);
    makeServer(place, { lines: ["fsync = on"] });
    server = await startServer(place);
    const address = `postgres://owner@localhost/postgres?host=${place}`;
    await asOwner(address, `begin; ${upgrade(0, "1.0.0")} commit`);
    await shareLedger(home, address);
    const before = Date.now();
    expect((await home.run(creating(await freshDeal()))).code).toBe(0);
    usualMs = Date.now() - before;
  }, 120_000);
  afterAll(async () => {
    server?.kill("SIGINT");
    await home.run("practice stop");
    home.discard();
    rmSync(folder, { recursive: true, force: true });
  });

  const creating = (deal: number) => ["invoice", "create", "--deal", `${deal}`, "--yes"];
  async function endsWithOne(deal: number): Promise<void> {
    const { code, stderr } = await home.run(creating(deal));
    expect([code, stderr]).toEqual([0, stderr]);
    expect(await liveInvoices(books, deal), `deal ${deal}`).toBe(1);
  }

  it("dies before or after any of its steps: the next one ends with one invoice", async () => {
    const whole = killable(await openWorld(home), 0, false);
    await create(whole, await freshDeal());
    const steps = Array.from({ length: whole.calls() * 2 }, (_, at) => at);
    const some = steps.sort(() => luck.below(3) - 1).slice(0, KILLS * 4);
    let died = 0;
    for (const step of some) {
      const deal = await freshDeal();
      const dying = killable(await openWorld(home), 1 + (step >> 1), step % 2 === 1);
      // What was read a moment ago is not read again: a create may have ended before its last step came.
      died += await create(dying, deal).then(
        () => 0,
        (error) => (error instanceof Killed ? 1 : Promise.reject(error)),
      );
      const { invoice } = await create(await openWorld(home), deal);
      expect([invoice.deleted, await liveInvoices(books, deal)], `step ${step}`).toEqual([
        false,
        1,
      ]);
    }
    expect(died).toBeGreaterThan(some.length / 2);
    expect((await home.json("pending list"))["intents"]).toEqual([]);
  }, 600_000);

  it("is killed at any instant", async () => {
    for (let at = 0; at < KILLS; at += 1) {
      const deal = await freshDeal();
      const running = home.start(creating(deal));
      await delay(luck.below(usualMs));
      running.kill("SIGKILL");
      await running.result;
      await endsWithOne(deal);
    }
    expect((await home.json("pending list"))["intents"]).toEqual([]);
  }, 3_600_000);

  it("loses the server at any instant, which starts again", async () => {
    for (let at = 0; at < KILLS; at += 1) {
      const deal = await freshDeal();
      const running = home.start(creating(deal));
      await delay(luck.below(usualMs));
      server.kill("SIGKILL");
      const { code, stdout, stderr } = await running.result;
      // Done before, nothing sent, or sent and not noted: never another outcome.
      expect([0, 6, 8], stdout + stderr).toContain(code);
      server = await startServer(place);
      await endsWithOne(deal);
    }
    expect((await home.json("pending list"))["intents"]).toEqual([]);
    expect((await home.run("ledger check")).code).toBe(0);
    expect((await home.run("history verify")).code).toBe(0);
  }, 3_600_000);
});
