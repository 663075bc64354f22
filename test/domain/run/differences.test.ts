import { expect, it } from "vitest";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import { differences } from "../../../src/domain/run/differences.ts";
import { choices, customer, day, facts, line } from "../../support/builders.ts";

const plan = (change = {}, chosen = {}, request = {}) =>
  assemblePlan(facts(change), choices(chosen), request);

it("says each fact that a reviewer has seen and that is another now", () => {
  const now = plan({}, { customer: customer({ name: "Aurora Oy", termId: "3" }) });
  expect(differences(plan(), now)).toEqual([
    "Its customer was Aurora Design Oy and is Aurora Oy now.",
  ]);
  // 95 more net, 24.225 more tax: 2074.70 becomes 2193.93 (421.55325 + 24.225 is 445.77825).
  const lines = facts().lines.map((one, index) =>
    index === 0 ? line({ id: 1, price: "95", quantity: "5" }) : one,
  );
  expect(differences(plan(), plan({ lines }))).toEqual([
    "Its total was 2,074.70 EUR and is 2,193.93 EUR now.",
  ]);
  expect(differences(plan(), plan({}, {}, { date: day("2026-11-26") }))).toEqual([
    "Its date was 2026-11-25 and is 2026-11-26 now.",
    "Its due date was 2026-12-09 and is 2026-12-10 now.",
  ]);
});

it("says where the rest of a change is, and nothing beside a problem", () => {
  const renamed = facts().lines.map((one) => ({ ...one, name: `${one.name}, new` }));
  expect(differences(plan(), plan({ lines: renamed }))).toEqual(["Its lines are others now."]);
  expect(differences(plan(), plan({}, {}, { memo: "Thanks" }))).toEqual([
    "Its details are others now.",
  ]);
  expect(differences(plan(), plan({}, { items: new Map() }))).toEqual([]);
});
