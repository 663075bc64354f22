// Where an invoice cannot show a line's quantity and price, its text does. Figures by hand: 278,362.5 × 0.01110515964 = 3,091.26000028…
import { describe, expect, it } from "vitest";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import type { PlanFacts } from "../../../src/domain/plan/plan-facts.ts";
import { choices, facts, line } from "../../support/builders.ts";

const plan = (change: Partial<PlanFacts>) =>
  assemblePlan(facts({ deal: { ...facts().deal, value: null }, ...change }), choices(), {});

describe("a quantity and a price that QuickBooks cannot hold", () => {
  it("stand in the text, with a warning: 278,362.5 × 0.01110515964 is 3,091.26", () => {
    const prints = line({ price: "0.01110515964", quantity: "278362.5", sum: null });
    const { lines, warnings } = plan({ lines: [prints] });
    expect(lines[0]?.net.toFixed(2)).toBe("3091.26");
    expect(lines[0]?.text).toContain("\n278,362.5 × 0.01110515964");
    expect(warnings).toMatchObject([{ code: "price_in_text" }]);
    expect(warnings[0]?.message).toContain("3,091.26");
  });

  it.each([
    ["seven decimals", { price: "0.1234567", quantity: "3", sum: null }],
    ["a discount, which says its own price", { price: "249.5", quantity: "4", discount: "7.5" }],
    ["no quantity", { price: "10", quantity: "0" }],
  ])("are left as they are with %s", (_name, given) => {
    const { lines, warnings } = plan({ lines: [line({ sum: null, ...given })] });
    expect(lines[0]?.text).not.toContain("×");
    expect(warnings.map(({ code }) => code)).not.toContain("price_in_text");
  });
});
