// A disk that takes nothing more, or only a part: the settings and the secrets are the old ones, and the run says so.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limited } from "../support/limited.ts";
import { Home } from "../support/run.ts";

const home = new Home();
beforeAll(async () => {
  expect((await home.run("practice start")).code).toBe(0);
}, 60_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

describe.runIf(process.platform !== "win32")("a disk that is full", () => {
  it.each([
    ["settings.json", ["config", "set", "item.income-account", "Services"]],
    ["secrets.json", ["disconnect", "pipedrive", "--yes"]],
  ])(
    "at the write of %s",
    async (name, args) => {
      const read = () => readFileSync(join(home.path, name), "utf8");
      const before = read();
      // None of it fits, or its beginning alone.
      for (const blocks of [0, 1]) {
        const { code, stderr } = await limited(home, blocks, args);
        expect([code === 0 || code === 1, stderr]).toEqual([false, stderr]);
        expect(read()).toBe(before);
      }
      expect((await home.run("config list")).code).toBe(0);
    },
    60_000,
  );
});
