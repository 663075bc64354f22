// A run that is applied by processes: killed, stopped by Ctrl-C, out of disk, or by two people at once. Each deal is billed exactly once.
import { afterAll, beforeAll, expect, it } from "vitest";
import { limited } from "../support/limited.ts";
import { booked } from "../support/month-end.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home, type Result } from "../support/run.ts";
import { openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;
/** Ordinary deals of November, each used once. */
let next = 1001;

beforeAll(async () => {
  books = await openPractice(home, { matching: true, company: "month-end" });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

async function planned(name: string, count: number): Promise<number[]> {
  const ids = Array.from({ length: count }, () => next++);
  const { run } = await home.json(`run plan --deals ${ids.join(",")} --name ${name}`);
  expect(run).toMatchObject({ counts: { ready: count } });
  return ids;
}

/** How many of them are in the books, each once and for what was planned. */
async function bookedOf(name: string, ids: number[]): Promise<number> {
  const { ports } = await openWorld(home);
  const rows = await ports.ledger.runRows(name);
  const totals = new Map(rows.map(({ dealId, totals }) => [dealId, totals?.total]));
  const found = Object.entries(await booked(books)).filter(([id]) => ids.includes(Number(id)));
  for (const [id, one] of found) expect(one).toEqual({ count: 1, total: totals.get(Number(id)) });
  return found.length;
}

async function endsWell(name: string, ids: number[]): Promise<void> {
  await books.clearFaults();
  const { code, stderr } = await home.run(`run apply ${name} --yes`);
  // A run of which everything is in the books already is finished.
  expect([code === 0 || / is finished /.test(stderr), stderr]).toEqual([true, stderr]);
  expect(await bookedOf(name, ids)).toBe(ids.length);
  expect(await home.json(`run view ${name}`)).toMatchObject({ run: { state: "finished" } });
}

const posts = async () =>
  (await books.log()).filter(({ path, method }) => method === "POST" && /\/invoice$/.test(path))
    .length;
const slowly = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" } as const;

it("killed after some of its invoices, it goes on with the others", async () => {
  const ids = await planned("killed", 12);
  await books.fail({ ...slowly, kind: "delay", seconds: 0.2, times: 50 });
  await books.clearLog();
  const process = home.start(["run", "apply", "killed", "--yes"]);
  await expect.poll(posts, { timeout: 30_000, interval: 20 }).toBeGreaterThan(8);
  process.kill("SIGKILL");
  await process.result;
  await endsWell("killed", ids);
}, 60_000);

it("Ctrl-C finishes what was sent, says what is left, and names the command that goes on", async () => {
  const ids = await planned("stopped", 12);
  await books.fail({ ...slowly, kind: "delay", seconds: 1, times: 50 });
  await books.clearLog();
  const process = home.start(["run", "apply", "stopped", "--yes", "--json"]);
  await expect.poll(posts, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
  process.kill("SIGINT");
  const { code, stdout, stderr } = await process.result;
  const { run, deals } = JSON.parse(stdout);
  const { created } = run.counts;
  // As many as were in flight are in the books, and said to be; none is in doubt.
  expect(await bookedOf("stopped", ids)).toBe(created);
  expect(created).toBeGreaterThan(0);
  expect(run.counts).toMatchObject({ created, ready: ids.length - created, in_doubt: 0 });
  expect(deals).toHaveLength(ids.length);
  expect([code, JSON.parse(stderr.slice(stderr.indexOf("{"))).error.next]).toEqual([
    7,
    ["pdqb run apply stopped --yes --json"],
  ]);
  await endsWell("stopped", ids);
}, 60_000);

it("two people, and a colleague who bills one of its deals, bill each once", async () => {
  const ids = await planned("shared", 8);
  const line = ["run", "apply", "shared", "--yes"];
  const create = ["invoice", "create", "--deal", `${ids[7]}`, "--yes"];
  const all = await Promise.all([line, line, create].map((args) => home.start(args).result));
  for (const { code, stdout, stderr } of all)
    expect([[0, 3, 6, 7].includes(code ?? -1), stdout + stderr]).toEqual([true, stdout + stderr]);
  expect(await bookedOf("shared", ids)).toBe(ids.length);
}, 60_000);

it("while another pdqb is at it, it is not waited for: who that is, and since when, is said", async () => {
  const ids = await planned("held", 1);
  const { ports } = await openWorld(home);
  const run = await ports.ledger.run("held");
  if (!run) throw new Error("it was planned");
  const at = "2026-11-29T14:02:00.000Z";
  const by = { pipedrive: "ada@example.com", name: "Ada Lovelace", system: "ada@office" };
  await ports.ledger.putRun({ ...run, state: "applying", applied: { by, at } });
  let end = () => {};
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const other = ports.ledger.exclusive("run/held", () => held);
  const { code, stderr } = await home.run("run apply held --yes");
  end();
  await other;
  expect([code, stderr]).toEqual([6, expect.stringContaining("run held is being worked on")]);
  expect(stderr).toContain(`in use by process ${process.pid} on `);
  expect(stderr).toContain(`Ada Lovelace, ada@office, began to apply it at ${at}`);
  expect(stderr).toContain("pdqb run view held");
  await endsWell("held", ids);
}, 60_000);

it.runIf(process.platform !== "win32")(
  "a disk that is full stops it, with nothing sent that it does not know of",
  async () => {
    const ids = await planned("full", 4);
    const ends: Result[] = [];
    // In blocks of 512 bytes: from the first page of what the ledger writes to beyond its last.
    for (const blocks of [8, 40, 120]) {
      const { code, stdout, stderr } = await limited(home, blocks, [
        "run",
        "apply",
        "full",
        "--yes",
      ]);
      ends.push({ code, stdout, stderr });
      expect([code === 1, stdout + stderr]).toEqual([false, stdout + stderr]);
      await bookedOf("full", ids);
    }
    expect(ends.some(({ code }) => code !== 0)).toBe(true);
    await endsWell("full", ids);
    expect((await home.run("ledger check")).code).toBe(0);
  },
  60_000,
);
