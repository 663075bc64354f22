/** Dates as people type them at a question: `2026-11-30`, `30.11.`, `tomorrow`, `+14`, `eom`. */
import { addDays, addMonths, type CalendarDate, daysBetween, parseDate } from "./calendar-date.ts";

/** What a question says that it takes. */
export const TYPED_DATES = "2026-11-30, 30.11., today, tomorrow, +14, eom";

/** `from`: the day that `+14` and `eom` are counted from. Undefined where the text is no day. */
export function typedDate(
  text: string,
  today: CalendarDate,
  from: CalendarDate = today,
): CalendarDate | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === "today") return today;
  if (typed === "tomorrow") return addDays(today, 1);
  if (typed === "eom") return addDays(addMonths(`${from.slice(0, 7)}-01` as CalendarDate, 1), -1);
  const days = /^\+(\d{1,3})$/.exec(typed)?.[1];
  if (days !== undefined) return addDays(from, Number(days));
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4})?)?$/.exec(typed);
  if (!dotted) return parseDate(typed);
  const [, day = "", month = "", year] = dotted;
  const rest = `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return year ? parseDate(`${year}-${rest}`) : nearest(rest, today);
}

/** Of a day without a year the one that is nearest: in December `5.1.` is next January's. */
function nearest(monthAndDay: string, today: CalendarDate): CalendarDate | undefined {
  const thisYear = Number(today.slice(0, 4));
  const away = (date: CalendarDate) => Math.abs(daysBetween(today, date));
  return [thisYear, thisYear + 1, thisYear - 1]
    .map((year) => parseDate(`${year}-${monthAndDay}`))
    .filter((date) => date !== undefined)
    .sort((one, other) => away(one) - away(other))[0];
}
