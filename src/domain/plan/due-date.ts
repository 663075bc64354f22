/** When an invoice is due, and by which term: the flag before the mapping before the customer's term before the company's (docs/design.md 4). */

import type { Term } from "../books.ts";
import { addDays, type CalendarDate, parseDate } from "../calendar-date.ts";
import type { FieldValue } from "../deal/deal.ts";
import type { Problem, Warning } from "../errors.ts";
import { shellWord } from "../shell-word.ts";
import { monthEnd, type TypedDue } from "../typed-date.ts";

export type DueFacts = {
  date: CalendarDate;
  /** `--due` */
  dueFlag: TypedDue | undefined;
  /** `--terms`, already found. */
  termFlag: Term | undefined;
  dueMapped: FieldValue | { days: number } | undefined;
  termMapped: Term | undefined;
  customerTerm: Term | undefined;
  companyTerm: Term | undefined;
};

/** `dueDate` null: QuickBooks works it out, from a date-driven term or from its own default. */
export type Due = { dueDate: CalendarDate | null; term: Term | null };

export function decideDue(facts: DueFacts): Due {
  const { date, dueFlag, termFlag } = facts;
  if (dueFlag !== undefined) {
    return { dueDate: dueOn(dueFlag, date), term: termFlag ?? null };
  }
  if (termFlag) return byTerm(termFlag, date);
  const mapped = mappedDue(facts.dueMapped, date);
  if (mapped) return { dueDate: mapped, term: facts.termMapped ?? null };
  const term = facts.termMapped ?? facts.customerTerm ?? facts.companyTerm;
  return term ? byTerm(term, date) : { dueDate: null, term: null };
}

function dueOn(due: TypedDue, date: CalendarDate): CalendarDate {
  if (due === "eom") return monthEnd(date);
  return typeof due === "number" ? addDays(date, due) : due;
}

/** QuickBooks makes an invoice without terms and without a due date due on its own day. */
export function dueWarnings({ dueDate, term }: Due, date: CalendarDate): Warning[] {
  if (dueDate !== null || term !== null) return [];
  const message = `The invoice is due on its own date, ${date}: neither the deal, the customer nor the company has terms. --due or --terms sets them.`;
  return [{ code: "due_at_once", message }];
}

/** A mapped term that the books do not have. Nothing is put in its place; `otherwise`: the term that would apply without it is proposed. */
export function unknownTerm(
  text: string | undefined,
  terms: Term[],
  otherwise: Term | undefined,
): Problem[] {
  const name = text?.trim() ?? "";
  if (name === "" || termNamed(name, terms)) return [];
  const known = terms.map((term) => `"${term.name}"`).join(", ");
  return [
    {
      code: "unknown_term",
      message: `QuickBooks has no term "${name}", which the deal's mapped field names. It has ${known || "none"}.`,
      next: otherwise ? `--terms ${shellWord(otherwise.name)}` : `--due ${daysIn(name)}`,
    },
  ];
}

/** As many as the name says at its end ("Net 45"); 30 where it says none. */
const daysIn = (name: string) => /\b(\d{1,3})\D*$/.exec(name)?.[1] ?? "30";

/** By its name, in any case. */
export function termNamed(name: string | undefined, terms: Term[]): Term | undefined {
  const wanted = name?.trim().toLowerCase();
  return terms.find((term) => term.name.toLowerCase() === wanted);
}

function byTerm(term: Term, date: CalendarDate): Due {
  return { dueDate: term.dueDays === null ? null : addDays(date, term.dueDays), term };
}

/** A mapped date, or a mapped whole number of days; anything else does not count. */
function mappedDue(value: DueFacts["dueMapped"], date: CalendarDate): CalendarDate | undefined {
  if (value === undefined) return undefined;
  if ("days" in value) return addDays(date, value.days);
  if (value.date) return value.date;
  if (value.number?.isInteger() && value.number.gte(0) && value.number.lte(999)) {
    return addDays(date, value.number.toNumber());
  }
  return parseDate(value.text);
}
