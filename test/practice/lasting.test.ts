// The practice services last: what was answered survives kill -9, stop and start; damaged books are kept; two pairs do not meet.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld } from "../support/world.ts";

const REHEARSED = {
  at: "2026-11-28T00:00:00Z",
  actor: "a",
  action: "void invoice",
  invoiceId: "3200",
  dealId: 142,
  requestId: null,
  traceId: null,
  before: null,
  after: null,
  run: null,
  reason: null,
};
const homes: Home[] = [];
function newHome(): Home {
  const home = new Home();
  homes.push(home);
  return home;
}

afterAll(async () => {
  for (const home of homes) {
    await home.run("practice stop");
    home.discard();
  }
});

async function started(home: Home) {
  const result = await home.run("practice start");
  if (result.code !== 0) throw new Error(result.stderr);
  const books = await practiceBooks(home);
  await books.set({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" });
  return books;
}

const pidOf = async (home: Home) =>
  ((await home.json("practice status")) as unknown as { pid: number }).pid;

it("what was answered is there after kill -9, and the ports and the grants are the same", async () => {
  const home = newHome();
  const books = await started(home);
  const env = await home.json("practice env");
  const pid = await pidOf(home);
  const answered: string[] = [];
  const writing = Array.from({ length: 60 }, async (_, index) => {
    const DisplayName = `Customer ${index}`;
    await books.post("customer", { DisplayName });
    answered.push(DisplayName);
    if (answered.length === 20) process.kill(pid, "SIGKILL");
  });
  await Promise.allSettled(writing);
  expect(answered.length).toBeGreaterThanOrEqual(20);
  const after = await started(home);
  const there = await after.query("select DisplayName from Customer maxresults 1000");
  const names = new Set(there.map(({ DisplayName }) => DisplayName));
  expect(answered.filter((name) => !names.has(name as never))).toEqual([]);
  const now = await home.json("practice env");
  for (const name of ["PDQB_PIPEDRIVE_ORIGIN", "PDQB_QUICKBOOKS_ORIGIN", "PRACTICE_REALM_ID"])
    expect(now[name]).toBe(env[name]);
  // The profile's own grant lives on: nothing asks for a login.
  expect((await home.run("deals --limit 1")).code).toBe(0);
}, 60_000);

it("a stop and a start change nothing; a reset does, when it is said", async () => {
  const home = newHome();
  const books = await started(home);
  await books.post("customer", { DisplayName: "Kept" });
  const all = "select * from Customer maxresults 1000";
  const before = await books.query(all);
  await home.run("practice stop");
  expect(await (await started(home)).query(all)).toEqual(before);
  const asked = await home.run("practice reset");
  expect(asked.code).toBe(2);
  expect(asked.stderr).toContain("--yes");
  expect(await (await practiceBooks(home)).query(all)).toEqual(before);
  await home.run("product link 88 --item 88");
  const { ports } = await openWorld(home);
  const heard = async () => (await ports.ledger.history({ limit: 100 })).length;
  await ports.ledger.saveInvoices([], "2026-11-28T00:00:00Z", {}, [REHEARSED]);
  expect(await heard()).toBe(1);
  await home.run("practice reset --yes");
  expect(await heard()).toBe(0);
  // What the ledger knew of the old books goes with them.
  expect(await home.json("products list")).toMatchObject({ products: [] });
  const kept = await (await practiceBooks(home)).query(
    "select * from Customer where DisplayName = 'Kept'",
  );
  expect(kept).toEqual([]);
}, 60_000);

it.each([
  ["no database", () => "this is no database at all, but a text of some length"],
  ["cut short", (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 3))],
])(
  "damaged books (%s) are said and kept, and fresh ones begin on the word alone",
  async (_name, damage) => {
    const home = newHome();
    await started(home);
    await home.run("practice stop");
    const folder = join(home.path, "practice");
    const file = join(folder, "state.db");
    const damaged = Buffer.from(damage(readFileSync(file)));
    writeFileSync(file, damaged);
    for (const part of ["-wal", "-shm"]) writeFileSync(`${file}${part}`, "");
    const refused = await home.run("practice start");
    expect(refused.code).toBe(6);
    expect(refused.stderr).toContain("state.db cannot be read");
    expect(refused.stderr).toContain("pdqb practice start --fresh");
    expect(readFileSync(file).equals(damaged)).toBe(true);
    expect((await home.run("practice start --fresh")).code).toBe(0);
    const aside = readdirSync(folder).filter((name) => /^state\.db\.2/.test(name));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(folder, aside[0] ?? "")).equals(damaged)).toBe(true);
  },
  60_000,
);

it("two pairs side by side do not meet", async () => {
  const [one, other] = [newHome(), newHome()];
  const books = [await started(one), await started(other)];
  await books[0]?.post("customer", { DisplayName: "Only here" });
  const found = await Promise.all(
    books.map((each) => each.query("select * from Customer where DisplayName = 'Only here'")),
  );
  expect(found.map((rows) => rows.length)).toEqual([1, 0]);
  expect(await pidOf(one)).not.toBe(await pidOf(other));
  await one.run("practice stop");
  expect((await other.run("practice status")).stdout).toContain("Running");
}, 60_000);
