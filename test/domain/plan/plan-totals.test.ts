// 380.00 + 923.15 + 350.00 = 1653.15; 25.5 % of it is 421.55325. With prices that hold the tax, 1653.15 × 25.5 / 125.5 = 335.8989….
import { describe, expect, it } from "vitest";
import { pricedLines } from "../../../src/domain/deal/priced-lines.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { planLine } from "../../../src/domain/plan/plan-line.ts";
import { planTotals } from "../../../src/domain/plan/plan-totals.ts";
import { choices, facts } from "../../support/builders.ts";

function totals(
  treatment: Parameters<typeof planLine>[3],
  request: Parameters<typeof pricedLines>[3] = {},
  change: Parameters<typeof facts>[0] = {},
) {
  const all = facts(change);
  const billable = all.lines.map((line, index) => ({
    position: index + 1,
    line,
    text: line.name,
    isOnDeal: true,
  }));
  const method = treatment === "inclusive" ? "inclusive" : "exclusive";
  const priced = pricedLines(all, billable, method, request);
  const lines = priced.lines.map((one) => planLine(all, choices(), one, treatment).line);
  const { net, discount, tax, dealTax, total } = planTotals(lines, priced, choices(), {
    treatment,
    facts: all,
  });
  return [net, discount, tax, dealTax, total].map((amount) => amount?.toFixed(2) ?? null);
}

describe("the totals of a plan", () => {
  it("add the tax of the document to net prices", () => {
    expect(totals("exclusive")).toEqual(["1653.15", "0.00", "421.55", null, "2074.70"]);
  });

  it("without tax are the net", () => {
    expect(totals("none")).toEqual(["1653.15", "0.00", "0.00", null, "1653.15"]);
  });

  it("where QuickBooks works the tax out leave it open, and keep what the deal's percents come to", () => {
    expect(totals("automatic")).toEqual(["1653.15", "0.00", null, "421.55", null]);
  });

  it("take a discount of all lines off before the tax", () => {
    // 10 % of 1653.15 is 165.32; 1487.83 × 25.5 % = 379.39665.
    const discount = { amount: decimal("10"), type: "percentage" as const };
    expect(totals("exclusive", { discount })).toEqual([
      "1653.15",
      "165.32",
      "379.40",
      null,
      "1867.23",
    ]);
  });
});
