/** Days and rates as they are typed at a question. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, plainText } from "../../domain/money/money.ts";
import {
  TYPED_DATES,
  TYPED_DUE_DATES,
  type TypedDue,
  typedDate,
  typedDue,
} from "../../domain/typed-date.ts";
import { typedNumber } from "../../domain/typed-number.ts";
import { rateOf } from "./create-flags.ts";

/** What a typed day is counted from. */
export type Today = CalendarDate;

/** Throws usage for what is no day. */
export function dayTyped(text: string, today: Today): CalendarDate {
  const date = typedDate(text, today);
  if (date) return date;
  throw new PdqbError("usage", `"${text}" is not a date (expected one of ${TYPED_DATES}).`);
}

/** Throws usage for what is no due date. */
export function dueTyped(text: string, today: Today): TypedDue {
  const due = typedDue(text, today);
  if (due !== undefined) return due;
  throw new PdqbError("usage", `"${text}" is not a due date (expected ${TYPED_DUE_DATES}).`);
}

/** Throws usage for what is no rate. */
export function typedRate(text: string): Decimal | undefined {
  const number = typedNumber(text);
  return rateOf(number ? plainText(number) : text);
}
