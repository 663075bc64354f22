// Days worked out on a calendar: November has 30, February 2028 has 29.
import { expect, it } from "vitest";
import { keptDue, typedDate, typedDue } from "../../src/domain/typed-date.ts";
import { day } from "../support/builders.ts";

it.each([
  ["2026-12-24", "2026-12-24"],
  [" Today ", "2026-11-25"],
  ["tomorrow", "2026-11-26"],
  ["yesterday", "2026-11-24"],
  ["+14", "2026-12-09"],
  ["-7", "2026-11-18"],
  ["eom", "2026-11-30"],
  ["30.11.", "2026-11-30"],
  ["5.12", "2026-12-05"],
  ["1.3.2027", "2027-03-01"],
  // 41 days on, and not 324 days ago; 180 days ago, and not 185 days on.
  ["5.1.", "2027-01-05"],
  ["29.5.", "2026-05-29"],
])("%s is %s", (text, date) => expect(typedDate(text, day("2026-11-25"))).toBe(date));

// 1 May is nearer to come, by 157 days to 208; who looks back means the one that was.
it.each([
  ["1.5.", "2026-05-01"],
  ["1.1.", "2026-01-01"],
  ["30.11.", "2026-11-30"],
  ["1.12.", "2025-12-01"],
  ["1.2.", "2026-02-01"],
])("looking back %s is %s", (text, date) =>
  expect(typedDate(text, day("2026-11-25"), { looksBack: true })).toBe(date),
);

it("looking back in January 1.12. is last December's", () =>
  expect(typedDate("1.12.", day("2027-01-05"), { looksBack: true })).toBe("2026-12-01"));

it.each([
  ["14", 14],
  ["+14", 14],
  ["0", 0],
  [" EOM ", "eom"],
  ["2026-12-24", "2026-12-24"],
  ["24.12.", "2026-12-24"],
  ["tomorrow", "2026-11-26"],
])("%s as a due date is %s", (text, due) => expect(typedDue(text, day("2026-11-25"))).toBe(due));

it.each(["-7", "soon", "1000", ""])("%s is no due date", (text) =>
  expect(typedDue(text, day("2026-11-25"))).toBeUndefined(),
);

it("keeps of a due date what is the same on every day", () => {
  expect(["14", "eom", "2026-12-24"].map(keptDue)).toEqual([14, "eom", "2026-12-24"]);
  expect(keptDue("tomorrow")).toBeUndefined();
});

it.each(["", "soon", "31.11.", "2026-13-01", "+1000", "14", "30.11.26"])("%s is no day", (text) =>
  expect(typedDate(text, day("2026-11-25"))).toBeUndefined(),
);
