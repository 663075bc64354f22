// kill -9 at each step from QuickBooks' answer with a new token until that token is the one on disk. Aim: the next command works, or
// says once and clearly that QuickBooks has to be connected again; secrets.json is the old one or the new one, and whole.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home, type Result } from "../support/run.ts";

const home = new Home();
let books: Books;
const path = join(home.path, "secrets.json");
/** A command that reads QuickBooks. */
const ASK = "customer search Aurora";
const HOOK = join(import.meta.dirname, "../support/kill-at.cjs");

beforeAll(async () => {
  books = await openPractice(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Grant = { accessToken: string; refreshToken: string; accessExpiresAt: number };
type Secrets = { profiles: { practice: { quickbooks: Grant } } };
const secrets = (): Secrets => JSON.parse(readFileSync(path, "utf8"));
const grant = () => secrets().profiles.practice.quickbooks;
const leftovers = () => readdirSync(home.path).filter((name) => name.endsWith(".tmp"));
const tokenRequests = async () =>
  (await books.log()).filter((one) => one.path.endsWith("/tokens/bearer"));

/** An old access token, so that the next command asks for a new one. */
function expire(): void {
  const all = secrets();
  all.profiles.practice.quickbooks.accessExpiresAt = 0;
  writeFileSync(path, JSON.stringify(all));
}

/** A refresh that ends, or goes on, as the hook has it at this step. */
async function refreshAt(step: string): Promise<Result> {
  expire();
  await books.clearLog();
  return home.run(ASK, {
    env: { NODE_OPTIONS: `--require ${JSON.stringify(HOOK)}`, TEST_STEP: step },
  });
}

/** Killed at the step, after QuickBooks had answered; what is on disk is one of the two, whole. */
async function killAt(step: string): Promise<void> {
  const before = grant();
  const killed = await refreshAt(step);
  expect(killed.code, killed.stderr).toBeNull();
  expect(await tokenRequests()).toHaveLength(1);
  const isNew = grant().accessToken !== before.accessToken;
  expect(isNew).toBe(step === "renamed");
  if (!isNew) expect(grant()).toEqual({ ...before, accessExpiresAt: 0 });
}

describe("within a day, when the same refresh token is given again", () => {
  it.each(["answered", "half", "written", "synced", "renamed"])(
    "killed when it was %s: the next command works, and leaves nothing behind",
    async (step) => {
      const { refreshToken } = grant();
      await killAt(step);
      const next = await home.run(ASK);
      expect(next.code, next.stderr).toBe(0);
      expect(grant().refreshToken).toBe(refreshToken);
      // A half file holds secrets too: the next one that is written clears it away.
      if (step !== "renamed") expect(leftovers()).toEqual([]);
    },
  );
});

describe("after a day, when a new refresh token takes the place of the old one", () => {
  const anotherDay = async () => expect((await home.run("practice clock --days 1")).code).toBe(0);

  it("killed with the new one on disk: the next command works", async () => {
    await anotherDay();
    const { refreshToken } = grant();
    await killAt("renamed");
    expect(grant().refreshToken).not.toBe(refreshToken);
    const next = await home.run(ASK);
    expect(next.code, next.stderr).toBe(0);
  });

  it("killed before, where QuickBooks still takes the old one for a while: the next command works", async () => {
    await anotherDay();
    await books.set({ "quickbooks.refresh_grace_seconds": "3600" });
    await killAt("synced");
    const next = await home.run(ASK);
    expect(next.code, next.stderr).toBe(0);
    await books.set({ "quickbooks.refresh_grace_seconds": "0" });
  });

  it("killed before: QuickBooks refuses the old one, and every command says to connect again", async () => {
    await anotherDay();
    await killAt("synced");
    const kept = grant();
    for (const args of [ASK, "invoice create --deal 142 --yes"]) {
      const next = await home.run(args);
      expect(next.code, next.stderr).toBe(4);
      expect(next.stderr).toContain("The connection to QuickBooks has ended.");
      expect(next.stderr).toContain("when a run is killed while renewing it");
      expect(next.stderr).toContain("Next: pdqb practice start\n");
      expect(next.stderr.match(/✗/g)).toHaveLength(1);
    }
    expect(grant()).toEqual(kept);
    expect((await home.run("practice start")).code).toBe(0);
    const mended = await home.run(ASK);
    expect(mended.code, mended.stderr).toBe(0);
    expect(leftovers()).toEqual([]);
  });
});

it("a disk that takes little at a time ends with the whole file", async () => {
  const result = await refreshAt("short");
  expect(result.code, result.stderr).toBe(0);
  expect(grant().accessExpiresAt).toBeGreaterThan(0);
});
