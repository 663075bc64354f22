// A terminal that is closed at each question, and a disk that is full at any write of the ledger: nothing is sent, or one invoice stands
// in the end, and no run ends as a bug.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chance } from "../support/chance.ts";
import { freshDeals, liveInvoices } from "../support/fresh-deals.ts";
import { limited } from "../support/limited.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home, type Result, SCRIPT } from "../support/run.ts";
import { tried } from "../support/runs.ts";
import { hasTmux, openTerminal } from "../support/terminal.ts";

/** Tries of each kind: PDQB_TEST_DISASTERS says how many. */
const TRIES = Number(process.env.PDQB_TEST_DISASTERS ?? 2);
const seed = Number(process.env.PDQB_TEST_SEED ?? Date.now() % 2_147_483_647);
const luck = chance(seed);
console.log(`${TRIES} tries of each kind; again with PDQB_TEST_SEED=${seed}`);

const home = new Home();
let books: Books;
let freshDeal: () => Promise<number>;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  freshDeal = await freshDeals(home);
  const first = await home.run(`invoice create --deal ${await freshDeal()} --yes`);
  expect([first.code, first.stderr]).toEqual([0, first.stderr]);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const creating = (deal: number) => ["invoice", "create", "--deal", `${deal}`, "--yes"];

/** Whatever happened: the same command again ends well, and there is one invoice. */
async function endsWithOne(deal: number, ...before: Result[]): Promise<void> {
  await books.clearFaults();
  for (const { code, stdout, stderr } of before)
    expect([code === 1, stdout + stderr]).toEqual([false, stdout + stderr]);
  const again = await home.run(creating(deal));
  expect([again.code, again.stderr]).toEqual([0, again.stderr]);
  expect(await liveInvoices(books, deal)).toBe(1);
}

/** What is typed, the question at which it ends, and those before, which Enter answers. */
const QUESTIONS: [line: string, shows: string, ...answered: string[]][] = [
  ["invoice create", "deal"],
  ["invoice create --deal 123", "customer"],
  ["invoice create --deal 123", "item for line 1", "same name"],
  ["invoice create --deal 123", "item for line 2", "same name", "same SKU"],
  ["invoice void NUMBER", "?"],
  ["invoice delete NUMBER", "?"],
  ["invoice email NUMBER", "?"],
  ["customer link --organization 402", "?"],
  ["config fields", "?"],
  ["config writeback", "?"],
];

describe.runIf(hasTmux)("at a question", () => {
  it.each(QUESTIONS)(
    "%s (%s): a closed terminal and a signal end the run with nothing sent",
    async (line, shows, ...answered) => {
      const asking = new Home();
      const started = await asking.run("practice start");
      expect(started.code).toBe(0);
      const { invoices } = (await asking.json("invoices list --customer 417")) as never as Listed;
      const number = invoices.find(
        ({ balance, total }) => balance === total && Number(total) > 0,
      )?.number;
      for (const how of ["close", "SIGTERM", "SIGHUP"] as const) {
        tried(1);
        const pidFile = join(asking.path, "pid");
        rmSync(pidFile, { force: true });
        const typed = line.replace("NUMBER", number ?? "");
        const env = `env -u PDQB_PIPEDRIVE_CLIENT_ID PDQB_HOME="${asking.path}"`;
        const command = `sh -c 'echo $$ > "${pidFile}"; exec ${env} "${process.execPath}" "${SCRIPT}" ${typed}'`;
        const terminal = openTerminal(join(asking.path, "t"), command, { columns: 120, rows: 40 });
        for (const earlier of answered) {
          await terminal.shows(earlier);
          terminal.keys("Enter");
        }
        await terminal.shows(shows);
        const pid = Number(readFileSync(pidFile, "utf8"));
        if (how === "close") terminal.close();
        else {
          process.kill(pid, how);
          await terminal.shows("exit=130");
          terminal.close();
        }
        await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
      }
      expect(await asking.json("pending list")).toMatchObject({});
      await asking.run("practice stop");
      asking.discard();
    },
    120_000,
  );
});
type Listed = { invoices: { number: string; balance: string; total: string }[] };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.runIf(process.platform !== "win32")("a disk that is full", () => {
  it("at any write of the ledger: one invoice in the end, and the ledger is whole", async () => {
    // In blocks of 512 bytes: from the first page of the write-ahead log to beyond its last.
    const steps = Array.from({ length: TRIES * 3 }, () => luck.below(1 + TRIES * 40));
    tried(steps.length);
    for (const step of steps) {
      const deal = await freshDeal();
      const full = await limited(home, step, creating(deal));
      await endsWithOne(deal, full);
      expect((await home.run("ledger check")).code).toBe(0);
    }
  }, 600_000);
});
