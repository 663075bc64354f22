import type { Problem } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import { type Doubt, doubtProblem } from "../../domain/invoice/doubt.ts";
import { type DealBilling, inDoubt } from "../../usecases/billing/billing.ts";

type InDoubt = Pick<DealBilling, "pending" | "doubts">;

/** All that stands in doubt of a deal: an invoice whose create has no outcome, and invoices that cannot all be meant. */
export function inDoubtView(dealId: DealId, { pending, doubts }: InDoubt) {
  const sent = inDoubt({ pending, doubts: [] }).map(({ message, next }) => ({
    deal_id: dealId,
    invoices: [],
    message,
    next,
  }));
  return [...sent, ...doubts.map(doubtView)];
}

/** Invoices that cannot all be meant, as JSON shows them. */
export function doubtView(doubt: Doubt) {
  const { message, next } = doubtProblem(doubt);
  return {
    deal_id: doubt.dealId,
    invoices: doubt.invoices.map(({ id, number }) => ({ id, number })),
    message,
    next,
  };
}

/** In words, with the command that mends it. */
export function doubtText(doubt: Doubt): string {
  return problemText(doubtProblem(doubt));
}

/** The same of all that stands in doubt of a deal. */
export function inDoubtText(billing: InDoubt): string {
  return inDoubt(billing).map(problemText).join("");
}

const problemText = ({ message, next }: Problem) => `${message}\n  ${next}\n`;
