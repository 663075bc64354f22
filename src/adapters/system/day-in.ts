/** The calendar day in a time zone, as `dateIn` tells it, without Intl: that takes 20 ms and 8 MB of each run that asks for the day. */
import type { CalendarDate } from "../../domain/calendar-date.ts";

/** An unknown zone counts as UTC. Not for a worker thread: only the main one reads a changed `TZ`. */
export function dayIn(timeZone: string | null, instant: Date): CalendarDate {
  const before = process.env.TZ;
  process.env.TZ = timeZone ?? "UTC";
  try {
    const local = new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
    return local.toISOString().slice(0, 10) as CalendarDate;
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}
