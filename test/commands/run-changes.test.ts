// What has become different in a run: planned again, nothing is left to compare, so the rest is where the run is looked at.
import { expect, it } from "vitest";
import { changesText } from "../../src/commands/views/run-text.ts";
import type { RowChange } from "../../src/domain/run/changes.ts";
import type { Run } from "../../src/domain/run/run.ts";

const plain = { bold: (text: string) => text, dim: (text: string) => text } as never;
const run = { name: "november" } as Run;
const change = (dealId: number, what: string) =>
  ({ row: { dealId }, from: "ready", to: "ready", what }) as RowChange;

it("deals of one change stand on one line, and more than a screen ends with the run's own view", () => {
  expect(changesText(run, [change(1, "new in the run"), change(2, "new in the run")], plain)).toBe(`
Changed since it was planned before (2 invoices):
  new in the run  (deals 1, 2)
`);
  const many = Array.from({ length: 20 }, (_, index) => change(index, `its total was ${index}`));
  expect(changesText(run, many, plain).trimEnd()).toMatch(
    /\n {2}and 8 more: pdqb run view november shows each as it is now$/,
  );
});
