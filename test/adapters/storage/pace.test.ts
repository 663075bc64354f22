// Requests of several processes share one pace: no window holds more than the service allows, and all get their turn.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { pacer } from "../../../src/adapters/storage/pace-sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "pdqb-pace-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RATE = { requests: 3, withinMs: 200 };

it("lets no more through in a window than the rate, over all that ask", async () => {
  const times: number[] = [];
  const processes = [1, 2, 3].map(() => pacer(folder, "quickbooks/1", [RATE]));
  const asks = Array.from({ length: 11 }, (_, at) => processes[at % 3]);
  await Promise.all(
    asks.map(async (pace) => {
      await pace?.();
      times.push(Date.now());
    }),
  );
  times.sort((one, other) => one - other);
  expect(times).toHaveLength(11);
  for (const [at, time] of times.entries()) {
    const fourth = times[at + RATE.requests];
    // What was noted and what is measured lie a few milliseconds apart.
    if (fourth !== undefined) expect(fourth - time).toBeGreaterThan(RATE.withinMs - 60);
  }
});

it("of another company is another pace", async () => {
  const [one, other] = ["a", "b"].map((name) =>
    pacer(folder, name, [{ requests: 1, withinMs: 60_000 }]),
  );
  await one?.();
  await other?.();
});

it("is not waited for by a caller whose patience is shorter, and is not used up by asking", async () => {
  const rate = { requests: 2, withinMs: 3_600_000 };
  const [one, other] = [1, 2].map(() => pacer(folder, "patience", [rate]));
  expect(await one?.(0)).toBe(true);
  expect(await other?.(0)).toBe(true);
  for (const pace of [one, other, one]) expect(await pace?.(200)).toBe(false);
  const wider = pacer(folder, "patience", [{ ...rate, requests: 3 }]);
  expect(await wider(0)).toBe(true);
  expect(await wider(0)).toBe(false);
});

it("that cannot be kept holds nobody up", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const pace = pacer(join(file, "no-folder"), "x", [{ requests: 1, withinMs: 60_000 }]);
  for (let times = 0; times < 2; times += 1) expect(await pace(0)).toBe(true);
});
