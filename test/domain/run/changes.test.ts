import { expect, it } from "vitest";
import { rowChanges } from "../../../src/domain/run/changes.ts";
import type { RunRow } from "../../../src/domain/run/run.ts";

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
    [3, "ready", "ready", "its lines or details are others now"],
    [4, "problem", "ready", "was problem, is ready now; its customer was Aurora and is Borea now"],
    [5, "ready", "problem", "was ready, is problem now"],
    [7, null, "ready", "new in the run"],
    [6, "ready", null, "no longer in the run"],
  ]);
});
