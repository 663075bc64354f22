// The proof over the practice services: as they are, and with each reading that they can take.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Kind } from "../../../src/usecases/prove/finding.ts";
import { ASSUMPTIONS } from "../../../src/usecases/prove/registry.ts";
import { costOf } from "../../../src/usecases/prove/run-proof.ts";
import { type Laboratory, openLaboratory, STANDARD, TURNS } from "../../support/proof.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
let lab: Laboratory;
beforeAll(async () => {
  lab = await openLaboratory(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

it("has at least 25 assumptions of QuickBooks and 15 of Pipedrive, each with an id of its own", () => {
  const ofService = (name: string) => ASSUMPTIONS.filter(({ service }) => service === name);
  expect(ofService("quickbooks").length).toBeGreaterThanOrEqual(25);
  expect(ofService("pipedrive").length).toBeGreaterThanOrEqual(15);
  expect(new Set(ASSUMPTIONS.map(({ id }) => id)).size).toBe(ASSUMPTIONS.length);
});

it("finds that all holds on the practice services as they are, and leaves nothing behind", async () => {
  const { results, usage, left, stopped } = await lab.prove();
  expect(stopped).toBeNull();
  expect(left).toEqual([]);
  const outcomes = (outcome: string) =>
    results.filter((one) => one.outcome === outcome).map(({ id }) => id);
  expect(outcomes("other")).toEqual([]);
  expect(outcomes("unclear")).toEqual([]);
  expect(outcomes("not_possible")).toEqual(["Q15", "Q31", "Q41", "P8", "P11", "P18"]);
  const cost = costOf(ASSUMPTIONS);
  for (const [kind, made] of Object.entries(usage.made))
    expect.soft(made, kind).toBeLessThanOrEqual(cost[kind as Kind]);
  expect(
    await lab.books.query("select * from Customer where DisplayName like 'pdqb proof%'"),
  ).toEqual([]);
  expect(await lab.books.invoices(/pdqb proof/)).toEqual([]);
  expect(await lab.world.ports.proofJournal.read()).toEqual([]);
});

it.each(TURNS)("finds $practice $value", async ({ id, practice, value, with: extra }) => {
  await lab.books.set({ [practice]: value, ...extra });
  try {
    const { results } = await lab.prove(ASSUMPTIONS.filter((one) => one.id === id));
    const [result] = results;
    expect(result?.outcome).toBe("other");
    const found = result?.setting.practice;
    expect(found?.name).toBe(practice);
    // The services count the lag in whole seconds: it is measured to within one.
    if (practice === "quickbooks.query_lag_seconds")
      expect(Math.abs(Number(found?.value) - Number(value))).toBeLessThanOrEqual(1);
    else expect(found?.value).toBe(value);
  } finally {
    await lab.books.set(STANDARD);
  }
});
