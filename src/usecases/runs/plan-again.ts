/** Plans the deals of a run once more before it is applied: only what is still as it was reviewed is billed. */

import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { planFromText } from "../../domain/plan/stored-plan.ts";
import type { Again } from "../../domain/run/applied.ts";
import { differences } from "../../domain/run/changes.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { digestOf } from "../plan/plan-digest.ts";
import { existingRow } from "./billed-rows.ts";
import { asBefore } from "./made-meanwhile.ts";
import { errorOf, isOwn, planOf } from "./plan-row.ts";
import type { RowPlanner } from "./run-input.ts";

/** Throws what concerns more than this deal. */
export async function planAgain(
  planner: RowPlanner,
  row: RunRow,
  { save }: { save: boolean },
): Promise<Again> {
  try {
    const planned = await planOf(planner, row, { save });
    if (planned.outcome === "already_exists")
      return { row: await existingRow(planner.ports, planner.run, row, planned) };
    const { plan, remember } = planned;
    const reviewed = await reviewedPlan(planner, row);
    const isSame = plan.problems.length === 0 && (await isReviewed(planner, row, reviewed, plan));
    if (isSame) return { row, order: { row, plan, remember } };
    return { row: changedRow(planner, row, reviewed, plan) };
  } catch (error) {
    if (!isOwn(error)) throw error;
    return { row: { ...row, state: stateOnceChanged(row), error: errorOf(error, row.dealId) } };
  }
}

/** What may have been created stays in doubt, whatever became of its deal. */
const stateOnceChanged = ({ state }: RunRow) => (state === "in_doubt" ? state : "changed");

async function reviewedPlan({ ports, run }: RowPlanner, { position }: RunRow) {
  const text = await ports.ledger.runPlan(run, position);
  if (text === undefined) throw new Error(`Run ${run} has no plan at ${position}`);
  return planFromText(text);
}

async function isReviewed(
  planner: RowPlanner,
  { digest }: RunRow,
  reviewed: InvoicePlan,
  now: InvoicePlan,
): Promise<boolean> {
  return (
    now.digest === digest || (await digestOf(await asBefore(planner, reviewed, now))) === digest
  );
}

function changedRow(
  { run }: RowPlanner,
  row: RunRow,
  reviewed: InvoicePlan,
  now: InvoicePlan,
): RunRow {
  return {
    ...row,
    state: stateOnceChanged(row),
    error: {
      kind: "refused",
      message: `Deal ${row.dealId} is no longer as reviewed.`,
      reason: [...differences(reviewed, now), ...now.problems.map(({ message }) => message)].join(
        "\n",
      ),
      next: [`pdqb run plan ${run}`],
    },
  };
}
