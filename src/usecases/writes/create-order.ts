/** A plan that is applied: what comes with it, what becomes of it, and what is said where it fails. */
import { linesOf, PartlyDone, PdqbError, SAME_COMMAND, type Warning } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import { bookedDifferences } from "../../domain/plan/booked-differences.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Remember } from "../../domain/plan/remember.ts";

/** A plan without problems, what is kept once it is applied, and the company of the deal at Pipedrive. */
export type CreateOrder = { plan: InvoicePlan; remember: Remember; pipedriveCompany: string };

/** What became of a plan: an invoice, made now or there already, and where it differs from what was planned. */
export type CreateResult = {
  outcome: "created" | "already_exists";
  invoice: Invoice;
  /** What was sent. */
  plan: InvoicePlan;
  warnings: Warning[];
};

/** What QuickBooks booked otherwise than it was sent is a warning. */
export function compared(result: CreateResult): CreateResult {
  const differences = bookedDifferences(result.plan, result.invoice);
  return { ...result, warnings: [...result.warnings, ...differences] };
}

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

/** A failure after something was made says what stands now; one whose outcome is unknown stays that. */
export function partlyDone(made: string[], error: unknown): unknown {
  if (!(error instanceof PdqbError) || error.kind === "unknown_outcome") return error;
  return new PartlyDone(`Invoice not created, but made and kept: ${made.join(", ")}.`, made, {
    reason: [...linesOf(error), "The next run uses what was made."],
    next: [...error.next.filter((next) => next !== SAME_COMMAND), SAME_COMMAND],
    cause: error,
  });
}

/** The link of the invoice that a plan makes, with the deal as it is now. */
export function linkOf(
  { deal, key, billed }: InvoicePlan,
  createdAt: string,
): Omit<InvoiceLink, "invoiceId"> {
  return {
    dealId: deal.id,
    part: key.part,
    generation: key.generation,
    dealTitle: deal.title,
    dealValue: deal.value && amountText(deal.value),
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    billed,
    createdAt,
  };
}
