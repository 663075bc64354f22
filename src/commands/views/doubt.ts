import { type Doubt, doubtProblem } from "../../domain/invoice/doubts.ts";

/** Invoices of which only one can be meant, as JSON shows them. */
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
  const { message, next } = doubtProblem(doubt);
  return `${message}\n  ${next}\n`;
}
