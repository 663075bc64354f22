// The one rounding rule, and decimals as text. 22.425 is a real figure (docs/quickbooks.md 16.3).
import { describe, expect, it } from "vitest";
import {
  amountText,
  decimal,
  parseDecimal,
  plainText,
  sum,
  toBookable,
  toCents,
} from "../../../src/domain/money/money.ts";

describe("rounding", () => {
  it.each([
    ["22.425", "22.43"],
    ["22.4249999", "22.42"],
    ["-22.425", "-22.43"],
    ["1.005", "1.01"],
  ])("of %s to cents is half away from zero: %s", (amount, cents) => {
    expect(toCents(decimal(amount)).toFixed(2)).toBe(cents);
  });

  it.each([
    ["924.075", "EUR", "924.08"],
    ["924.5", "JPY", "925"],
    ["1.2345", "KWD", "1.23"],
  ])("of %s %s to what can stand on a line is %s", (amount, currency, booked) => {
    expect(toBookable(decimal(amount), currency).toFixed()).toBe(booked);
  });
});

describe("amounts", () => {
  it("add up without the errors of floats", () => {
    expect(sum(["0.1", "0.2"].map(decimal)).toFixed()).toBe("0.3");
  });

  it("have at least two decimals as text, and never an exponent", () => {
    expect(amountText(decimal("380"))).toBe("380.00");
    expect(amountText(decimal("4.9545833"))).toBe("4.9545833");
    expect(amountText(decimal("0.00000001"))).toBe("0.00000001");
    expect(plainText(decimal("7.50"))).toBe("7.5");
  });

  it("are typed as plain decimals alone", () => {
    expect(parseDecimal(" 12.50 ")?.toFixed()).toBe("12.5");
    for (const text of ["1e3", "1,50", "1.", ".5", "", "NaN", "0x10"])
      expect([text, parseDecimal(text)]).toEqual([text, undefined]);
  });

  it("are finite", () => {
    expect(() => decimal("Infinity")).toThrow(RangeError);
  });
});
