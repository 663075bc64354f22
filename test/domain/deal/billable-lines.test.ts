// Which lines are billed: left out, changed, added, or the deal's value instead.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import type { InvoiceRequest } from "../../../src/domain/plan/invoice-request.ts";
import { choices, facts, line } from "../../support/builders.ts";
import { codes, nets, plan } from "../../support/planned.ts";

describe("lines that are asked for", () => {
  it("are left out, changed and added, each said", () => {
    const request: InvoiceRequest = {
      skipLines: [3],
      lineChanges: new Map([[1, { quantity: decimal("2"), text: "Care, half" }]]),
      extraLines: [{ quantity: decimal("1.5"), price: decimal("10"), text: "Travel" }],
    };
    // 2 × 95.00; 923.15 as it was; 1.5 × 10.00.
    const changed = assemblePlan(facts(), choices(), request);
    expect(
      changed.lines.map(({ line: at, net, text }) => [at, net.toFixed(2), text.split("\n")[0]]),
    ).toEqual([
      [1, "190.00", "Care, half"],
      [2, "923.15", "Insulation panel 80 mm"],
      [4, "15.00", "Travel"],
    ]);
    expect(changed.lines[2]).toMatchObject({ lineId: null, productId: null });
    expect(changed.lines[2]?.taxPercent.toFixed()).toBe("25.5");
    expect(changed.leftOut).toMatchObject([{ line: 3, reason: "as asked" }]);
    expect(changed.warnings.map(({ message }) => message)).toContain(
      "The deal's value is 1,653.15 EUR, the invoice's net 1,128.15 EUR: a line is left out, 15.00 is not on the deal, lines are changed.",
    );
  });

  it("below zero in all are refused; one below zero is not", () => {
    const minus = line({ id: 2, price: "-150", sum: "-150" });
    expect(nets({ lines: [line({ price: "200" }), minus] })).toEqual(["200.00", "-150.00"]);
    expect(codes({ lines: [line(), minus] })).toEqual(["not_exact"]);
  });

  it("are at most 750", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => line({ id: index + 1 }));
    expect(codes({ lines: many(750) })).not.toContain("too_long");
    expect(codes({ lines: many(751) })).toContain("too_long");
  });

  it("of no quantity go out as an amount alone", () => {
    const [free] = plan({ lines: [line({ quantity: "0", sum: "0" })] }).lines;
    expect(free?.unitPrice).toBeNull();
    expect(free?.net.toFixed(2)).toBe("0.00");
  });
});

describe("a deal without lines", () => {
  it("is billed by its value, on the word alone", () => {
    const deal = { ...facts().deal, value: decimal("1200") };
    expect(codes({ lines: [], deal })).toEqual(["no_lines"]);
    const one = plan({ lines: [], deal }, { fromValue: { taxPercent: decimal("25.5") } });
    // 25.5 % of 1,200.00.
    expect(one.totals.total?.toFixed(2)).toBe("1506.00");
    expect(one.lines[0]).toMatchObject({ text: "Studio refit, phase 1", lineId: null });
  });
});
