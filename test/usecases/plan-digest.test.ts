import { expect, it } from "vitest";
import { decimal } from "../../src/domain/money/money.ts";
import { digestOf } from "../../src/usecases/plan/plan-digest.ts";
import { line } from "../support/builders.ts";
import { plan } from "../support/planned.ts";

const deal = { lines: [line(), line({ id: 2, isEnabled: false })] };

it("stays where only the words for a line that is left out are others", async () => {
  const before = plan(deal);
  expect(before.leftOut).toHaveLength(1);
  const leftOut = before.leftOut.map((one) => ({ ...one, reason: "said in other words" }));
  expect(await digestOf({ ...before, leftOut })).toBe(await digestOf(before));
});

it("is another where another line is left out, or a line costs more", async () => {
  const before = plan(deal);
  const digest = await digestOf(before);
  expect(await digestOf({ ...before, leftOut: [] })).not.toBe(digest);
  const dearer = before.lines.map((one) => ({ ...one, net: one.net.plus(decimal("0.01")) }));
  expect(await digestOf({ ...before, lines: dearer })).not.toBe(digest);
});
