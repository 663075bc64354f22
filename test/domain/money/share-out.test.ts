// An amount shared out by weight: running totals are rounded, so nothing is left over.
import { expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { shareOut } from "../../../src/domain/money/share-out.ts";

const shares = (amount: string, weights: string[], currency = "EUR") =>
  shareOut(decimal(amount), weights.map(decimal), currency).map((share) => share.toFixed());

it.each([
  // Running totals 3.33…, 6.66…, 10.
  ["10", ["100", "100", "100"], "EUR", ["3.33", "3.34", "3.33"]],
  // 1 of 3 is 0.33…, so 0 yen; 2 of 3 is 0.66…, so 1.
  ["1", ["1", "1", "1"], "JPY", ["0", "1", "0"]],
  // 186.74 × 500 / 622.45 is 150.004, so 150.00; the rest is 36.74.
  ["186.74", ["500", "122.45"], "EUR", ["150", "36.74"]],
  ["-10", ["50", "50"], "EUR", ["-5", "-5"]],
])("%s over %j %s", (amount, weights, currency, expected) => {
  expect(shares(amount, weights, currency)).toEqual(expected);
});

it("is nothing where there is no weight", () => {
  expect(shares("10", ["0", "0"])).toEqual(["0", "0"]);
});
