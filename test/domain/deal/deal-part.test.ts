// Parts of a deal by installment: net or with tax in them, each figure worked out by hand.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { line } from "../../support/builders.ts";
import { plan } from "../../support/planned.ts";

describe("installments", () => {
  const installment = (id: number, amount: string) => ({
    id,
    amount: decimal(amount),
    billingDate: null,
    description: "",
  });
  const one = { lines: [line({ price: "1000" })] };
  const billed = (amounts: string[], position: number) =>
    plan(
      { ...one, installments: amounts.map((amount, index) => installment(index + 1, amount)) },
      { part: { kind: "installment", position } },
    );

  it("may be net: they sum to 1,000.00", () => {
    expect(billed(["400", "600"], 2).totals.net.toFixed(2)).toBe("600.00");
  });

  it("may have their tax in them: they sum to 1,255.00, and a third of it is 333.33 net", () => {
    // 418.33 + 418.33 + 418.34 = 1,255.00; the running nets are 333.330…, 666.661…, 1,000.
    const amounts = ["418.33", "418.33", "418.34"];
    const parts = [1, 2, 3].map((position) => billed(amounts, position));
    expect(parts.map(({ totals }) => totals.net.toFixed(2))).toEqual([
      "333.33",
      "333.33",
      "333.34",
    ]);
    // 25.5 % of 333.33 is 84.99915, so 85.00: 418.33; of 333.34 it is 85.0017: 418.34.
    expect(parts.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it("that come out a cent off say so", () => {
    const tenth = plan(
      {
        lines: [line({ price: "10" })],
        installments: [installment(1, "0.11"), installment(2, "12.44")],
      },
      { part: { kind: "installment", position: 1 } },
    );
    // 10.00 × 0.11 / 12.55 is 0.0876, so 0.09; 25.5 % of it is 0.02295, so 0.02.
    expect(tenth.totals.total?.toFixed(2)).toBe("0.11");
    const other = plan(
      {
        lines: [line({ price: "10" })],
        installments: [installment(1, "0.12"), installment(2, "12.43")],
      },
      { part: { kind: "installment", position: 1 } },
    );
    // 0.0956, so 0.10; 25.5 % of it is 0.0255, so 0.03.
    expect(other.totals.total?.toFixed(2)).toBe("0.13");
    expect(other.warnings.map(({ code }) => code)).toEqual(["installment_difference"]);
  });

  it("that sum to neither are refused", () => {
    expect(billed(["400", "700"], 1).problems.map(({ code }) => code)).toEqual([
      "unclear_installments",
    ]);
  });
});
