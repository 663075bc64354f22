/** Flags that take a date: checked as they are typed, and read once it is known which day it is for the company. */
import { type CalendarDate, parseDate } from "../domain/calendar-date.ts";
import { PdqbError } from "../domain/errors.ts";
import { TYPED_DATES, TYPED_DUE_DATES, typedDate, typedDue } from "../domain/typed-date.ts";
import type { Flag, Flags } from "./command.ts";
import { longFlag } from "./global-flags.ts";

type DateFlag = Pick<Flag<unknown>, "kind" | "looksBack">;

export const isDate = ({ kind }: DateFlag) => kind === "date" || kind === "due";

/** As ISO date, or for a due date also as days or `eom`. Undefined where the text is none. */
export function readDate(flag: DateFlag, text: string, today: CalendarDate): string | undefined {
  if (flag.kind === "date") return typedDate(text, today, flag);
  const due = typedDue(text, today);
  return due === undefined ? undefined : String(due);
}

/** In a leap year, so that 29.2. is a day. */
const ANY_DAY = "2028-02-01" as CalendarDate;

/** What the flag takes, where the text can be no date on any day. */
export const dateFault = (flag: DateFlag, text: string): string | undefined =>
  readDate(flag, text, ANY_DAY) === undefined ? expectedDate(flag) : undefined;

export const expectedDate = ({ kind }: DateFlag) =>
  kind === "due" ? TYPED_DUE_DATES : `a date (${TYPED_DATES})`;

/** The values with their dates as they are on that day. `today` is asked only for what is not written in full. Throws usage. */
export async function withDates<V extends Record<string, unknown>>(
  flags: Flags,
  values: V,
  today: () => Promise<CalendarDate>,
): Promise<V> {
  const dates: Record<string, string> = {};
  for (const [name, flag] of Object.entries(flags)) {
    const text = values[name];
    if (!isDate(flag) || typeof text !== "string") continue;
    const date = parseDate(text) ?? readDate(flag, text, await today());
    if (date === undefined)
      throw new PdqbError(
        "usage",
        `${longFlag(name)} must be ${expectedDate(flag)}; got "${text}".`,
      );
    dates[name] = date;
  }
  return { ...values, ...dates };
}

/** What help says of the dates that a command takes; empty where it takes none. */
export function datesTaken(flags: Flags): string {
  const kinds = new Set(Object.values(flags).map(({ kind }) => kind));
  const dates = kinds.has("date") || kinds.has("due") ? [`A date is one of ${TYPED_DATES}.`] : [];
  const due = kinds.has("due") ? [`--due takes ${TYPED_DUE_DATES}.`] : [];
  return [...dates, ...due].join(" ");
}
