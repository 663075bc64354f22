// A typed date becomes a day of the calendar before a command sees it. Today is Wednesday, 25 November 2026.
import { expect, it } from "vitest";
import { flag } from "../../src/cli/command.ts";
import {
  dateFault,
  datesTaken,
  expectedDate,
  isDate,
  readDate,
  withDates,
} from "../../src/cli/date-flags.ts";
import { day } from "../support/builders.ts";

const flags = {
  date: flag.date("Date"),
  since: flag.date("Since", { looksBack: true }),
  due: flag.due("Due"),
  memo: flag.text("Memo"),
};
const today = async () => day("2026-11-25");

it("reads the dates, and leaves all else as it was typed", async () => {
  const values = { date: "tomorrow", since: "1.5.", due: "+14", memo: "tomorrow", yes: true };
  expect(await withDates(flags, values, today)).toEqual({
    ...{ date: "2026-11-26", since: "2026-05-01", due: "14", memo: "tomorrow", yes: true },
  });
  expect(await withDates(flags, { due: "eom" }, today)).toEqual({ due: "eom" });
  expect(await withDates(flags, { due: "24.12." }, today)).toEqual({ due: "2026-12-24" });
});

it("asks for today only where the date is not written in full", async () => {
  const never = () => Promise.reject(new Error("asked for today"));
  expect(await withDates(flags, { date: "2026-12-01" }, never)).toEqual({ date: "2026-12-01" });
  await expect(withDates(flags, { date: "eom" }, never)).rejects.toThrow("asked for today");
});

it("a day that this year does not have is refused with what is taken", async () => {
  expect(dateFault(flags.date, "29.2.")).toBeUndefined();
  await expect(withDates(flags, { date: "29.2." }, today)).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringMatching(/^--date must be a date \(2026-11-30, .*\); got "29\.2\."\.$/),
  });
});

it("what is taken is the same words in help and in errors", () => {
  expect(dateFault(flags.due, "soon")).toBe(expectedDate(flags.due));
  expect(datesTaken(flags)).toContain(expectedDate(flags.due));
  expect(datesTaken({ memo: flags.memo })).toBe("");
  expect(isDate(flags.memo)).toBe(false);
  expect(readDate(flags.due, "soon", day("2026-11-25"))).toBeUndefined();
});
