/** How often what is tried again and again is tried: seldom in the suite, as `PDQB_TEST_RUNS` says in the long run. */
import { appendFileSync } from "node:fs";
import { expect } from "vitest";

/** The cases of a generated test, `most` at the most. The seed is fresh and printed. */
export function runs(few: number, most = Infinity): { numRuns: number; seed: number } {
  const seed = Number(process.env.PDQB_TEST_SEED ?? Date.now() % 2_147_483_647);
  const numRuns = Math.min(Number(process.env.PDQB_TEST_RUNS ?? few), most);
  console.log(`${numRuns} cases; again with PDQB_TEST_SEED=${seed}`);
  tried(numRuns);
  return { numRuns, seed };
}

/** Counts what the running test tries, for the table of the long run. */
export function tried(times: number): void {
  const { PDQB_TEST_TRIES: file } = process.env;
  const test = expect.getState().currentTestName?.replaceAll(" > ", " ");
  if (file && test) appendFileSync(file, `${JSON.stringify({ test, times })}\n`);
}

/** How many processes work at once in a test of many: few in the suite, `PDQB_TEST_CROWD` in the long run. */
export const CROWD = Number(process.env.PDQB_TEST_CROWD ?? 8);
