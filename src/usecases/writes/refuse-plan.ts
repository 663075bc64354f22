import { PdqbError } from "../../domain/errors.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";

/** Refuses a plan with problems, all of them at once. */
export function refusePlan(plan: InvoicePlan): PdqbError {
  return new PdqbError(
    "refused",
    `Invoice not created: the plan for deal ${plan.deal.id} has ${plan.problems.length === 1 ? "a problem" : `${plan.problems.length} problems`}.`,
    {
      reason: plan.problems.map(({ message }) => message),
      next: [...new Set(plan.problems.map(({ next }) => next))],
    },
  );
}
