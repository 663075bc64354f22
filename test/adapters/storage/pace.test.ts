// Requests of several processes share one pace: no window holds more than the service allows, and all get their turn.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pacer } from "../../../src/adapters/storage/pace-sqlite.ts";
import { ENGINES, type Place } from "./engines.ts";

const RATE = { requests: 3, withinMs: 200 };

describe.each(ENGINES)("on $engine, a pace", ({ place: newPlace, isMissing }) => {
  let place: Place;
  beforeAll(async () => {
    if (!isMissing) place = await newPlace();
  }, 60_000);
  afterAll(() => place?.discard());

  it.skipIf(isMissing)(
    "lets no more through in a window than the rate, over all that ask",
    async () => {
      const times: number[] = [];
      // Each is a process of its own, and twenty of them ask at once.
      const processes = Array.from({ length: 20 }, () => place.pacer("quickbooks/1", [RATE]));
      // What it costs to open the first connection is no part of the pace.
      await Promise.all(processes.map((_, at) => processes[at]?.(0)));
      await Promise.all(
        processes.map(async (pace) => {
          await pace();
          times.push(performance.now());
        }),
      );
      times.sort((one, other) => one - other);
      expect(times).toHaveLength(20);
      for (const [at, time] of times.entries()) {
        const fourth = times[at + RATE.requests];
        // What was noted and what is measured lie a few milliseconds apart.
        if (fourth !== undefined) expect(fourth - time).toBeGreaterThan(RATE.withinMs - 80);
      }
    },
  );

  it.skipIf(isMissing)("of another company is another pace", async () => {
    const rates = [{ requests: 1, withinMs: 60_000 }];
    for (const name of ["a", "b"]) expect(await place.pacer(name, rates)(0)).toBe(true);
  });

  it.skipIf(isMissing)(
    "is not waited for by a caller whose patience is shorter, and is not used up by asking",
    async () => {
      const rate = { requests: 2, withinMs: 3_600_000 };
      const [one, other] = [1, 2].map(() => place.pacer("patience", [rate]));
      expect(await one?.(0)).toBe(true);
      expect(await other?.(0)).toBe(true);
      for (const pace of [one, other, one]) expect(await pace?.(200)).toBe(false);
      const wider = place.pacer("patience", [{ ...rate, requests: 3 }]);
      expect(await wider(0)).toBe(true);
      expect(await wider(0)).toBe(false);
    },
  );

  it.skipIf(isMissing)("keeps several rates at once", async () => {
    const rates = [
      { requests: 1, withinMs: 1 },
      { requests: 3, withinMs: 3_600_000 },
    ];
    const pace = place.pacer("two", rates);
    for (let times = 0; times < 3; times += 1) expect(await pace(1_000)).toBe(true);
    expect(await pace(1_000)).toBe(false);
  });
});

it("that cannot be kept in a home holds nobody up", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pdqb-pace-"));
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const pace = pacer(join(file, "no-folder"), "x", [{ requests: 1, withinMs: 60_000 }]);
  for (let times = 0; times < 2; times += 1) expect(await pace(0)).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});
