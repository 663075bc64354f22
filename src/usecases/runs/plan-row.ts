/** Plans one invoice of a run, by the planner of `invoice create`, and tells its state. */

import { LedgerError, PdqbError, type Problem, SAME_COMMAND } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import { keyText } from "../../domain/invoice/marker.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { needsOf } from "../../domain/run/needs.ts";
import type { RowError, RunRow } from "../../domain/run/run.ts";
import { noAnswers } from "../plan/create-input.ts";
import { openPlanner } from "../plan/plan-invoice.ts";
import type { Planned } from "../plan/planner.ts";
import { existingRow, isWhollyBilled } from "./billed-rows.ts";
import type { RowPlanner } from "./run-input.ts";

/** `error`: why it could not be planned. */
export type PlannedRow = { row: RunRow; plan?: InvoicePlan; error?: PdqbError };

/** Throws what concerns more than this deal: a dead connection, a service out of reach, a bug. */
export async function planRow(planner: RowPlanner, row: RunRow): Promise<PlannedRow> {
  try {
    return await plannedRow(planner, row, await planOf(planner, row, { save: false }));
  } catch (error) {
    if (!isOwn(error)) throw error;
    return { row: { ...row, state: "problem", error: errorOf(error, row.dealId) }, error };
  }
}

/** By the planner of `invoice create`. Throws what concerns this deal too. */
export async function planOf(
  { ports, profile, toInput, flags, date }: RowPlanner,
  row: RunRow,
  { save }: { save: boolean },
): Promise<Planned> {
  const input = toInput(
    { ...(date && { date }), ...flags, ...row.flags, ...row.answered },
    row.dealId,
  );
  const planner = await openPlanner(ports, profile, input, { save });
  const planned = await planner.plan(noAnswers());
  return planned.outcome === "planned" ? { ...planned, plan: inRun(planned.plan) } : planned;
}

/** What is too large for one person is for the run's approval to decide. */
function inRun(plan: InvoicePlan): InvoicePlan {
  const isLarge = ({ code }: Problem) => code === "over_limit";
  const large = plan.problems.filter(isLarge).map(({ code, message }) => ({ code, message }));
  return {
    ...plan,
    problems: plan.problems.filter((problem) => !isLarge(problem)),
    warnings: [...plan.warnings, ...large],
  };
}

async function plannedRow(planner: RowPlanner, row: RunRow, planned: Planned): Promise<PlannedRow> {
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

/** What is wrong with one deal alone. */
export function isOwn(error: unknown): error is PdqbError {
  if (error instanceof LedgerError) return false;
  if (!(error instanceof PdqbError)) return false;
  return error.isAboutOne || ["usage", "refused", "not_found"].includes(error.kind);
}

/** What comes next is whole commands: it is shown beside those of other deals, and by other commands. */
export function errorOf({ kind, message, reason, next }: PdqbError, dealId: DealId): RowError {
  const create = `pdqb invoice create --deal ${dealId}`;
  const whole = next.map((one) =>
    one === SAME_COMMAND ? create : one.startsWith("--") ? `${create} ${one}` : one,
  );
  return { kind, message, reason, next: whole };
}
