// What lines cost after their own discount. The table of docs/pipedrive.md 4.3 (249.50 × 4, less 7.5 % or 60) is the judge.
import { describe, expect, it } from "vitest";
import { line } from "../../support/builders.ts";
import { nets, plan } from "../../support/planned.ts";

describe("the discount of a line", () => {
  const panel = { price: "249.5", quantity: "4" };
  const amount = { ...panel, discount: "60", discountType: "amount" as const };

  it.each([
    ["a percentage", line({ ...panel, discount: "7.5", sum: "923.15" }), "923.15"],
    ["an amount of the line", line({ ...amount, sum: "938" }), "938.00"],
    ["an amount of each unit", line({ ...amount, sum: "758" }), "758.00"],
    ["an amount of one unit, without a sum", line({ ...amount, quantity: "1" }), "189.50"],
    ["all of it", line({ ...panel, discount: "100", sum: "0" }), "0.00"],
  ])("%s", (_name, given, net) => {
    expect(nets({ lines: [given] })).toEqual([net]);
  });

  it.each([
    ["an amount that Pipedrive's sum does not settle", line({ ...amount, sum: "900" })],
    ["an amount of several units without a sum", line(amount)],
    ["a percentage that is not in the sum", line({ ...panel, discount: "7.5", sum: "998" })],
  ])("is refused: %s", (_name, given) => {
    const { problems } = plan({ lines: [given] });
    expect(problems).toMatchObject([{ code: "unclear_discount", line: 1 }]);
  });

  it("names both readings and Pipedrive's figure", () => {
    expect(plan({ lines: [line({ ...amount, sum: "900" })] }).problems[0]?.message).toBe(
      'Line 1, "Website care": it comes to 938.00 or 758.00 EUR, and Pipedrive says 900.00.',
    );
  });
});
