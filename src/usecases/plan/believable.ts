/** What is cached never decides: neither a refusal nor a warning of a plan is believed before the books were read again. */
import { PdqbError } from "../../domain/errors.ts";
import type { Planned } from "./planner.ts";

/** Warnings that come from the deal and the customer alone, which every plan reads. */
const READ_ANYWAY = [
  "country_fr",
  "customer_differs",
  "cut",
  "date_ahead",
  "deal_not_won",
  "installment_difference",
  "name_changed",
  "price_in_text",
  "ship_to_differs",
  "tax_exempt",
  "unread_invoice",
];

/** Whether nothing speaks against the plan but what was read for it anyway. */
export const isClean = (planned: Planned) =>
  planned.outcome === "already_exists" ||
  (planned.plan.problems.length === 0 &&
    planned.plan.warnings.every(({ code }) => READ_ANYWAY.includes(code)));

/** Undefined where a flag names what the books do not have. */
export async function unlessRefused(planning: Promise<Planned>): Promise<Planned | undefined> {
  try {
    return await planning;
  } catch (error) {
    if (error instanceof PdqbError && ["not_found", "usage"].includes(error.kind)) return undefined;
    throw error;
  }
}
