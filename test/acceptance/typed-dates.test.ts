// Dates are typed alike in every flag and in a CSV, and counted from today in the company's time zone. Deal 142 needs no answers.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, addMonths, type CalendarDate } from "../../src/domain/calendar-date.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { everyCommand } from "../support/tree.ts";

const home = new Home();
let today: CalendarDate;
const commands = await everyCommand();

beforeAll(async () => {
  await openPractice(home, { matching: true });
  // The company's own day: the practice company's zone is Helsinki's.
  today = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Helsinki",
  }).format() as CalendarDate;
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const monthEnd = (day: CalendarDate) =>
  addDays(addMonths(`${day.slice(0, 7)}-01` as CalendarDate, 1), -1);
const dotted = (day: CalendarDate) => `${Number(day.slice(8))}.${Number(day.slice(5, 7))}.`;

const datesOf = async (flags: string) => {
  const { plan } = (await home.json(`invoice create --deal 142 --dry-run ${flags}`)) as unknown as {
    plan: { date: string; due_date: string };
  };
  return [plan.date, plan.due_date];
};

describe("invoice create", () => {
  it("counts --date from today, and --due from the date", async () => {
    const tomorrow = addDays(today, 1);
    expect(await datesOf("--date tomorrow --due +14")).toEqual([tomorrow, addDays(tomorrow, 14)]);
    expect(await datesOf(`--date ${dotted(tomorrow)} --due eom`)).toEqual([
      tomorrow,
      monthEnd(tomorrow),
    ]);
    expect(await datesOf(`--date +40 --due eom`)).toEqual([
      addDays(today, 40),
      monthEnd(addDays(today, 40)),
    ]);
    expect(await datesOf(`--due ${dotted(tomorrow)}`)).toEqual([today, tomorrow]);
  });

  it.each([
    ["--date soon", "--date must be a date (2026-11-30, 30.11., today,"],
    ["--due soon", "--due must be days after the invoice date, eom, or a date: 2026-12-14,"],
  ])("%s is refused with what is taken", async (flags, words) => {
    const { code, stderr } = await home.run(`invoice create --deal 142 --dry-run ${flags}`);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  it("reads a CSV's dates as its flags", async () => {
    const file = join(home.path, "rows.csv");
    writeFileSync(file, "deal;date;due\n142;tomorrow;eom\n143;1.12.2026;14\n");
    const rows = async () => {
      const { deals } = (await home.json(`run plan --from ${file} --dry-run`)) as unknown as {
        deals: { date: string; due_date: string }[];
      };
      return deals.map(({ date, due_date }) => [date, due_date]);
    };
    const tomorrow = addDays(today, 1);
    expect(await rows()).toEqual([
      [tomorrow, monthEnd(tomorrow)],
      ["2026-12-01", "2026-12-15"],
    ]);
    writeFileSync(file, "deal;date\n142;soon\n");
    const { code, stderr } = await home.run(`run plan --from ${file} --dry-run`);
    expect(code).toBe(2);
    expect(stderr).toContain('column "date" must be a date (2026-11-30, 30.11., today,');
  });

  it("a preset keeps days and eom as they are, and a day as the day it was", async () => {
    const saved = async (due: string) =>
      (
        (await home.json(`preset save p --due ${due}`)) as unknown as {
          preset: { details: unknown };
        }
      ).preset.details;
    expect(await saved("eom")).toEqual({ due: "eom" });
    expect(await saved("+14")).toEqual({ due: "14" });
    expect(await saved("tomorrow")).toEqual({ due: addDays(today, 1) });
  });
});

it.each([
  "invoices list --since -7 --until tomorrow",
  "invoices list --due-since today --due-until eom",
  "invoices aging --as-of yesterday",
  "deals --since 1.1. --until today",
  "history --since -3",
  "check --since yesterday --until today",
  "report debtors --as-of yesterday --output -",
  "report day --since yesterday --output -",
])("%s is understood", async (line) => {
  const { stderr } = await home.run(line);
  expect(stderr).not.toMatch(/must be a date|usage/);
});

it("no flag takes a date as a text of its own", () => {
  const asText = commands.flatMap(([path, { flags }]) =>
    Object.entries(flags)
      .filter(([, { kind, value = "" }]) => kind === "text" && /^(day|date)\b/.test(value))
      .map(([name]) => `${path} ${name}`),
  );
  expect(asText).toEqual([]);
});
