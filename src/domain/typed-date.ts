/** Dates as people type them, at a question, as a flag and in a CSV: `2026-11-30`, `30.11.`, `tomorrow`, `+14`, `eom`. */
import { addDays, addMonths, type CalendarDate, daysBetween, parseDate } from "./calendar-date.ts";

/** What is taken, as errors, questions and help say it. */
export const TYPED_DATES = "2026-11-30, 30.11., today, tomorrow, yesterday, +14, -7, eom";
export const TYPED_DUE_DATES =
  "days after the invoice date, eom, or a date: 2026-12-14, 14.12., tomorrow";

/** A due date: a day, or what is counted from the date of the invoice: so many days, or the end of its month. */
export type TypedDue = CalendarDate | number | "eom";

/**
 * Undefined where the text is no day. `looksBack`: it narrows what has happened, so a day without a year is the last one up to the end of this month.
 */
export function typedDate(
  text: string,
  today: CalendarDate,
  { looksBack = false }: { looksBack?: boolean | undefined } = {},
): CalendarDate | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === "today") return today;
  if (typed === "tomorrow") return addDays(today, 1);
  if (typed === "yesterday") return addDays(today, -1);
  if (typed === "eom") return monthEnd(today);
  const days = /^[+-]\d{1,3}$/.exec(typed)?.[0];
  if (days !== undefined) return addDays(today, Number(days));
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4})?)?$/.exec(typed);
  if (!dotted) return parseDate(typed);
  const [, day = "", month = "", year] = dotted;
  const rest = `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (year) return parseDate(`${year}-${rest}`);
  return looksBack ? latest(rest, monthEnd(today)) : nearest(rest, today);
}

/** Undefined where the text is no due date. */
export function typedDue(text: string, today: CalendarDate): TypedDue | undefined {
  const typed = text.trim().toLowerCase();
  return keptDue(typed) ?? (typed.startsWith("-") ? undefined : typedDate(typed, today));
}

/** As a preset or a run keeps it: the same on whatever day it is read. */
export function keptDue(text: string): TypedDue | undefined {
  if (text === "eom") return text;
  return /^\+?\d{1,3}$/.test(text) ? Number(text) : parseDate(text);
}

/** The last day of its month. */
export const monthEnd = (day: CalendarDate) =>
  addDays(addMonths(`${day.slice(0, 7)}-01` as CalendarDate, 1), -1);

/** Of a day without a year the last one up to then. */
function latest(monthAndDay: string, to: CalendarDate): CalendarDate | undefined {
  const year = Number(to.slice(0, 4));
  const days = [year, year - 1].map((one) => parseDate(`${one}-${monthAndDay}`));
  return days.find((date) => date !== undefined && date <= to);
}

/** Of a day without a year the one that is nearest: in December `5.1.` is next January's. */
function nearest(monthAndDay: string, to: CalendarDate): CalendarDate | undefined {
  const thisYear = Number(to.slice(0, 4));
  const away = (date: CalendarDate) => Math.abs(daysBetween(to, date));
  return [thisYear, thisYear + 1, thisYear - 1]
    .map((year) => parseDate(`${year}-${monthAndDay}`))
    .filter((date) => date !== undefined)
    .sort((one, other) => away(one) - away(other))[0];
}
