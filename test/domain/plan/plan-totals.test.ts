// 380.00 + 923.15 + 350.00 = 1653.15; 25.5 % of it is 421.55325. With prices that hold the tax, 1653.15 × 25.5 / 125.5 = 335.8989….

import { describe, expect, it } from "vitest";
import { pricedLines } from "../../../src/domain/deal/priced-lines.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { planLine } from "../../../src/domain/plan/plan-line.ts";
import { billedBy, planTotals, withDealNet } from "../../../src/domain/plan/plan-totals.ts";
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

const all = facts();
const priced = (request: Parameters<typeof pricedLines>[3] = {}) =>
  pricedLines(
    all,
    all.lines.map((line, index) => ({
      position: index + 1,
      line,
      text: line.name,
      isOnDeal: index !== 2,
    })),
    "exclusive",
    request,
  );
const nets = (request: Parameters<typeof pricedLines>[3] = {}) =>
  billedBy(priced(request), "EUR").lines.map(({ lineId, net }) => [lineId, net.toFixed(2)]);

describe("what an invoice bills of each deal line", () => {
  it("is its net; a line that is on the invoice alone counts for none", () => {
    expect(nets()).toEqual([
      [1, "380.00"],
      [2, "923.15"],
    ]);
  });

  it("is less its share of a discount of the whole", () => {
    // 10 % of 1653.15 is 165.32, shared out by cents: 38.00, 92.32 and 35.00 of 380.00, 923.15 and 350.00.
    const discount = { amount: decimal("10"), type: "percentage" as const };
    expect(nets({ discount })).toEqual([
      [1, "342.00"],
      [2, "830.83"],
    ]);
  });
});

it("the net of the deal is kept where lines and prices are the deal's own, and only there", () => {
  const billed = billedBy(priced(), "EUR");
  // 380.00 + 923.15: the third line is not on the deal.
  expect(withDealNet(billed, priced(), {}).dealNet?.toFixed(2)).toBe("1303.15");
  expect(withDealNet(billed, priced(), { skipLines: [2] }).dealNet).toBeUndefined();
  expect(withDealNet(billed, priced(), { tax: "none" }).dealNet).toBeUndefined();
});
