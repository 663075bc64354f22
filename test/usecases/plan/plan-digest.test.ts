// The text behind --expect: another one for whatever would be sent otherwise, the same for what only tells of the plan.
import { expect, it } from "vitest";
import type { InvoicePlan } from "../../../src/domain/plan/invoice-plan.ts";
import { digestOf, shortHash } from "../../../src/usecases/plan/plan-digest.ts";
import { day, line } from "../../support/builders.ts";
import { plan } from "../../support/planned.ts";

const digest = (change: Partial<InvoicePlan> = {}) => digestOf({ ...plan({}), ...change });

it("is the beginning of SHA-256", async () => {
  // The test vector "abc" of FIPS 180-4.
  expect(await shortHash("abc")).toBe("ba7816bf8f01cfea");
});

it("is another one where something else would be sent", async () => {
  const [first, ...lines] = plan({}).lines;
  if (!first) throw new Error("The plan has lines");
  const block = { address: null, email: null, taxId: null };
  const update = { block, decision: "update", changes: [] } as never;
  const all = await Promise.all([
    digest(),
    digest({ date: day("2026-12-01") }),
    digest({ memo: "Thank you" }),
    digest({ lines: [{ ...first, net: first.net.plus("0.01") }, ...lines] }),
    digest({ number: "77" }),
    digest({ customerUpdate: update }),
  ]);
  expect(new Set(all).size).toBe(all.length);
});

it("is the same where the plan is only told otherwise", async () => {
  const problem = { code: "in_doubt", message: "x", next: "y" } as const;
  const keep = { block: { address: null, email: null, taxId: null }, decision: "keep" } as never;
  const all = await Promise.all([
    digest(),
    digest({ problems: [problem], warnings: [{ code: "deal_open", message: "x" } as never] }),
    digest({ readAt: "2030-01-01T00:00:00Z", digest: "other" }),
    digest({ nextNumber: "1043" }),
    digest({ customerUpdate: keep }),
  ]);
  expect(new Set(all).size).toBe(1);
});

it("is the same where only the words for a line that is left out are others, not where another is left out", async () => {
  const before = plan({ lines: [line(), line({ id: 2, isEnabled: false })] });
  expect(before.leftOut).toHaveLength(1);
  const leftOut = before.leftOut.map((one) => ({ ...one, reason: "said in other words" }));
  expect(await digestOf({ ...before, leftOut })).toBe(await digestOf(before));
  expect(await digestOf({ ...before, leftOut: [] })).not.toBe(await digestOf(before));
});
