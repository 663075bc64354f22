/** The day of an invoice and the day it is due, with what speaks against them. */

import type { Customer } from "../books.ts";
import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import { counted } from "../counted.ts";
import { mappedValue } from "../deal/field-mapping.ts";
import type { Problem, Warning } from "../errors.ts";
import { type Due, decideDue, dueWarnings, termNamed, unknownTerm } from "./due-date.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import type { PlanFacts } from "./plan-facts.ts";

type PlannedDates = { date: CalendarDate; due: Due; problems: Problem[]; warnings: Warning[] };

/** `existing`: the customer, where it is in the books already. */
export function planDates(
  facts: PlanFacts,
  existing: Customer | undefined,
  request: InvoiceRequest,
): PlannedDates {
  const { preferences, sources, mapping, terms } = facts;
  const date = request.date ?? facts.today;
  const mappedTerm = mappedValue(mapping.terms, sources)?.text;
  const customerTerm = terms.find((term) => term.id === existing?.termId);
  const companyTerm = terms.find((term) => term.id === preferences.defaultTermId);
  const due = decideDue({
    date,
    dueFlag: request.due,
    termFlag: request.term,
    dueMapped:
      mapping.due && "days" in mapping.due ? mapping.due : mappedValue(mapping.due, sources),
    termMapped: termNamed(mappedTerm, terms),
    customerTerm,
    companyTerm,
  });
  const problems = closedPeriod(facts, date);
  // A flag leaves the mapped term out.
  if (request.term === undefined && request.due === undefined)
    problems.push(...unknownTerm(mappedTerm, terms, customerTerm ?? companyTerm));
  return { date, due, problems, warnings: [...aheadOf(facts, date), ...dueWarnings(due, date)] };
}

const DAYS_AHEAD = 7;

/** More often a slip than meant: an invoice of next week belongs to the books of next week. */
function aheadOf({ today }: PlanFacts, date: CalendarDate): Warning[] {
  if (date < addDays(today, DAYS_AHEAD)) return [];
  const message = `The invoice is dated ${date}, ${counted(daysBetween(today, date), "day")} from today.`;
  return [{ code: "date_ahead", message }];
}

function closedPeriod({ preferences, today }: PlanFacts, date: CalendarDate): Problem[] {
  const closed = preferences.bookCloseDate;
  if (closed === null || date > closed) return [];
  return [
    {
      code: "closed_period",
      message: `The books are closed up to ${closed}, and the invoice is dated ${date}.`,
      next: `--date ${today > closed ? today : addDays(closed, 1)}`,
    },
  ];
}
