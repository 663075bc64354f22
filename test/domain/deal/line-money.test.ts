// Net, gross and unit price of one line, worked out by hand.
import { describe, expect, it } from "vitest";
import { lineMoney } from "../../../src/domain/deal/line-money.ts";
import { line } from "../../support/builders.ts";

describe("line amounts", () => {
  it("sends the amount alone where no unit price gives it exactly", () => {
    const { ok } = lineMoney(
      line({ price: "0.000000049", quantity: "1000000", sum: null }),
      "exclusive",
    );
    expect(ok?.net.toFixed(2)).toBe("0.05");
    expect(ok?.unitPrice?.times(1000000).toFixed(2) ?? "0.05").toBe("0.05");
  });

  it("divides a net out of a gross price to seven decimals (594.55 ÷ 120)", () => {
    const { ok } = lineMoney(
      line({ price: "5.45", quantity: "120", taxPercent: "10" }),
      "inclusive",
    );
    expect(ok?.gross?.toFixed(2)).toBe("654.00");
    expect(ok?.net.toFixed(2)).toBe("594.55");
    expect(ok?.unitPrice?.toFixed()).toBe("4.9545833");
  });
});
