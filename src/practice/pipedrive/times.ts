/** The two ways in which Pipedrive writes a moment (docs/pipedrive.md 2.2). */

/** RFC 3339 in UTC without fractions, as v2 has it. */
export const v2Time = (moment: Date): string => moment.toISOString().replace(/\.\d{3}Z$/, "Z");

/** `YYYY-MM-DD HH:MM:SS` in UTC, as v1 has it. */
export const v1Time = (moment: string | Date): string =>
  v2Time(new Date(moment)).replace("T", " ").replace("Z", "");

export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** v2 wants RFC 3339 with a zone; anything looser is refused. */
export const isMoment = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
  !Number.isNaN(Date.parse(text));

/** The calendar date of a moment where the company is. */
export function localDate(moment: string | null, timeZone: string): string | null {
  if (moment === null) return null;
  let format = FORMATS.get(timeZone);
  if (!format) {
    // Making one costs more than a hundred uses of it.
    format = new Intl.DateTimeFormat("en-CA", { timeZone });
    FORMATS.set(timeZone, format);
  }
  return format.format(new Date(moment));
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();
