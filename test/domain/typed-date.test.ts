// Days worked out on a calendar: November has 30, February 2028 has 29.
import { expect, it } from "vitest";
import { typedDate } from "../../src/domain/typed-date.ts";
import { day } from "../support/builders.ts";

it.each([
  ["2026-12-24", "2026-12-24"],
  [" Today ", "2026-11-25"],
  ["tomorrow", "2026-11-26"],
  ["+14", "2026-12-09"],
  ["eom", "2026-11-30"],
  ["30.11.", "2026-11-30"],
  ["5.12", "2026-12-05"],
  ["1.3.2027", "2027-03-01"],
  // 41 days on, and not 324 days ago; 180 days ago, and not 185 days on.
  ["5.1.", "2027-01-05"],
  ["29.5.", "2026-05-29"],
])("%s is %s", (text, date) => expect(typedDate(text, day("2026-11-25"))).toBe(date));

it("counts from the invoice's day where that is another one", () => {
  expect(typedDate("+14", day("2026-11-25"), day("2028-02-20"))).toBe("2028-03-05");
  expect(typedDate("eom", day("2026-11-25"), day("2028-02-20"))).toBe("2028-02-29");
  expect(typedDate("today", day("2026-11-25"), day("2028-02-20"))).toBe("2026-11-25");
});

it.each(["", "soon", "31.11.", "2026-13-01", "+1000", "14", "30.11.26"])("%s is no day", (text) =>
  expect(typedDate(text, day("2026-11-25"))).toBeUndefined(),
);
