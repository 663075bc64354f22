// A process that is stopped and goes on, signals during a write, a ledger that is cut, flipped or replaced under a running command, an
// upgrade that is killed, and a clock that jumps back an hour: one invoice, and a next command that tells the truth.
// PDQB_TEST_RUNS says how often each is tried in the long run; the counts are printed.
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../src/adapters/storage/ledger/schema.ts";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { refreshInvoices } from "../../src/usecases/invoices/refresh-invoices.ts";
import { chance } from "../support/chance.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { runs, tried } from "../support/runs.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;
const IS_LONG = process.env.PDQB_TEST_RUNS !== undefined;
const STOPPED_MS = IS_LONG ? 20_000 : 1_500;
const REPEATED = { repeats: IS_LONG ? 4 : 0 };

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  await create(await openWorld(home), 142);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const CREATE = "invoice create --deal 142 --again --not-duplicate --yes --json".split(" ");
const POST = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };
const count = async () => (await books.invoices(/pdqb 142\//)).length;
type Logged = Awaited<ReturnType<Books["log"]>>[number];
async function untilLogged(fits: (one: Logged) => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !(await books.log()).some(fits); tries += 1) await delay(25);
}
const untilPosted = () =>
  untilLogged(({ method, path }) => method === "POST" && /\/invoice$/.test(path));

/** The newest of deal 142, by which the same further invoice is asked for by several. */
async function newest(): Promise<string> {
  const { invoices } = await home.json("invoices list --deal 142");
  // By id: just after midnight in the company, a clock that jumps back an hour makes an invoice of yesterday.
  const byId = (invoices as unknown as { id: string; number: string }[]).sort(
    (one, other) => Number(one.id) - Number(other.id),
  );
  return byId.at(-1)?.number ?? "";
}
const further = async () => [...CREATE.slice(0, 4), "--again", await newest(), ...CREATE.slice(5)];

describe("a process that is stopped and goes on", REPEATED, () => {
  beforeEach(() => tried(1));
  it.each(["while it reads", "while its request is on the way"])(
    "%s, as another bills the same deal: one invoice",
    async (when) => {
      const args = await further();
      const before = await count();
      await books.clearLog();
      await books.fail(
        when === "while it reads"
          ? { service: "pipedrive", method: "GET", path: "/products", kind: "delay", seconds: 1 }
          : { ...POST, kind: "delay", seconds: 1 },
      );
      const first = home.start(args);
      if (when === "while it reads") await delay(700);
      else await untilPosted();
      first.kill("SIGSTOP");
      const second = home.start(args);
      await delay(STOPPED_MS);
      first.kill("SIGCONT");
      const ends = await Promise.all([first.result, second.result]);
      await books.clearFaults();
      const outcomes = ends.map(({ code, stdout, stderr }) => [code, stdout || stderr]);
      expect(await count(), JSON.stringify(outcomes)).toBe(before + 1);
      for (const { code, stderr } of ends) expect([0, 3], stderr).toContain(code);
      expect(ends.some(({ code }) => code === 0)).toBe(true);
    },
    120_000,
  );
});

describe("a signal during a write", REPEATED, () => {
  beforeEach(() => tried(1));
  it.each(["SIGTERM", "SIGHUP", "SIGINT"] as const)(
    "%s waits for the answer, and the next run finds the invoice",
    async (signal) => {
      const args = await further();
      const before = await count();
      await books.clearLog();
      await books.fail({ ...POST, kind: "delay", seconds: 1 });
      const running = home.start(args);
      await untilPosted();
      running.kill(signal);
      const { code, stdout, stderr } = await running.result;
      await books.clearFaults();
      expect([0, 7, 8], `${stdout}${stderr}`).toContain(code);
      const again = await home.run(args);
      expect(again.code, again.stderr).toBe(0);
      expect(await count()).toBe(before + 1);
    },
    60_000,
  );

  it.each(["SIGTERM", "SIGHUP", "SIGINT"] as const)(
    "%s before anything was sent leaves nothing",
    async (signal) => {
      const args = await further();
      const before = await count();
      await books.fail({
        service: "pipedrive",
        method: "GET",
        path: "/products",
        kind: "delay",
        seconds: 2,
      });
      await books.clearLog();
      const running = home.start(args);
      await untilLogged(({ service, method }) => service === "pipedrive" && method === "GET");
      running.kill(signal);
      const { code } = await running.result;
      await books.clearFaults();
      expect(code).toBe(130);
      expect(await count()).toBe(before);
      expect(await home.json("pending list")).toMatchObject({ intents: [] });
    },
    60_000,
  );
});

const LEDGER = () => join(home.path, "ledger.db");
const FILES = ["ledger.db", "ledger.db-wal", "ledger.db-shm"];

describe("a ledger that is spoiled under a running command", () => {
  const copy = () => join(home.path, "whole.db");
  const harms: Record<string, (luck: ReturnType<typeof chance>) => void> = {
    truncated: (luck) => truncateSync(LEDGER(), luck.below(statSync(LEDGER()).size)),
    "flipped in one bit": (luck) => {
      const at = luck.below(statSync(LEDGER()).size);
      const byte = readFileSync(LEDGER())[at] ?? 0;
      const file = openSync(LEDGER(), "r+");
      writeSync(file, Buffer.from([byte ^ (1 << luck.below(8))]), 0, 1, at);
      closeSync(file);
    },
    "replaced by an older copy": () => {
      for (const name of FILES) rmSync(join(home.path, name), { force: true });
      copyFileSync(copy(), LEDGER());
    },
    removed: () => {
      for (const name of FILES) rmSync(join(home.path, name), { force: true });
    },
  };

  it.each(Object.keys(harms).filter((name) => IS_LONG || /^(truncated|removed)$/.test(name)))(
    "%s: never a second invoice once a copy is put back, and no bug",
    async (name) => {
      const { numRuns, seed } = runs(1, 25);
      const luck = chance(seed);
      const ends = new Map<number | null, number>();
      for (let run = 0; run < numRuns; run += 1) {
        rmSync(copy(), { force: true });
        expect((await home.run(["ledger", "backup", copy()])).code).toBe(0);
        const args = await further();
        const before = await count();
        await books.clearLog();
        await books.fail({ ...POST, kind: "delay", seconds: 1 });
        const running = home.start(args);
        await untilPosted();
        harms[name]?.(luck);
        const { code, stdout, stderr } = await running.result;
        ends.set(code, (ends.get(code) ?? 0) + 1);
        await books.clearFaults();
        expect(code, `${seed}: ${stdout}${stderr}`).not.toBe(1);
        expect(code, stderr).not.toBeNull();
        for (const file of FILES) rmSync(join(home.path, file), { force: true });
        copyFileSync(copy(), LEDGER());
        const again = await home.run(args);
        expect([0, 3], again.stderr).toContain(again.code);
        expect(await count()).toBe(before + 1);
        expect((await home.run("ledger check")).code).toBe(0);
      }
      console.log(name, Object.fromEntries(ends));
    },
    600_000,
  );
});

it("an upgrade that is killed at any moment is done by the next run, with every row, and its copy is whole", async () => {
  const { numRuns: times, seed } = runs(2, 60);
  const luck = chance(seed);
  const older = MIGRATIONS.findIndex((one) => typeof one !== "string");
  const place = new Home();
  await place.run("practice start");
  const file = join(place.path, "ledger.db");
  const SCOPE = "'practice', '4410882', '9130358142659031'";
  let killed = 0;
  for (let run = 0; run < times; run += 1) {
    for (const name of readdirSync(place.path).filter((one) => one.startsWith("ledger.db")))
      rmSync(join(place.path, name));
    const database = new DatabaseSync(file);
    database.exec("pragma journal_mode=WAL");
    for (const one of MIGRATIONS.slice(0, older)) database.exec(String(one));
    database.exec(`pragma user_version=${older}`);
    const put = database.prepare(
      `insert into history (environment, pipedrive_company, realm, at, actor, action) values (${SCOPE}, ?, 'a@b', 'void invoice')`,
    );
    database.exec("begin");
    for (let row = 0; row < 3_000; row += 1)
      put.run(`2026-11-01T00:00:${String(row % 60).padStart(2, "0")}.000Z`);
    database.exec("commit");
    database.close();
    const child = place.start(["tax", "link", "24", "--code", "5", "--yes"]);
    await delay(luck.below(600));
    child.kill("SIGKILL");
    const { code } = await child.result;
    if (code === null) killed += 1;
    const next = await place.run("tax link 24 --code 5 --yes");
    expect([0, 3], `${seed}: ${next.stderr}`).toContain(next.code);
    const now = new DatabaseSync(file, { readOnly: true });
    expect(now.prepare("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const version = (now.prepare("pragma user_version").get() as { user_version: number })
      .user_version;
    expect([older, MIGRATIONS.length]).toContain(version);
    expect(now.prepare("select count(*) as n from history").get()).toEqual({ n: 3_000 });
    now.close();
    const before = `${file}.before-${older + 1}`;
    if (!existsSync(before)) continue;
    const kept = new DatabaseSync(before, { readOnly: true });
    expect(kept.prepare("select count(*) as n from history").get()).toEqual({ n: 3_000 });
    kept.close();
  }
  console.log(`${times} upgrades, ${killed} killed`);
  await place.run("practice stop");
  place.discard();
}, 600_000);

describe("a clock that jumps back an hour", REPEATED, () => {
  beforeEach(() => tried(1));
  const HOUR = 3_600_000;
  /** A world whose clock jumps at the nth time that it is read. */
  const jumping = (at: number) => {
    let reads = 0;
    return openWorld(home, () => {
      reads += 1;
      return reads > at ? -HOUR : 0;
    });
  };

  it("during a refresh: the statuses are those of the books, then and after the next one", async () => {
    const { profile } = await openWorld(home);
    const today = new Date().toISOString().slice(0, 10) as CalendarDate;
    const input = { today, timeZone: null, pipedriveCompany: profile.pipedrive.companyId };
    for (let at = 0; at < 12; at += 1) {
      await refreshInvoices((await jumping(at)).ports, input);
      const { ports } = await openWorld(home);
      const result = await refreshInvoices(ports, input);
      expect(result.failed).toEqual([]);
      for (const { invoice } of await ports.ledger.invoices({})) {
        const now = await ports.quickbooks.invoice(invoice.id);
        expect(invoice).toMatchObject({ id: now.id, number: now.number, syncToken: now.syncToken });
      }
    }
  }, 120_000);

  it("during a create, under its lock: one invoice, found by the next run", async () => {
    for (let at = 1; at < 30; at += 3) {
      const before = await count();
      const flags = { again: await newest(), notDuplicate: true };
      const outcome = await create(await jumping(at), 142, flags).then(
        (made) => made.outcome,
        (error: Error) => error.message,
      );
      const again = await create(await openWorld(home), 142, flags);
      expect(again.outcome, outcome).toMatch(/created|already_exists/);
      expect(await count(), `${at}: ${outcome}`).toBe(before + 1);
    }
  }, 120_000);

  it("during a renewal of a token: the renewed one is kept, and the next run goes on", async () => {
    for (let at = 0; at < 6; at += 1) {
      await books.fail({
        service: "quickbooks",
        kind: "expired_token",
        path: "/companyinfo",
        times: 1,
      });
      const { ports } = await jumping(at);
      await ports.quickbooks.company();
      await books.clearFaults();
      const { ports: next } = await openWorld(home);
      expect((await next.quickbooks.company()).name).not.toBe("");
    }
  }, 60_000);
});
