/** A day in the past, as typed. */
import { addDays, type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";

/** Throws usage for what is not a day. */
export function sinceDay(text: string, today: CalendarDate): CalendarDate {
  if (text === "today") return today;
  if (text === "yesterday") return addDays(today, -1);
  const day = parseDate(text);
  if (day) return day;
  throw new PdqbError("usage", `--since "${text}" is not a day.`, {
    reason: "It takes a date such as 2026-11-01, or today, or yesterday.",
  });
}
