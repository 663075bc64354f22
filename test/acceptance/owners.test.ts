// A file or folder that belongs to another user, as a run under sudo leaves it. Aim: whose it is and what to do, in words, nothing
// changed; and root itself leaves the files to those who had them.
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPractice } from "../support/practice.ts";
import { Home, type Result } from "../support/run.ts";

/** Two users that nobody is: a container, too, may run under a number without a name. */
const OURS = 47_114;
const OTHER = 47_115;

const home = new Home();
const file = (name: string) => join(home.path, name);

/** Only root may hand files over, and the other users must be able to reach the program. */
const canBeOthers =
  process.getuid?.() === 0 && (await home.run("--version", { uid: OURS })).code === 0;

/** Each file and folder of the home: whose, which mode, which content. Locks, and SQLite's own memory, are no content. */
function state(folder = home.path): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !["practice", "locks", "ledger.db-shm"].includes(name))
    .map((entry) => {
      const path = join(folder, entry.name);
      const { uid, mode } = lstatSync(path);
      const text = entry.isFile()
        ? createHash("sha256").update(readFileSync(path)).digest("hex")
        : "";
      return `${entry.name} ${uid} ${mode.toString(8)} ${text}`;
    })
    .sort();
}

function give(folder: string, uid: number): void {
  chownSync(folder, uid, uid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) give(path, uid);
    else chownSync(path, uid, uid);
  }
}

const run = (args: string) => home.run(args, { uid: OURS });

/** Refused in words: whose the thing is, who this is, and a command that mends it. */
function expectRefusal(result: Result, path: string, args: string): void {
  const all = `${args}: ${result.stderr}`;
  expect(result.code, all).toBe(3);
  expect(all).toContain(`${path} belongs to user ${OTHER}, and pdqb runs as user ${OURS}`);
  expect(all).toContain(`sudo chown -R ${OURS} ${path}`);
  expect(all).not.toMatch(/\n\s+at |Internal error in pdqb/);
}

describe.runIf(canBeOthers)("a file of another user", () => {
  beforeAll(async () => {
    await openPractice(home, { matching: true });
    await home.run("tax link 25.5 --code 5");
    expect(existsSync(file("ledger.db"))).toBe(true);
    give(home.path, OURS);
    const sound = await run("invoices refresh");
    expect(sound.code, sound.stderr).toBe(0);
  }, 120_000);

  afterAll(async () => {
    await home.run("practice stop");
  });

  it.each([
    ["settings.json", "600", ["invoices list", "invoices refresh", "config set match.items ask"]],
    ["secrets.json", "600", ["customer search Aurora", "disconnect pipedrive"]],
    ["ledger.db", "600", ["invoices list", "invoices refresh", "tax unlink 25.5", "ledger check"]],
    ["ledger.db", "644", ["tax unlink 25.5", "invoice create --deal 142 --yes"]],
    [".", "700", ["invoices list", "config set match.items ask", "disconnect pipedrive"]],
    [".", "755", ["config set match.items ask", "disconnect pipedrive"]],
    ["locks", "700", ["config set match.items ask", "disconnect pipedrive"]],
  ])(
    "%s (mode %s) is named with its owner, and nothing is changed",
    async (name, mode, commands) => {
      const path = name === "." ? home.path : file(name);
      const before = lstatSync(path);
      chownSync(path, OTHER, OTHER);
      chmodSync(path, Number.parseInt(mode, 8));
      try {
        const sound = state();
        for (const args of commands) expectRefusal(await run(args), path, args);
        expect(state()).toEqual(sound);
      } finally {
        chownSync(path, before.uid, before.gid);
        chmodSync(path, before.mode & 0o777);
      }
      const after = await run("invoices refresh");
      expect(after.code, after.stderr).toBe(0);
    },
    60_000,
  );

  it("stays his when root replaces it", async () => {
    const before = state();
    const secrets = JSON.parse(readFileSync(file("secrets.json"), "utf8"));
    secrets.profiles.practice.quickbooks.accessExpiresAt = 0;
    writeFileSync(file("secrets.json"), JSON.stringify(secrets));
    for (const args of ["invoices refresh", "config set match.items ask"])
      expect((await home.run(args)).code).toBe(0);
    expect(state()).not.toEqual(before);
    for (const name of readdirSync(home.path)) expect(lstatSync(file(name)).uid, name).toBe(OURS);
    const after = await run("invoices refresh");
    expect(after.code, after.stderr).toBe(0);
  }, 60_000);
});

afterAll(() => home.discard());
