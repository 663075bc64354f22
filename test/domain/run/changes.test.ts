import { expect, it } from "vitest";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import { differences, rowChanges } from "../../../src/domain/run/changes.ts";
import type { RunRow } from "../../../src/domain/run/run.ts";
import { choices, customer, day, facts, line } from "../../support/builders.ts";

const totals = (total: string) => ({ net: total, discount: "0.00", tax: "0.00", total });
const row = (dealId: number, more: Partial<RunRow> = {}) =>
  ({
    ...{ dealId, flags: {}, state: "ready", digest: "a", currency: "EUR", totals: totals("10.00") },
    ...{ customer: { id: "1", name: "Aurora" }, date: "2026-11-30", dueDate: null, ...more },
  }) as RunRow;

it("says of each invoice what is different, by its state, by what was seen of it, or by the rest", () => {
  const before = [row(1), row(2), row(3), row(4, { state: "problem" }), row(5), row(6)];
  const now = [
    row(1),
    row(2, { digest: "b", totals: totals("1012.00") }),
    row(3, { digest: "b" }),
    row(4, { digest: "b", customer: { id: "2", name: "Borea" } }),
    row(5, { state: "problem", digest: null, totals: null }),
    row(7, { flags: { part: "2" } }),
  ];
  const said = rowChanges(before, now).map((one) => [one.row.dealId, one.from, one.to, one.what]);
  expect(said).toEqual([
    [2, "ready", "ready", "its total was 10.00 EUR and is 1,012.00 EUR now"],
    [3, "ready", "ready", "its lines or details have changed"],
    [4, "problem", "ready", "was problem, is ready now; its customer was Aurora and is Borea now"],
    [5, "ready", "problem", "was ready, is problem now"],
    [7, null, "ready", "new in the run"],
    [6, "ready", null, "no longer in the run"],
  ]);
});

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
  expect(differences(plan(), plan({ lines: renamed }))).toEqual(["Its lines have changed."]);
  expect(differences(plan(), plan({}, {}, { memo: "Thanks" }))).toEqual([
    "Its details have changed.",
  ]);
  expect(differences(plan(), plan({}, { items: new Map() }))).toEqual([]);
});
