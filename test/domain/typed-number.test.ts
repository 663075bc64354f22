/** What is typed at a question: numbers with either comma, days in words. */
import { describe, expect, it } from "vitest";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { typedDate } from "../../src/domain/typed-date.ts";
import { typedNumber } from "../../src/domain/typed-number.ts";

describe("a typed number", () => {
  const cases: [text: string, number: string | undefined][] = [
    ["2,5", "2.5"],
    ["2.5", "2.5"],
    ["1.234,56", "1234.56"],
    ["1 234,56", "1234.56"],
    ["1,234.56", "1234.56"],
    ["1,234,567", "1234567"],
    ["1234,567", "1234.567"],
    ["-0,05", "-0.05"],
    // One thousand two hundred and thirty-four, or a little more than one.
    ["1,234", undefined],
    ["2,", undefined],
    ["1,2,3", undefined],
    ["two", undefined],
  ];
  for (const [text, number] of cases) {
    it(`"${text}" is ${number ?? "refused"}`, () => {
      expect(typedNumber(text)?.toFixed()).toBe(number);
    });
  }
});

describe("a typed day, from Saturday 2026-11-28", () => {
  const cases: [text: string, day: string | undefined][] = [
    ["2026-12-05", "2026-12-05"],
    ["today", "2026-11-28"],
    ["Tomorrow", "2026-11-29"],
    ["+14", "2026-12-12"],
    ["eom", "2026-11-30"],
    ["5.12.", "2026-12-05"],
    ["5.1.2027", "2027-01-05"],
    ["31.11.", undefined],
    ["5/12", undefined],
    ["14", undefined],
  ];
  for (const [text, day] of cases) {
    it(`"${text}" is ${day ?? "refused"}`, () => {
      expect(typedDate(text, "2026-11-28" as CalendarDate)).toBe(day);
    });
  }
});
