/** One invoice of a run by what its plan came to. */
import type { Problem } from "../../domain/errors.ts";
import { keyText } from "../../domain/invoice/marker.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { needsOf } from "../../domain/run/needs.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { CreateInput } from "../plan/create-input.ts";
import type { Planned } from "../plan/planner.ts";
import { existingRow, isWhollyBilled } from "./billed-rows.ts";
import type { RowPlanner } from "./run-input.ts";

/** What is asked of it. */
export const inputOf = (
  { toInput, flags, date }: Pick<RowPlanner, "toInput" | "flags" | "date">,
  row: RunRow,
): CreateInput =>
  toInput({ ...(date && { date }), ...flags, ...row.flags, ...row.answered }, row.dealId);

/** What is too large for one person is for the run's approval to decide. */
export function inRun(planned: Planned): Planned {
  if (planned.outcome !== "planned") return planned;
  const { plan } = planned;
  const isLarge = ({ code }: Problem) => code === "over_limit";
  const large = plan.problems.filter(isLarge).map(({ code, message }) => ({ code, message }));
  const problems = plan.problems.filter((problem) => !isLarge(problem));
  const warnings = [...plan.warnings, ...large];
  return { ...planned, plan: { ...plan, problems, warnings } };
}

/** `plan` is absent where there is an invoice already. */
export async function plannedRow(
  planner: RowPlanner,
  row: RunRow,
  planned: Planned,
): Promise<{ row: RunRow; plan?: InvoicePlan }> {
  if (planned.outcome === "already_exists")
    return { row: await existingRow(planner.ports, planner.run, row, planned) };
  const { plan } = planned;
  const { deal, totals, customer, problems, warnings } = plan;
  const isBilled = problems.length > 0 && (await isWhollyBilled(planner, plan));
  const now: RunRow = {
    ...row,
    title: deal.title,
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    state: isBilled ? "billed" : problems.length > 0 ? "problem" : "ready",
    part: plan.billed.share ?? cycleOf(row),
    key: keyText(plan.key),
    digest: plan.digest,
    customer: customer && { id: customer.id, name: customer.name },
    currency: plan.currency,
    date: plan.date,
    dueDate: plan.dueDate,
    totals: {
      net: amountText(totals.net),
      discount: amountText(totals.discount),
      tax: textOrNull(totals.tax),
      total: textOrNull(totals.total),
    },
    problems: isBilled ? [] : problems,
    needs: isBilled ? [] : needsOf(plan, problems),
    warnings,
    error: null,
  };
  return { row: now, plan };
}

/** Several cycles of a deal may fall due in one month. */
function cycleOf({ flags, answered }: RunRow): string | null {
  const cycle = answered?.["recurring"] ?? flags["recurring"];
  return typeof cycle === "string" ? `cycle ${cycle}` : null;
}

const textOrNull = (amount: Decimal | null) => (amount === null ? null : amountText(amount));
