/** A period as typed: a month, or from day to day. */
import { type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import type { Period } from "../../domain/check/finding.ts";
import { PdqbError } from "../../domain/errors.ts";
import { monthEnd } from "../../domain/typed-date.ts";

/** The whole month. `flag` is what it was given with. Throws usage for what is not one. */
export function monthOf(flag: string, text: string): Period {
  const since = /^\d{4}-\d{2}$/.test(text) ? parseDate(`${text}-01`) : undefined;
  if (since) return { since, until: monthEnd(since) };
  throw new PdqbError("usage", `${flag} "${text}" is not a month.`, {
    reason: "It takes a month such as 2026-11.",
    next: [`${flag} 2026-11`],
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
  const standard = monthOf("--month", month ?? (since ?? today).slice(0, 7));
  const period = {
    since: since ?? standard.since,
    until: until ?? (since === undefined ? standard.until : today),
  };
  if (period.until < period.since) throw new PdqbError("usage", "--until is before --since.");
  return period;
}
