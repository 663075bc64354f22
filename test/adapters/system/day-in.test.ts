// The day by TZ is the day by Intl, at every hour of two years in zones of every kind.
import { expect, it } from "vitest";
import { dayIn } from "../../../src/adapters/system/day-in.ts";
import { dateIn } from "../../../src/domain/calendar-date.ts";

const ZONES = [
  null,
  "Europe/Helsinki",
  "America/Los_Angeles",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Pacific/Kiritimati",
  "Australia/Lord_Howe",
  "No/Such_Zone",
];

it("tells the day of the zone, and leaves the process's own as it was", () => {
  const before = process.env.TZ;
  const differences: string[] = [];
  for (const zone of ZONES) {
    // An hour and some minutes apart, so that each hour of the day comes.
    for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2027, 0, 1); at += 27 * 3_700_000) {
      const instant = new Date(at);
      const [mine, other] = [dayIn(zone, instant), dateIn(zone, instant)];
      if (mine !== other) differences.push(`${zone} ${instant.toISOString()}: ${mine} ${other}`);
    }
  }
  expect(differences).toEqual([]);
  expect(process.env.TZ).toBe(before);
});
