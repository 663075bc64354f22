// Calendar days: of a time zone, and counted.
import { describe, expect, it } from "vitest";
import {
  addDays,
  dateIn,
  dayStart,
  daysBetween,
  parseDate,
} from "../../src/domain/calendar-date.ts";
import { day } from "../support/builders.ts";

describe("dates", () => {
  it("are those of the company's time zone, daylight saving included", () => {
    const instant = new Date("2026-11-24T22:30:00Z");
    expect(dateIn("Europe/Helsinki", instant)).toBe("2026-11-25");
    expect(dateIn("America/New_York", instant)).toBe("2026-11-24");
    expect(dateIn("Europe/Helsinki", new Date("2026-07-01T21:30:00Z"))).toBe("2026-07-02");
  });

  it.each([
    ["2026-11-28", "Europe/Helsinki", "2026-11-27T22:00:00.000Z"],
    ["2026-07-01", "Europe/Helsinki", "2026-06-30T21:00:00.000Z"],
    ["2026-11-28", "America/New_York", "2026-11-28T05:00:00.000Z"],
    // Clocks go forward at 03:00 local on the one, and back at 04:00 on the other.
    ["2026-03-29", "Europe/Helsinki", "2026-03-28T22:00:00.000Z"],
    ["2026-10-25", "Europe/Helsinki", "2026-10-24T21:00:00.000Z"],
    ["2026-11-28", "Nowhere/At_All", "2026-11-28T00:00:00.000Z"],
  ])("%s begins in %s at %s", (text, zone, start) => {
    expect(dayStart(day(text), zone).toISOString()).toBe(start);
  });

  it("are real days", () => {
    expect(parseDate("2026-02-29")).toBeUndefined();
    expect(parseDate("2028-02-29")).toBe("2028-02-29");
    expect(addDays(day("2026-12-31"), 1)).toBe("2027-01-01");
    expect(daysBetween(day("2026-03-01"), day("2026-02-28"))).toBe(-1);
  });
});
