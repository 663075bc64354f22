// Discounts of the whole deal, each figure worked out by hand.
import { describe, expect, it } from "vitest";
import type { DealDiscount } from "../../../src/domain/deal/deal.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { facts, line } from "../../support/builders.ts";
import { codes, nets, plan } from "../../support/planned.ts";

describe("a discount of the deal", () => {
  const lines = [line({ id: 1, price: "200" }), line({ id: 2, price: "100" })];
  const off = (type: DealDiscount["type"], amount: string): DealDiscount => ({
    description: "",
    type,
    amount: decimal(amount),
  });
  const deal = (value: string | null) => ({
    ...facts().deal,
    value: value === null ? null : decimal(value),
  });

  it("is one discount line where it is one percentage and one rate", () => {
    // 10 % of 300.00; 25.5 % of the 270.00 left is 68.85.
    const { totals, discount } = plan({ lines, discounts: [off("percentage", "10")] });
    expect(discount?.percent.toFixed()).toBe("10");
    expect(
      [totals.net, totals.discount, totals.tax, totals.total].map((one) => one?.toFixed(2)),
    ).toEqual(["300.00", "30.00", "68.85", "338.85"]);
  });

  it.each([
    ["two rates", { lines: [lines[0] ?? line(), line({ id: 2, price: "100", taxPercent: "14" })] }],
    [
      "discounts turned off",
      { lines, preferences: { ...facts().preferences, allowDiscount: false } },
    ],
  ])("is spread over the lines: %s", (_name, change) => {
    const spread = plan({ ...change, discounts: [off("percentage", "10")] });
    expect(spread.lines.map(({ net }) => net.toFixed(2))).toEqual(["180.00", "90.00"]);
    expect(spread.totals.discount.toFixed()).toBe("0");
  });

  it("leaves no cent behind when it is spread: 10.00 over 100.00 three times", () => {
    // Running totals 3.33, 6.67, 10.00.
    const three = [1, 2, 3].map((id) => line({ id }));
    const given = { lines: three, discounts: [off("amount", "10")], deal: deal("290") };
    expect(nets(given)).toEqual(["96.67", "96.66", "96.67"]);
  });

  it.each([
    ["10 % and then 5 %", "256.5", ["171.00", "85.50"]],
    ["10 % and 5 % of the full sum", "255", ["170.00", "85.00"]],
  ])("of several is settled by the deal's value: %s", (_name, value, expected) => {
    const discounts = [off("percentage", "10"), off("percentage", "5")];
    expect(nets({ lines, discounts, deal: deal(value) })).toEqual(expected);
  });

  it.each([
    // 300.00 less 20 %, 30.00 and 10 %: 240, 210, 189; percentages first 240, 216, 186; amounts first 270, 216, 194.40; of 300.00 each 180.
    ["sequence", ["126.00", "63.00"]],
    ["percentages_first", ["124.00", "62.00"]],
    ["amounts_first", ["129.60", "64.80"]],
    ["total", ["120.00", "60.00"]],
  ] as const)("of several without a value is settled by what was found out: %s", (order, found) => {
    const discounts = [off("percentage", "20"), off("amount", "30"), off("percentage", "10")];
    const untaxed = lines.map((one) => ({ ...one, taxPercent: decimal("0") }));
    expect(nets({ lines: untaxed, discounts, deal: deal(null), discountOrder: order })).toEqual(
      found,
    );
  });

  it.each([
    // 25.5 % on 300.00 is 376.50. 50.00 before tax leaves 250.00, with tax 313.75. After tax 326.50 are left, which is 260.16 net: 39.84 off.
    ["before", "313.75", ["166.67", "83.33"]],
    ["before", null, ["166.67", "83.33"]],
    ["after", "326.50", ["173.44", "86.72"]],
    ["after", null, ["173.44", "86.72"]],
  ] as const)(
    "of an amount goes by what was found out: %s tax, at a value of %s",
    (tax, value, found) => {
      const discounts = [off("amount", "50")];
      expect(nets({ lines, discounts, deal: deal(value), discountBase: tax })).toEqual(found);
    },
  );

  it.each([
    ["before", "326.50"],
    ["after", "313.75"],
  ] as const)(
    "is refused where the value contradicts what was found out: %s tax, %s",
    (tax, value) => {
      const given = { lines, discounts: [off("amount", "50")], deal: deal(value) };
      expect(codes({ ...given, discountBase: tax })).toEqual(["unclear_discount"]);
    },
  );

  it("lowers the lines where QuickBooks would take it off after tax", () => {
    const spread = plan({ lines, discounts: [off("percentage", "10")], discountTax: "after" });
    expect(spread.discount).toBeNull();
    expect(spread.lines.map(({ net }) => net.toFixed(2))).toEqual(["180.00", "90.00"]);
    expect(spread.totals.total?.toFixed(2)).toBe("338.85");
  });

  it("of several percentages may be settled by a value with tax: 256.50 and 25.5 % are 321.9075", () => {
    const discounts = [off("percentage", "10"), off("percentage", "5")];
    expect(nets({ lines, discounts, deal: deal("321.91") })).toEqual(["171.00", "85.50"]);
  });

  it.each([
    [
      "several that the value does not settle",
      [off("percentage", "10"), off("percentage", "5")],
      "300",
    ],
    // 300.00 with tax is 376.50; less 50.00 is 326.50, so the amount is meant of the price with tax.
    ["an amount that is taken after tax", [off("amount", "50")], "326.50"],
    ["an amount without a value", [off("amount", "50")], null],
  ])("is refused: %s", (_name, discounts, value) => {
    expect(codes({ lines, discounts, deal: deal(value) })).toEqual(["unclear_discount"]);
  });

  it("is refused beside recurring lines", () => {
    const given = { lines: [...lines, line({ id: 3, billingFrequency: "monthly" })] };
    const discounts = [off("percentage", "10")];
    expect(codes({ ...given, discounts }, { recurring: 1 })).toEqual(["unclear_discount"]);
  });

  it("gives way to one that is asked for", () => {
    const discounts = [off("percentage", "10"), off("percentage", "5")];
    const asked = (type: DealDiscount["type"], amount: string) => ({
      discount: { type, amount: decimal(amount) },
    });
    expect(nets({ lines, discounts }, asked("amount", "30"))).toEqual(["180.00", "90.00"]);
    expect(nets({ lines, discounts }, asked("amount", "0"))).toEqual(["200.00", "100.00"]);
    expect(plan({ lines, discounts }, asked("percentage", "5")).totals.discount.toFixed(2)).toBe(
      "15.00",
    );
  });

  it("of prices with tax leaves the customer's price: docs/quickbooks.md 16.3: 9.00 and 3.00 less 20 % at 13 %", () => {
    // Nets 7.96 and 2.65, 20 % of 10.61 is 2.12; what is paid is 12.00 less 2.40; tax is 9.60 less 8.49.
    const gross = ["9", "3"].map((price, id) =>
      line({ id, price, taxPercent: "13", taxMethod: "inclusive" }),
    );
    const { totals } = plan({ lines: gross, discounts: [off("percentage", "20")] });
    expect(
      [totals.net, totals.discount, totals.tax, totals.total].map((one) => one?.toFixed(2)),
    ).toEqual(["10.61", "2.12", "1.11", "9.60"]);
  });
});
