/** Why a plan is no longer the one that was reviewed. */
import { moneyWords } from "../money/amount-words.ts";
import type { InvoicePlan } from "../plan/invoice-plan.ts";

/** In words; what cannot be said in a word is somewhere in the lines or details. */
export function differences(reviewed: InvoicePlan, now: InvoicePlan): string[] {
  const facts = ({ customer, totals, date, dueDate, currency }: InvoicePlan) => ({
    customer: customer?.name ?? "none",
    total: moneyWords(totals.total ?? totals.net.minus(totals.discount), currency),
    date,
    "due date": dueDate ?? "by its terms",
  });
  const [before, after] = [facts(reviewed), facts(now)];
  const found = Object.entries(after).flatMap(([name, value]) => {
    const was = before[name as keyof typeof before];
    return was === value ? [] : [`Its ${name} was ${was} and is ${value} now.`];
  });
  const isOtherLines = JSON.stringify(reviewed.lines) !== JSON.stringify(now.lines);
  if (found.length > 0 || now.problems.length > 0) return found;
  return [isOtherLines ? "Its lines are others now." : "Its details are others now."];
}
