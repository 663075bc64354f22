// The proof over the practice services: as they are, and with each reading that they can take.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Assumption } from "../../../src/usecases/prove/assumption.ts";
import type { Kind } from "../../../src/usecases/prove/finding.ts";
import { ASSUMPTIONS } from "../../../src/usecases/prove/registry.ts";
import { costOf, runProof } from "../../../src/usecases/prove/run-proof.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";
import { STANDARD, TURNS } from "./turned.ts";

const home = new Home();
let books: Books;
let world: World;
beforeAll(async () => {
  books = await openPractice(home);
  world = await openWorld(home);
  // What is looked for until it is there needs time to pass.
  world.ports.clock = { ...world.ports.clock, sleep: (ms) => sleep(ms) };
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const proofOf = (assumptions: readonly Assumption[]) =>
  runProof(world.ports, {
    assumptions,
    usesToken: world.profile.pipedrive.method === "token",
    keep: false,
    step: (work) => work(),
  });

it("has at least 25 assumptions of QuickBooks and 15 of Pipedrive, each with an id of its own", () => {
  const ofService = (name: string) => ASSUMPTIONS.filter(({ service }) => service === name);
  expect(ofService("quickbooks").length).toBeGreaterThanOrEqual(25);
  expect(ofService("pipedrive").length).toBeGreaterThanOrEqual(15);
  expect(new Set(ASSUMPTIONS.map(({ id }) => id)).size).toBe(ASSUMPTIONS.length);
});

it("finds that all holds on the practice services as they are, and leaves nothing behind", async () => {
  const { results, usage, left, stopped } = await proofOf(ASSUMPTIONS);
  expect(stopped).toBeNull();
  expect(left).toEqual([]);
  const outcomes = (outcome: string) =>
    results.filter((one) => one.outcome === outcome).map(({ id }) => id);
  expect(outcomes("other")).toEqual([]);
  expect(outcomes("unclear")).toEqual([]);
  expect(outcomes("not_possible")).toEqual(["Q15", "Q31", "Q41", "P11", "P18"]);
  const cost = costOf(ASSUMPTIONS);
  for (const [kind, made] of Object.entries(usage.made))
    expect.soft(made, kind).toBeLessThanOrEqual(cost[kind as Kind]);
  expect(await books.query("select * from Customer where DisplayName like 'pdqb proof%'")).toEqual(
    [],
  );
  expect(await books.invoices(/pdqb proof/)).toEqual([]);
  expect(await world.ports.proofJournal.read()).toEqual([]);
});

it.each(TURNS)("finds $practice $value", async ({ id, practice, value, with: extra }) => {
  await books.set({ [practice]: value, ...extra });
  try {
    const { results } = await proofOf(ASSUMPTIONS.filter((one) => one.id === id));
    const [result] = results;
    expect(result?.outcome).toBe("other");
    expect(result?.setting.practice?.name).toBe(practice);
    const isMeasured = practice.endsWith("lag_seconds") && value !== "0";
    if (isMeasured) expect(Number(result?.setting.practice?.value)).toBeGreaterThan(0);
    else expect(result?.setting.practice?.value).toBe(value);
  } finally {
    await books.set(STANDARD);
  }
});
