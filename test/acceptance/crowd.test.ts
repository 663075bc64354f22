// Many processes for many deals at once, while one of them hangs in the middle of its write. Aim: one invoice for each deal, nobody
// fails, nobody waits for the deal of another, and together they stay within what QuickBooks takes.
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { CROWD } from "../support/runs.ts";
import { create as createHere, openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** Deals of one customer and one total: nothing but the marker tells their invoices apart. */
async function makeDeals(count: number): Promise<number[]> {
  const env = (await home.json("practice env")) as unknown as Record<string, string>;
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${env.PDQB_PIPEDRIVE_ORIGIN}/api/v2/${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    const made = (await answer.json()) as { success: boolean; data: { id: number } };
    expect(made, path).toMatchObject({ success: true });
    return made.data.id;
  };
  const ids: number[] = [];
  for (let at = 1; at <= count; at += 1) {
    const id = await post("deals", { title: `One of many ${at}`, org_id: 402, currency: "EUR" });
    const line = { product_id: 210, item_price: 124.99, quantity: 4, tax: 25.5 };
    await post(`deals/${id}/products`, line);
    ids.push(id);
  }
  return ids;
}

const create = (deal: number) => ["invoice", "create", "--deal", String(deal), "--yes", "--json"];
const booked = async (deal: number) => (await books.invoices(new RegExp(`pdqb ${deal}/`))).length;
const posts = async () =>
  (await books.log()).filter(({ method, path }) => method === "POST" && path.endsWith("/invoice"));

it(`${CROWD} processes for as many deals make one invoice each, though one more never gets its answer`, async () => {
  const [stuck = 0, ...deals] = await makeDeals(CROWD + 1);
  await books.clearLog();
  await books.fail({
    service: "quickbooks",
    method: "POST",
    path: "/\\/invoice\\?/",
    kind: "hang",
  });
  // Its own time-out must not end it while the others, however slow this machine is, are at work.
  const hanging = home.start(create(stuck), { env: { PDQB_TIMEOUT: "3600" } });
  let hasEnded = false;
  void hanging.result.then(() => {
    hasEnded = true;
  });
  while ((await posts()).length === 0 && !hasEnded) await delay(20);
  // It holds the lock of its deal until it is killed, so whoever waited for that lock would not get here.
  const results = await Promise.all(
    deals.map((deal) => home.start(create(deal), { isOneOfMany: true }).result),
  );
  expect(hasEnded, "the one that hangs").toBe(false);
  expect(results.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
  expect(results.map(({ stdout }) => JSON.parse(stdout).outcome)).toEqual(
    Array(CROWD).fill("created"),
  );
  for (const deal of deals) expect(await booked(deal), `deal ${deal}`).toBe(1);
  // Each sent its invoice once: nobody came to it by trying again.
  expect(await posts()).toHaveLength(CROWD + 1);
  hanging.kill("SIGKILL");
  await hanging.result;
  expect(await home.json(create(stuck).slice(0, -1))).toMatchObject({ outcome: "already_exists" });
  expect(await booked(stuck)).toBe(1);
}, 600_000);

it("more batches than QuickBooks takes in a minute: those beyond leave as single queries, whoever sends them", async () => {
  await books.clearLog();
  const start = Date.now();
  const worlds = await Promise.all([1, 2].map(() => openWorld(home, undefined, { isPaced: true })));
  const wanted = { customerIds: [], itemIds: [], taxCodes: false, terms: true };
  const lookups = Array.from({ length: 45 }, (_, at) =>
    worlds[at % 2]?.ports.quickbooks.lookup(wanted),
  );
  const [first, ...others] = await Promise.all(lookups);
  expect(first?.terms.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
  const asked = (await books.log()).map(({ path }) => path.split("/").at(-1));
  expect(asked).toHaveLength(45);
  const batches = asked.filter((path) => path === "batch").length;
  // The first test has used up some of the same minute; a very slow machine gets into the next one.
  if (Date.now() - start < 60_000) expect(batches).toBeLessThanOrEqual(40);
  expect(asked.filter((path) => path === "query")).toHaveLength(45 - batches);
}, 120_000);

const MANY = Number(process.env.PDQB_TEST_MANY ?? 8);
/** A create is a process: about a second of CPU for it and the services, three times as much where eight others are at work. */
const A_CREATE_MS_MAX = 10_000;

it(
  `${MANY} deals, eight at a time, while the services keep their limits and are busy now and then: each ends with 0`,
  async () => {
    const POST = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };
    await books.fail({ ...POST, kind: "429", retryAfter: 1, times: 3 });
    const deals = await makeDeals(MANY);
    await books.set({ "quickbooks.throttles": "on", "pipedrive.rate_limits": "on" });
    const left = [...deals];
    const failures: string[] = [];
    const work = async () => {
      for (let deal = left.shift(); deal !== undefined; deal = left.shift()) {
        const { code, stderr } = await home.start(create(deal), { isOneOfMany: true }).result;
        if (code !== 0) failures.push(`${code}: ${stderr}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(failures).toEqual([]);
    await books.set({ "quickbooks.throttles": "off" });
    for (const deal of deals) expect(await booked(deal), `deal ${deal}`).toBe(1);

    // One more, whose total all of them have: their deals are asked for by lists of a hundred, and not each by itself.
    const [last = 0] = await makeDeals(1);
    await books.clearLog();
    await createHere(await openWorld(home), last);
    const asked = (await books.log()).filter(({ path }) => /\/v2\/deals(\/\d+)?$/.test(path));
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.length).toBeLessThanOrEqual(2 + Math.ceil((MANY + CROWD + 1) / 100));
  },
  120_000 + MANY * A_CREATE_MS_MAX,
);
