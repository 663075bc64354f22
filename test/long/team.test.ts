// Two operators and a host that runs cron, each with a home of their own, over one ledger: many programs at once on one deal, on many
// deals, on one run, under the limits of the services. PDQB_TEST_TEAM says how many programs, PDQB_TEST_MANY how many deals.
import { cpSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDeals, liveInvoices } from "../support/fresh-deals.ts";
import { isInstalled, ledgerDatabase } from "../support/postgres.ts";
import { type Books, openPractice, shareLedger } from "../support/practice.ts";
import { Home, type Result } from "../support/run.ts";

const PROGRAMS = Number(process.env.PDQB_TEST_TEAM ?? 20);
const DEALS = Number(process.env.PDQB_TEST_MANY ?? 200);

describe.runIf(isInstalled)("a team on PostgreSQL", () => {
  const homes = [new Home(), new Home(), new Home()] as const;
  const [ada] = homes;
  let books: Books;
  let freshDeal: () => Promise<number>;

  beforeAll(async () => {
    books = await openPractice(ada, { matching: true });
    freshDeal = await freshDeals(ada);
    await shareLedger(ada, await ledgerDatabase());
    for (const { path } of homes.slice(1))
      cpSync(ada.path, path, {
        recursive: true,
        filter: (file) => !/locks|practice/.test(file),
      });
    await books.set({ "quickbooks.throttles": "on", "pipedrive.rate_limits": "on" });
  }, 120_000);
  afterAll(async () => {
    await ada.run("practice stop");
    for (const home of homes) home.discard();
  });

  /** Each line once, `PROGRAMS` at a time, from each of the homes in turn. */
  async function together(lines: string[][], codes = [0]): Promise<Result[]> {
    const results: Result[] = [];
    let next = 0;
    const work = async () => {
      for (let at = next++; at < lines.length; at = next++)
        results[at] = await (homes[at % homes.length] as Home).start(lines[at] ?? [], {
          isOneOfMany: true,
        }).result;
    };
    await Promise.all(Array.from({ length: PROGRAMS }, work));
    const others = results.filter(({ code }) => !codes.includes(code ?? -1));
    expect(others.map(({ stderr }) => stderr)).toEqual([]);
    return results;
  }
  const creating = (deal: number) => ["invoice", "create", "--deal", `${deal}`, "--yes", "--json"];
  const made = (results: Result[]) =>
    results.filter(({ stdout }) => JSON.parse(stdout).outcome === "created").length;
  async function manyDeals(): Promise<number[]> {
    await books.set({ "pipedrive.rate_limits": "off" });
    const deals: number[] = [];
    while (deals.length < DEALS) deals.push(await freshDeal());
    await books.set({ "pipedrive.rate_limits": "on" });
    return deals;
  }
  async function haveOneEach(deals: number[]): Promise<void> {
    await books.set({ "quickbooks.throttles": "off" });
    for (const deal of deals) expect(await liveInvoices(books, deal), `deal ${deal}`).toBe(1);
    await books.set({ "quickbooks.throttles": "on" });
    expect((await ada.json("pending list"))["intents"]).toEqual([]);
  }

  it(`${PROGRAMS} programs make one invoice of one deal`, async () => {
    const deal = await freshDeal();
    expect(made(await together(Array(PROGRAMS).fill(creating(deal))))).toBe(1);
    await haveOneEach([deal]);
  }, 3_600_000);

  it(`${DEALS} deals, each twice, from different homes: one invoice each, under one pace`, async () => {
    const deals = await manyDeals();
    await books.clearLog();
    const before = Date.now();
    expect(made(await together(deals.flatMap((deal) => [creating(deal), creating(deal)])))).toBe(
      DEALS,
    );
    console.log(`${DEALS} deals, each twice, in ${Math.round((Date.now() - before) / 1000)} s`);
    // None was sent again: together they left no faster than QuickBooks takes them.
    const posts = (await books.log()).filter(
      ({ method, path }) => method === "POST" && path.endsWith("/invoice"),
    );
    expect(posts).toHaveLength(DEALS);
    await haveOneEach(deals);
  }, 3_600_000);

  it(`${PROGRAMS} programs apply one run of ${DEALS} deals`, async () => {
    const deals = await manyDeals();
    // As a program of its own, which keeps to the pace.
    const plan = ["run", "plan", "--deals", deals.join(","), "--name", "team", "--json"];
    expect((await ada.start(plan).result).code).toBe(0);
    const apply = ["run", "apply", "team", "--yes", "--json"];
    const before = Date.now();
    // One applies it; the others are told who does, or that it is finished.
    const results = await together(Array(PROGRAMS).fill(apply), [0, 6]);
    const busy = results.filter(({ code }) => code === 6);
    for (const { stderr } of busy) expect(stderr).toContain("run team is being worked on");
    expect(busy.length).toBeLessThan(PROGRAMS);
    console.log(
      `One run of ${DEALS} deals in ${Math.round((Date.now() - before) / 1000)} s; ${busy.length} of ${PROGRAMS} programs were told that it is applied`,
    );
    await haveOneEach(deals);
    expect((await ada.run("history verify")).code).toBe(0);
  }, 3_600_000);
});
