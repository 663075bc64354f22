import { describe, expect, it } from "vitest";
import { pricedLines } from "../../../src/domain/deal/priced-lines.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { billedBy, withDealNet } from "../../../src/domain/plan/billed-lines.ts";
import { facts } from "../../support/builders.ts";

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
