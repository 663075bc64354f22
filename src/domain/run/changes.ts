/** What has become different in a run that was planned again. */

import type { CalendarDate } from "../calendar-date.ts";
import { moneyWords } from "../money/amount-words.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";
import type { InvoicePlan } from "../plan/invoice-plan.ts";
import { amountOf } from "./limits.ts";
import { type RunRow, rowName } from "./run.ts";

/** `from`, `to`: its state before and now; null where it was not in the run, or is not any more. */
export type RowChange = {
  row: RunRow;
  from: RunRow["state"] | null;
  to: RunRow["state"] | null;
  what: string;
};

/** In the order of the run; what has left it comes last. */
export function rowChanges(before: readonly RunRow[], now: readonly RunRow[]): RowChange[] {
  const earlier = new Map(before.map((row) => [rowName(row), row]));
  const changes = now.flatMap((row): RowChange[] => {
    const was = earlier.get(rowName(row));
    earlier.delete(rowName(row));
    const what = was ? changeOf(was, row) : "new in the run";
    return what === undefined ? [] : [{ row, from: was?.state ?? null, to: row.state, what }];
  });
  const gone = [...earlier.values()].map(
    (row): RowChange => ({ row, from: row.state, to: null, what: "no longer in the run" }),
  );
  return [...changes, ...gone];
}

function changeOf(was: RunRow, now: RunRow): string | undefined {
  const state = was.state === now.state ? [] : [`was ${was.state}, is ${now.state} now`];
  if (was.digest === null || now.digest === null || was.digest === now.digest) return state[0];
  const seen = (row: RunRow) => ({ ...row, total: amountOf(row) });
  const facts = factChanges(seen(was), seen(now));
  const said = [...state, ...facts.map((one) => lowered(one))];
  return said.length > 0 ? said.join("; ") : "its lines or details have changed";
}

const lowered = (sentence: string) => `i${sentence.slice(1, -1)}`;

/** What a reviewer has seen of an invoice. */
type SeenFacts = {
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
  return [isOtherLines ? "Its lines have changed." : "Its details have changed."];
}

/** A sentence for each that is another one now. */
function factChanges(reviewed: SeenFacts, now: SeenFacts): string[] {
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
