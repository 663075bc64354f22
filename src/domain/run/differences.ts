/** Why a plan is no longer the one that was reviewed. */
import type { CalendarDate } from "../calendar-date.ts";
import { moneyWords } from "../money/amount-words.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";
import type { InvoicePlan } from "../plan/invoice-plan.ts";

/** What a reviewer has seen of an invoice. */
export type SeenFacts = {
  customer: { name: string } | null;
  total: Decimal | null;
  currency: CurrencyCode;
  date: CalendarDate | null;
  dueDate: CalendarDate | null;
};

/** In words; what cannot be said in a word is somewhere in the lines or details. */
export function differences(reviewed: InvoicePlan, now: InvoicePlan): string[] {
  const seen = ({ totals, ...plan }: InvoicePlan) => ({
    ...plan,
    total: totals.total ?? totals.net.minus(totals.discount),
  });
  const found = factChanges(seen(reviewed), seen(now));
  const isOtherLines = JSON.stringify(reviewed.lines) !== JSON.stringify(now.lines);
  if (found.length > 0 || now.problems.length > 0) return found;
  return [isOtherLines ? "Its lines are others now." : "Its details are others now."];
}

/** A sentence for each that is another one now. */
export function factChanges(reviewed: SeenFacts, now: SeenFacts): string[] {
  const words = ({ customer, total, currency, date, dueDate }: SeenFacts) => ({
    customer: customer?.name ?? "none",
    total: total === null ? "not known" : moneyWords(total, currency),
    date,
    "due date": dueDate ?? "by its terms",
  });
  const [before, after] = [words(reviewed), words(now)];
  return Object.entries(after).flatMap(([name, value]) => {
    const was = before[name as keyof typeof before];
    return was === value ? [] : [`Its ${name} was ${was} and is ${value} now.`];
  });
}
