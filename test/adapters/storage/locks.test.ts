// Locks of keys across connections and processes: one holder at a time, whatever is cleared away meanwhile.
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { alone, exclusive } from "../../../src/adapters/storage/locks-sqlite.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "pdqb-locks-")), "locks");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

it("one key has one holder at a time, also while the files of other keys are cleared away", async () => {
  let holders = 0;
  let most = 0;
  const hold = () =>
    exclusive(folder, "one", async () => {
      holders += 1;
      most = Math.max(most, holders);
      await delay(2);
      holders -= 1;
    });
  const many = async (from: number) => {
    for (let at = 0; at < 80; at += 1) await exclusive(folder, `key ${from + at}`, async () => {});
  };
  await Promise.all([many(0), many(1000), ...Array.from({ length: 40 }, hold)]);
  expect(most).toBe(1);
});

it("the folder does not grow with every key that was ever held, and its files are private", async () => {
  for (let at = 0; at < 300; at += 1) await exclusive(folder, `deal ${at}`, async () => {});
  const files = readdirSync(folder);
  expect(files.length).toBeLessThanOrEqual(103);
  for (const name of files) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});

it("alone means that nobody holds a key: it waits for the holder, and then refuses", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holder = exclusive(folder, "deal 1", () => held);
  await delay(50);
  const refused = alone(folder, async () => "in", { waitMs: 100 });
  await expect(refused).rejects.toMatchObject({ kind: "unavailable" });
  const waiting = alone(folder, async () => "in", { waitMs: 10_000 });
  release();
  expect(await waiting).toBe("in");
  await holder;
});
