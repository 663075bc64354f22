import { expect, it } from "vitest";
import { ExactAmount, jsonText } from "../../../src/domain/money/exact-json.ts";
import { decimal } from "../../../src/domain/money/money.ts";

it("writes amounts digit by digit, those of money with their cents, and leaves out what is undefined", () => {
  const amounts = { price: decimal("0.1234567"), net: new ExactAmount(decimal("380")) };
  expect(jsonText({ ...amounts, none: undefined, list: ["é", null] })).toBe(
    '{"price":0.1234567,"net":380.00,"list":["é",null]}',
  );
});

it("refuses an amount that a reader of floats would take for another one", () => {
  expect(() => jsonText({ price: decimal("1.234567890123456") })).toThrow(RangeError);
});
