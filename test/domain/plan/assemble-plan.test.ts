// The planner with plain values. Every figure is worked out by hand: 4 × 95 = 380.00; 4 × 249.50 less 7.5 % = 923.15; with 350.00
// that is 1,653.15 net, of which 25.5 % is 421.55325, so 421.55 tax and 2,074.70 in all.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import { choices, day, facts, line } from "../../support/builders.ts";

const figures = (plan: ReturnType<typeof assemblePlan>) => ({
  net: plan.totals.net.toFixed(2),
  tax: plan.totals.tax?.toFixed(2),
  total: plan.totals.total?.toFixed(2),
});

const codes = (plan: ReturnType<typeof assemblePlan>) => plan.problems.map(({ code }) => code);

describe("a deal whose prices are without tax", () => {
  const plan = assemblePlan(facts(), choices(), {});

  it("comes out to the cent", () => {
    expect(figures(plan)).toEqual({ net: "1653.15", tax: "421.55", total: "2074.70" });
    expect(plan.problems).toEqual([]);
  });

  it("turns a line discount into a net unit price, and says so in the text", () => {
    const second = plan.lines[1];
    expect(second?.unitPrice?.toFixed()).toBe("230.7875");
    expect(second?.net.toFixed(2)).toBe("923.15");
    expect(second?.text).toBe("Insulation panel 80 mm\nDelivered to gate B\n249.50 less 7.5 %");
  });

  it("is due by the customer's term", () => {
    expect(plan.dueDate).toBe("2026-12-09");
    expect(plan.term).toEqual({ id: "3", name: "Net 14" });
  });
});

describe("a deal whose prices include tax", () => {
  it("keeps what the customer pays, the nets rounded first (three real lines at 10 %)", () => {
    const lines = ["358.01", "411.13", "262.54"].map((price, index) =>
      line({ id: index, price, taxPercent: "10", taxMethod: "inclusive" }),
    );
    const ten = {
      id: "7",
      name: "GST",
      active: true,
      rates: [{ id: "r7", percent: decimal("10") }],
    };
    const plan = assemblePlan(facts({ lines }), choices({ taxCodes: new Map([["10", ten]]) }), {});
    expect(plan.lines.map(({ net }) => net.toFixed(2))).toEqual(["325.46", "373.75", "238.67"]);
    expect(figures(plan)).toEqual({ net: "937.88", tax: "93.80", total: "1031.68" });
  });

  it("is refused in the US", () => {
    const us = facts({ lines: [line({ taxMethod: "inclusive" })] });
    us.company.country = "US";
    expect(codes(assemblePlan(us, choices(), {}))).toEqual(["tax_inclusive_us"]);
  });
});

describe("tax in the US", () => {
  it("is left to QuickBooks, and the plan says that it does not know it", () => {
    const us = facts();
    us.company.country = "US";
    const plan = assemblePlan(us, choices({ taxCodes: new Map() }), {});
    expect(plan.taxTreatment).toBe("automatic");
    expect(plan.totals.tax).toBeNull();
    expect(plan.totals.total).toBeNull();
    expect(plan.problems).toEqual([]);
  });
});

describe("what stops a plan", () => {
  it.each([
    ["mixed_tax", facts({ lines: [line(), line({ taxMethod: "none" })] })],
    [
      "unclear_discount",
      facts({ lines: [line({ quantity: "3", discount: "5", discountType: "amount" })] }),
    ],
    ["unclear_discount", facts({ lines: [line({ discount: "10", sum: "95" })] })],
    ["not_exact", facts({ lines: [line({ sum: "100.01" })] })],
    ["recurring_lines", facts({ lines: [line({ billingFrequency: "monthly" })] })],
    ["no_lines", facts({ lines: [line({ isEnabled: false })] })],
    ["archived_deal", facts({ deal: { ...facts().deal, isArchived: true } })],
    ["multicurrency_off", facts({ deal: { ...facts().deal, currency: "USD" } })],
    [
      "closed_period",
      facts({ preferences: { ...facts().preferences, bookCloseDate: day("2026-11-25") } }),
    ],
    [
      "unclear_discount",
      facts({ discounts: [{ description: "", type: "amount", amount: decimal("3") }] }),
    ],
    [
      "unclear_installments",
      facts({
        installments: [{ id: 1, amount: decimal("10"), billingDate: null, description: "" }],
      }),
    ],
  ])("%s", (code, given) => {
    expect(codes(assemblePlan(given, choices(), {}))).toContain(code);
  });

  it("is all said at once, each with the command that mends it", () => {
    const none = choices({ customer: null, items: new Map(), taxCodes: new Map() });
    const plan = assemblePlan(facts({ lines: [line({ id: 1 })] }), none, {});
    expect(plan.problems.map(({ code, next }) => [code, next])).toEqual([
      ["unlinked_customer", "pdqb customer link --organization 402 --customer <customer>"],
      ["unlinked_item", "pdqb product link 201 --item <item>"],
      ["unlinked_tax", "pdqb tax link 25.5 --code <code>"],
    ]);
  });

  it("names all lines of a percent in one problem", () => {
    const plan = assemblePlan(facts(), choices({ taxCodes: new Map() }), {});
    expect(plan.problems.map(({ code, message }) => [code, message])).toEqual([
      ["unlinked_tax", "Line 1 and 2 more: no tax code is linked to 25.5 %."],
    ]);
  });

  it("is not a disabled line: it is left out and said", () => {
    const plan = assemblePlan(
      facts({ lines: [line({ isEnabled: false }), line({ id: 2 })] }),
      choices(),
      {},
    );
    expect(plan.lines.map(({ line: position }) => position)).toEqual([2]);
    expect(plan.leftOut.map(({ line: position }) => position)).toEqual([1]);
  });
});

describe("lengths", () => {
  it("refuses a number of 22 characters and takes one of 21", () => {
    expect(codes(assemblePlan(facts(), choices(), { number: "x".repeat(22) }))).toEqual([
      "too_long",
    ]);
    expect(codes(assemblePlan(facts(), choices(), { number: "x".repeat(21) }))).toEqual([]);
  });
});
