// Fifty random combinations of readings at once: the proof names each, but where one reading hides another.
import { afterAll, beforeAll, expect, it } from "vitest";
import { chance } from "../support/chance.ts";
import {
  isFound,
  isShown,
  type Laboratory,
  openLaboratory,
  STANDARD,
  TURNS,
} from "../support/proof.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let lab: Laboratory;
beforeAll(async () => {
  lab = await openLaboratory(home);
  await lab.books.set({ "quickbooks.emails_per_day": "1000" });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const COUNT = Number(process.env["PDQB_TEST_PROOFS"] ?? 50);
const seed = Number(process.env.PDQB_TEST_SEED ?? Date.now() % 2_147_483_647);

it(`finds every reading of ${COUNT} random combinations`, async () => {
  console.log(`Again with PDQB_TEST_SEED=${seed}`);
  const { next } = chance(seed);
  for (let at = 0; at < COUNT; at += 1) {
    const chosen = TURNS.filter(() => next() < 0.5);
    const set = Object.fromEntries(
      chosen.flatMap(({ practice, value, with: extra = {} }) => [
        ...Object.entries(extra),
        [practice, value],
      ]),
    );
    await lab.books.set({ ...STANDARD, ...set });
    const run = await lab.prove();
    const what = `combination ${at + 1}: ${JSON.stringify(set)}`;
    expect(run.left).toEqual([]);
    const turned = chosen.filter((turn) => isShown(turn, set));
    expect(
      turned.filter((turn) => !isFound(turn, run)),
      what,
    ).toEqual([]);
    const others = run.results.filter(({ outcome }) => outcome === "other");
    const isTurned = ({ setting }: (typeof others)[number]) =>
      setting.practice !== null && setting.practice.name in set;
    expect(
      others.filter((result) => !isTurned(result)),
      what,
    ).toEqual([]);
    expect(
      run.results.filter(({ outcome }) => outcome === "unclear"),
      what,
    ).toEqual([]);
  }
}, 1_200_000);
