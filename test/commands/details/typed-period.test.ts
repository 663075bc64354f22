// A period as typed: a month, or from day to day, which must not contradict each other.
import { describe, expect, it } from "vitest";
import { monthOf, periodOf } from "../../../src/commands/details/typed-period.ts";
import { day } from "../../support/builders.ts";

const TODAY = day("2026-11-25");
const period = (month?: string, since?: string, until?: string) => {
  const { since: from, until: to } = periodOf(
    {
      month,
      since: since === undefined ? undefined : day(since),
      until: until === undefined ? undefined : day(until),
    },
    TODAY,
  );
  return `${from} ${to}`;
};

describe("a period", () => {
  it.each<[Parameters<typeof period>, string]>([
    [[], "2026-11-01 2026-11-30"],
    [["2028-02"], "2028-02-01 2028-02-29"],
    [["2027-02"], "2027-02-01 2027-02-28"],
    [[undefined, "2026-10-15", "2026-10-20"], "2026-10-15 2026-10-20"],
    [[undefined, "2026-10-15"], "2026-10-15 2026-11-25"],
    [[undefined, undefined, "2026-11-10"], "2026-11-01 2026-11-10"],
    [[undefined, "2026-11-25"], "2026-11-25 2026-11-25"],
  ])("%j is %s", (typed, expected) => expect(period(...typed)).toBe(expected));

  it("beside a month is refused, and one that ends before it begins too", () => {
    expect(() => period("2026-10", "2026-10-01")).toThrow("leave out --since and --until");
    expect(() => period(undefined, "2026-11-10", "2026-11-09")).toThrow(
      "--until is before --since",
    );
    expect(() => period(undefined, "2026-11-26")).toThrow("--until is before --since");
  });

  it.each(["2026-13", "2026-1", "november", "2026-11-01"])("%s is no month", (text) => {
    expect(() => monthOf("--month", text)).toThrow(`--month "${text}" is not a month.`);
  });
});
