/** Days and rates as they are typed at a question. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, plainText } from "../../domain/money/money.ts";
import { TYPED_DATES, typedDate } from "../../domain/typed-date.ts";
import { typedNumber } from "../../domain/typed-number.ts";
import { dueFlag, rateOf } from "./create-flags.ts";

/** What a typed day is counted from. */
export type Days = { today: CalendarDate; date: CalendarDate };

/** Throws usage for what is no day. */
export function typedDay(text: string, { today }: Days): CalendarDate {
  const date = typedDate(text, today);
  if (date) return date;
  throw new PdqbError("usage", `"${text}" is not a date (expected one of ${TYPED_DATES}).`);
}

/** A day, or days after the date. Throws usage. */
export const typedDue = (text: string, { today, date }: Days) =>
  typedDate(text, today, date) ?? dueFlag(text);

/** Throws usage for what is no rate. */
export function typedRate(text: string): Decimal | undefined {
  const number = typedNumber(text);
  return rateOf(number ? plainText(number) : text);
}
