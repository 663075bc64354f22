// Tax of a whole invoice: by hand, and by real figures (docs/quickbooks.md 16.3).
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import { exclusiveTax } from "../../../src/domain/plan/document-tax.ts";
import { choices, facts, line } from "../../support/builders.ts";

describe("tax on top", () => {
  it("is worked out for each rate of a code over the document, half up", () => {
    const quebec = [
      { id: "gst", percent: decimal("5") },
      { id: "qst", percent: decimal("9.975") },
    ];
    const lines = ["10.10", "20.20"].map((net) => ({
      net: decimal(net),
      gross: null,
      rates: quebec,
    }));
    // 5 % of 30.30 = 1.515 → 1.52; 9.975 % of 30.30 = 3.022425 → 3.02.
    expect(exclusiveTax(lines).toFixed(2)).toBe("4.54");
  });
});

describe("tax in the price, by real figures", () => {
  const taxCodes = new Map([
    ["10", { id: "7", name: "GST", active: true, rates: [{ id: "r7", percent: decimal("10") }] }],
  ]);
  const booked = (...prices: string[]) => {
    const lines = prices.map((price, id) =>
      line({ id, price, taxPercent: "10", taxMethod: "inclusive" }),
    );
    return assemblePlan(facts({ lines }), choices({ taxCodes }), {});
  };

  it("ten lines: 436.34 of 4,799.91", () => {
    const prices = [
      "654",
      "654",
      "61.10",
      "69.50",
      "50.75",
      "392.40",
      "1346.40",
      "728.64",
      "546.48",
      "296.64",
    ];
    const { lines, totals } = booked(...prices);
    expect(lines.map(({ net }) => net.toFixed(2))).toEqual([
      "594.55",
      "594.55",
      "55.55",
      "63.18",
      "46.14",
      "356.73",
      "1224.00",
      "662.40",
      "496.80",
      "269.67",
    ]);
    expect([totals.tax?.toFixed(2), totals.total?.toFixed(2)]).toEqual(["436.34", "4799.91"]);
  });

  it("one line: 69.99 of 769.94", () => {
    const { totals } = booked("769.94");
    expect([totals.net.toFixed(2), totals.tax?.toFixed(2)]).toEqual(["699.95", "69.99"]);
  });
});
