/** Dates without a time, as both services write them: `YYYY-MM-DD`. Text order is date order. */

export type CalendarDate = string & { readonly __brand: "CalendarDate" };

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The date, or undefined if the text is not a real day of the calendar. */
export function parseDate(text: string): CalendarDate | undefined {
  const parts = PATTERN.exec(text.trim());
  if (!parts) return undefined;
  const [, year, month, day] = parts;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const same = new Date(time).toISOString().slice(0, 10) === text.trim();
  return same ? (text.trim() as CalendarDate) : undefined;
}

/** Making one is dear, and a zone's is asked for once for each invoice of a ledger. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in an IANA time zone (`CompanyInfo.DefaultTimeZone`); an unknown zone counts as UTC. */
export function dateIn(timeZone: string | null, instant: Date): CalendarDate {
  return formatOf(timeZone ?? "UTC").format(instant) as CalendarDate;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone);
  if (kept) return kept;
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-CA", { ...options, timeZone });
  } catch {
    format = formatOf("UTC");
  }
  formats.set(timeZone, format);
  return format;
}

/** The first moment of a day in an IANA time zone; an unknown zone counts as UTC. */
export function dayStart(day: CalendarDate, timeZone: string | null): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The zone's clocks may be set between the two midnights: the offset is taken where it holds.
  const near = midnight - offsetAt(new Date(midnight), timeZone);
  return new Date(midnight - offsetAt(new Date(near), timeZone));
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: Date, timeZone: string | null): number {
  const options = { timeZoneName: "longOffset", timeZone: timeZone ?? "UTC" } as const;
  let parts: Intl.DateTimeFormatPart[] = [];
  try {
    parts = new Intl.DateTimeFormat("en-US", options).formatToParts(instant);
  } catch {
    return 0;
  }
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "-" ? -ahead : ahead;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const time = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10) as CalendarDate;
}

/** The same day of a later month; the month's last day where it has no such day (31 January → 28 February). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const time = Date.UTC(year, month - 1 + months, Math.min(day, last));
  return new Date(time).toISOString().slice(0, 10) as CalendarDate;
}

/** Whole days from the first date to the second; negative if the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
