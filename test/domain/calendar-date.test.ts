// Calendar days: of a time zone, and counted.
import { describe, expect, it } from "vitest";
import { addDays, dateIn, daysBetween, parseDate } from "../../src/domain/calendar-date.ts";
import { day } from "../support/builders.ts";

describe("dates", () => {
  it("are those of the company's time zone, daylight saving included", () => {
    const instant = new Date("2026-11-24T22:30:00Z");
    expect(dateIn("Europe/Helsinki", instant)).toBe("2026-11-25");
    expect(dateIn("America/New_York", instant)).toBe("2026-11-24");
    expect(dateIn("Europe/Helsinki", new Date("2026-07-01T21:30:00Z"))).toBe("2026-07-02");
  });

  it("are real days", () => {
    expect(parseDate("2026-02-29")).toBeUndefined();
    expect(parseDate("2028-02-29")).toBe("2028-02-29");
    expect(addDays(day("2026-12-31"), 1)).toBe("2027-01-01");
    expect(daysBetween(day("2026-03-01"), day("2026-02-28"))).toBe(-1);
  });
});
