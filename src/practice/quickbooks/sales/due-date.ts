/** The day that terms give (docs/quickbooks.md 4.3, 11). */
import { type Books, table } from "../books.ts";
import type { JsonObject } from "../json.ts";
import { addDays } from "../times.ts";

export function dueDate(books: Books, date: string, termId: string | undefined): string {
  const term = termId === undefined ? undefined : table(books, "Term").get(termId)?.wire;
  if (!term) return date;
  if (term["Type"] !== "DATE_DRIVEN") return addDays(date, numberOf(term, "DueDays"));
  const day = numberOf(term, "DayOfMonthDue") || 1;
  const due = dayOfMonth(date, 0, day);
  const isTooNear = due < date || daysBetween(date, due) < numberOf(term, "DueNextMonthDays");
  return isTooNear ? dayOfMonth(date, 1, day) : due;
}

function numberOf(term: JsonObject, member: string): number {
  const value = term[member];
  return typeof value === "number" ? value : 0;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** The day in the month `months` after that of `date`; the last one where the month is shorter. */
function dayOfMonth(date: string, months: number, day: number): string {
  const [year = 0, month = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10);
}
