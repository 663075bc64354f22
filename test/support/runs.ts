/** How many cases a generated test tries: few in the suite, `PDQB_TEST_RUNS` in the long run. The seed is fresh and printed. */
export function runs(few: number): { numRuns: number; seed: number } {
  const seed = Number(process.env.PDQB_TEST_SEED ?? Date.now() % 2_147_483_647);
  const numRuns = Number(process.env.PDQB_TEST_RUNS ?? few);
  console.log(`${numRuns} cases; again with PDQB_TEST_SEED=${seed}`);
  return { numRuns, seed };
}

/** How many processes work at once in a test of many: few in the suite, `PDQB_TEST_CROWD` in the long run. */
export const CROWD = Number(process.env.PDQB_TEST_CROWD ?? 8);
