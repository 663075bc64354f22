// Fifty random combinations of readings at once: the proof names each, but where one reading hides another.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ASSUMPTIONS } from "../../src/usecases/prove/registry.ts";
import { runProof } from "../../src/usecases/prove/run-proof.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld, type World } from "../support/world.ts";
import { STANDARD, TURNS } from "../usecases/prove/turned.ts";

const home = new Home();
let books: Books;
let world: World;
beforeAll(async () => {
  books = await openPractice(home);
  world = await openWorld(home);
  world.ports.clock = { ...world.ports.clock, sleep: (ms) => sleep(ms) };
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** A number that is accepted twice says nothing of a deleted one. */
const HIDES: Record<string, (set: Record<string, string>) => boolean> = {
  "quickbooks.deleted_numbers": (set) => set["quickbooks.duplicate_numbers"] === "accept",
  "pipedrive.installments_ids": (set) => set["pipedrive.plan"] === "lite",
};

const COUNT = Number(process.env["PROOFS"] ?? 50);

it("finds every reading of random combinations", async () => {
  for (let at = 0; at < COUNT; at += 1) {
    const chosen = TURNS.filter(() => Math.random() < 0.5);
    const set = Object.fromEntries(
      chosen.flatMap(({ practice, value, with: extra = {} }) => [
        ...Object.entries(extra),
        [practice, value],
      ]),
    );
    await books.set({ ...STANDARD, ...set });
    const { results, left } = await runProof(world.ports, {
      ...{ assumptions: ASSUMPTIONS, usesToken: false, keep: false },
      step: (work) => work(),
    });
    expect(left).toEqual([]);
    const missed = chosen.filter(({ id, practice }) => {
      if (HIDES[practice]?.(set)) return false;
      const setting = results.find((one) => one.id === id)?.setting.practice;
      if (practice.endsWith("lag_seconds")) return setting?.name !== practice;
      return setting?.name !== practice || setting.value !== set[practice];
    });
    expect(missed, JSON.stringify(set)).toEqual([]);
  }
}, 1_200_000);
