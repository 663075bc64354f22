// Locks of the ledger, by whatever processes ask: one holder of a key, freed with its connection; waiting ends in words.
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ENGINES, type Place } from "./engines.ts";

const SCOPE = { environment: "practice", pipedriveCompany: "p1", realm: "r1" };

describe.each(ENGINES)("on $engine, a key", ({ place: newPlace, isMissing }) => {
  let place: Place;
  beforeEach(async (context) => {
    context.skip(isMissing);
    place = await newPlace();
  });
  afterEach(() => place?.discard());
  const open = (realm = "r1") =>
    place.open({ scope: { ...SCOPE, realm }, now: () => new Date("2026-11-28T10:00:00Z") });

  it("has one holder at a time, in this process and in others", async () => {
    let holders = 0;
    let most = 0;
    const hold = async () => {
      holders += 1;
      most = Math.max(most, holders);
      await delay(3);
      holders -= 1;
    };
    const ledgers = [open(), open(), open()];
    const asks = Array.from({ length: 15 }, (_, at) => ledgers[at % 3]?.exclusive("deal 1", hold));
    await Promise.all(asks);
    expect(most).toBe(1);
  });

  it("of another company or another deal is another key", async () => {
    const inner = open().exclusive("deal 1", () =>
      open().exclusive("deal 2", () => open("r2").exclusive("deal 1", async () => "all three")),
    );
    expect(await inner).toBe("all three");
  });

  it("is waited for so long, and then somebody is said to be busy", async () => {
    const asked = open().exclusive("deal 1", async () => {
      const failure = open().exclusive("deal 1", async () => "never", { waitMs: 60 });
      return failure.catch((error: unknown) => error);
    });
    // Inside itself it is asked for by another process: here that is another chain of calls.
    await expect(asked).resolves.toBeInstanceOf(Error);
    const holder = open().exclusive("deal 3", () => delay(300));
    await delay(60);
    const waiting = open().exclusive("deal 3", async () => "never", { waitMs: 50 });
    await expect(waiting).rejects.toMatchObject({ kind: "unavailable" });
    await holder;
    expect(await open().exclusive("deal 3", async () => "free")).toBe("free");
  });

  it("is free again when its holder failed", async () => {
    const failing = open().exclusive("deal 1", async () => {
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await open().exclusive("deal 1", async () => "free")).toBe("free");
  });
});
