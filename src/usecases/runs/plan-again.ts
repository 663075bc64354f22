/** Plans the deals of a run once more before it is applied. */
import type { Again } from "../../domain/run/applied.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { planInvoice } from "../plan/plan-invoice.ts";
import { existingRow } from "./billed-rows.ts";
import { eachOf } from "./over.ts";
import { inputOf, inRun } from "./planned-row.ts";
import { changedRow, stateOnceChanged } from "./reviewed-row.ts";
import { errorOf, isOwn } from "./row-error.ts";
import type { RowPlanner } from "./run-input.ts";

const WIDTH = 8;

/** In their order. Throws what concerns more than one deal. */
export async function planAllAgain(
  planner: RowPlanner,
  rows: RunRow[],
  how: { save: boolean },
): Promise<Again[]> {
  const again = new Map<number, Again>();
  await eachOf(rows, WIDTH, async (row) => {
    again.set(row.position, await planAgain(planner, row, how));
  });
  return rows.flatMap(({ position }) => again.get(position) ?? []);
}

/** Throws what concerns more than this deal. */
export async function planAgain(
  planner: RowPlanner,
  row: RunRow,
  { save }: { save: boolean },
): Promise<Again> {
  const { ports, profile, run } = planner;
  try {
    const planned = inRun(await planInvoice(ports, profile, inputOf(planner, row), { save }));
    if (planned.outcome === "already_exists")
      return { row: await existingRow(ports, run, row, planned) };
    const { plan, remember } = planned;
    const changed = await changedRow(planner, row, plan);
    return changed ? { row: changed } : { row, order: { row, plan, remember } };
  } catch (error) {
    if (!isOwn(error)) throw error;
    return { row: { ...row, state: stateOnceChanged(row), error: errorOf(error, row.dealId) } };
  }
}
