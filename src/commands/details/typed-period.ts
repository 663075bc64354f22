/** A period as typed: a month, or from day to day. */
import { addDays, addMonths, type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import type { Period } from "../../domain/check/finding.ts";
import { PdqbError } from "../../domain/errors.ts";

/** The whole month. Throws usage for what is not one. */
function monthOf(text: string, name = "--month"): Period {
  const since = /^\d{4}-\d{2}$/.test(text) ? parseDate(`${text}-01`) : undefined;
  if (since) return { since, until: addDays(addMonths(since, 1), -1) };
  throw new PdqbError("usage", `${name} "${text}" is not a month.`, {
    reason: "It takes a month such as 2026-11.",
  });
}

/** Without any flag the month of `today`. Throws usage for what contradicts itself. */
export function periodOf(
  flags: {
    month: string | undefined;
    since: CalendarDate | undefined;
    until: CalendarDate | undefined;
  },
  today: CalendarDate,
): Period {
  const { month, since, until } = flags;
  if (month !== undefined && (since !== undefined || until !== undefined))
    throw new PdqbError("usage", "--month is a whole month: leave out --since and --until.");
  const standard = monthOf(month ?? (since ?? today).slice(0, 7));
  const period = {
    since: since ?? standard.since,
    until: until ?? (since === undefined ? standard.until : today),
  };
  if (period.until < period.since) throw new PdqbError("usage", "--until is before --since.");
  return period;
}
