/** Dates and times as the service writes them: times carry the offset of US Pacific time (docs/quickbooks.md 0). */

const pacific = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/Los_Angeles",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "longOffset",
});

function parts(at: Date): Record<string, string> {
  return Object.fromEntries(pacific.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `2026-11-03T09:14:27-08:00`; with `fraction`, milliseconds too, as in `time` of an answer. */
export function pacificTime(at: Date, fraction = false): string {
  const p = parts(at);
  const offset = p["timeZoneName"]?.replace("GMT", "") || "-08:00";
  const millis = fraction ? `.${String(at.getUTCMilliseconds()).padStart(3, "0")}` : "";
  return `${p["year"]}-${p["month"]}-${p["day"]}T${p["hour"]}:${p["minute"]}:${p["second"]}${millis}${offset}`;
}

/** The current date of the server, which is what an absent TxnDate means (docs/quickbooks.md 4.3). */
export function serverDate(at: Date): string {
  return pacificTime(at).slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  // A day that a month does not have moves into the next one; a month that there is not gives no time at all.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Milliseconds of a time with an offset, or of a time or date without one, which is read as the server's. */
export function instant(text: string): number | undefined {
  const form =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      text.trim(),
    );
  if (!form) return undefined;
  const [, date = "", time = "00:00:00", zone] = form;
  const utc = Date.parse(`${date}T${time}Z`);
  if (!isDate(date) || Number.isNaN(utc)) return undefined;
  if (zone) return zoned(`${date}T${time}${zone}`);
  return utc - offsetMs(new Date(utc));
}

function zoned(text: string): number | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function offsetMs(at: Date): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(pacificTime(at)) ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "-" ? -ms : ms;
}
