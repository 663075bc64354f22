// The builders' deal: 380.00 + 923.15 + 350.00 = 1653.15 net. 30 % of each line is 114.00, 276.945 and 105.00: 495.95 in all.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import type { InvoiceRequest } from "../../../src/domain/plan/invoice-request.ts";
import { planLines } from "../../../src/domain/plan/plan-lines.ts";
import { choices, facts, line } from "../../support/builders.ts";

const plan = (request: InvoiceRequest = {}, change: Parameters<typeof facts>[0] = {}) =>
  planLines(facts(change), choices(), request);

describe("the lines of a plan", () => {
  it("keep what they bill of each deal line, and the net of the deal", () => {
    const { billed, totals } = plan();
    expect(billed.lines.map(({ lineId, net }) => [lineId, net.toFixed(2)])).toEqual([
      [1, "380.00"],
      [2, "923.15"],
      [3, "350.00"],
    ]);
    expect([billed.share, billed.dealNet?.toFixed(2)]).toEqual([null, "1653.15"]);
    expect([totals.net.toFixed(2), totals.tax?.toFixed(2)]).toEqual(["1653.15", "421.55"]);
  });

  it("of a part sum to its share of the deal", () => {
    const { billed, totals } = plan({ part: { kind: "percent", percent: decimal("30") } });
    expect([billed.share, totals.net.toFixed(2)]).toEqual(["30 %", "495.95"]);
    expect(billed.dealNet?.toFixed(2)).toBe("1653.15");
  });

  it("leave out what was switched off or is not in the part, with the reason", () => {
    const { leftOut, billed } = plan({ part: { kind: "lines", positions: [1, 3] } });
    expect(leftOut.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "not in this part of the deal (lines 1, 3)"],
    ]);
    expect(billed.lines).toHaveLength(2);
    const off = [line({ id: 1, isEnabled: false }), line({ id: 2 })];
    expect(plan({}, { lines: off }).leftOut).toHaveLength(1);
  });

  it("that are changed for one invoice say nothing of the deal's net", () => {
    const lineChanges = new Map([[1, { price: decimal("90") }]]);
    const { billed, totals } = plan({ lineChanges });
    expect([totals.net.toFixed(2), billed.dealNet]).toEqual(["1633.15", undefined]);
  });
});
