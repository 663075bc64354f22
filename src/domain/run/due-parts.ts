/**
 * Which parts of a deal fall due in a time: installments by their billing date, cycles of recurring lines by their first day. A
 * cycle is billed whole in the month in which it begins, on whichever day, since Pipedrive prices cycles and not days.
 */
import type { CalendarDate } from "../calendar-date.ts";
import type { DealLine, Installment } from "../deal/deal.ts";
import { cycleStart, isOver, isRecurring } from "../deal/recurring.ts";
import { laterCycle } from "../invoice/billed.ts";
import { isPart, WHOLE_DEAL } from "../invoice/marker.ts";
import type { RunFlags } from "./run.ts";

export type DuePart = {
  flags: RunFlags;
  due: CalendarDate;
  /** Fell due before the time, and no invoice of it is known. */
  isLate: boolean;
};

export type DueFacts = {
  lines: DealLine[];
  installments: Installment[];
  /** Parts of the deal that have a live invoice. */
  billed: string[];
  since: CalendarDate;
  until: CalendarDate;
};

/** `unclear`: why nobody can say what falls due. */
export function dueParts(facts: DueFacts): { parts: DuePart[]; unclear: string | null } {
  const recurring = facts.lines.filter((line) => line.isEnabled && isRecurring(line));
  if (recurring.length > 0) return dueCycles(recurring, facts);
  return { parts: dueInstallments(facts), unclear: null };
}

function dueInstallments({ installments, billed, since, until }: DueFacts): DuePart[] {
  return installments.flatMap(({ id, billingDate: due }): DuePart[] => {
    if (due === null || due > until) return [];
    const isBilled = isIn(billed, `installment:${id}`);
    if (due < since && isBilled) return [];
    return [{ flags: { installment: `id:${id}` }, due, isLate: due < since }];
  });
}

function dueCycles(lines: DealLine[], { billed, since, until }: DueFacts) {
  const [first] = lines;
  const start = first?.billingStart ?? null;
  const isOne = lines.every(
    (line) => line.billingFrequency === first?.billingFrequency && line.billingStart === start,
  );
  if (!first || start === null)
    return { parts: [], unclear: "A recurring line has no billing start date." };
  if (!isOne)
    return {
      parts: [],
      unclear: "The recurring lines begin on different days or recur differently.",
    };
  const parts: DuePart[] = [];
  for (let cycle = 1; cycleStart(first, start, cycle) <= until; cycle += 1) {
    if (lines.every((line) => isOver(line, cycle))) break;
    const due = cycleStart(first, start, cycle);
    const part = cycle === 1 ? WHOLE_DEAL : laterCycle(cycle);
    if (due < since && isIn(billed, part)) continue;
    parts.push({ flags: { recurring: String(cycle) }, due, isLate: due < since });
  }
  return { parts, unclear: null };
}

const isIn = (billed: string[], part: string) => billed.some((stored) => isPart(stored, part));
