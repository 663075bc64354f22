import { expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { sumsByCurrency } from "../../../src/domain/money/sums.ts";

it("adds up each currency alone, to the last digit, in the order they come", () => {
  const all = [
    { currency: "EUR", amount: decimal("0.1") },
    { currency: "JPY", amount: decimal("1200") },
    { currency: "EUR", amount: decimal("0.2") },
    { currency: "EUR", amount: decimal("12345678901234567.89") },
  ];
  expect(sumsByCurrency(all).map(({ currency, amount }) => [currency, amount.toFixed()])).toEqual([
    ["EUR", "12345678901234568.19"],
    ["JPY", "1200"],
  ]);
  expect(sumsByCurrency([])).toEqual([]);
});
