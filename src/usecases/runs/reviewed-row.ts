/** One invoice of a run as it was reviewed, beside its plan of now: only what is still the same is billed. */
import { customerKey } from "../../domain/plan/customer-key.ts";
import type { InvoicePlan, PlanLine } from "../../domain/plan/invoice-plan.ts";
import { itemKey } from "../../domain/plan/new-item.ts";
import { planFromText } from "../../domain/plan/stored-plan.ts";
import { differences } from "../../domain/run/changes.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { digestOf } from "../plan/plan-digest.ts";
import { isMadeBy } from "./billed-rows.ts";
import type { RowPlanner } from "./run-input.ts";

/** The row as it is where something has changed since it was reviewed; undefined where it is still the same. */
export async function changedRow(
  planner: RowPlanner,
  row: RunRow,
  now: InvoicePlan,
): Promise<RunRow | undefined> {
  const reviewed = await reviewedPlan(planner, row);
  const isSame = now.problems.length === 0 && (await isReviewed(planner, row, reviewed, now));
  if (isSame) return undefined;
  const reason = [...differences(reviewed, now), ...now.problems.map(({ message }) => message)];
  return {
    ...row,
    state: stateOnceChanged(row),
    error: {
      kind: "refused",
      message: `Deal ${row.dealId} is no longer as reviewed.`,
      reason: reason.join("\n"),
      next: [`pdqb run plan ${planner.run}`],
    },
  };
}

/** What may have been created stays in doubt, whatever became of its deal. */
export const stateOnceChanged = ({ state }: RunRow) => (state === "in_doubt" ? state : "changed");

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

/**
 * The plan of now, in which customers and items that the run has made are still to be made: that they are there when it is applied again is
 * no change of what was reviewed.
 */
async function asBefore(
  { ports: { ledger }, run }: RowPlanner,
  reviewed: InvoicePlan,
  now: InvoicePlan,
): Promise<InvoicePlan> {
  const isMade = (key: string, id: string) => isMadeBy(ledger, run, key, id);
  const id = now.customer?.id;
  const isNew = reviewed.customer?.create && id && (await isMade(customerKey(reviewed), id));
  const lines: PlanLine[] = [];
  for (const [index, line] of now.lines.entries()) {
    const was = reviewed.lines[index];
    const isNewItem =
      was?.newItem &&
      line.item &&
      (await isMade(itemKey(was.productId, was.newItem.name), line.item.id));
    lines.push(isNewItem ? { ...line, item: was.item, newItem: was.newItem } : line);
  }
  return { ...now, lines, ...(isNew && { customer: reviewed.customer }) };
}
