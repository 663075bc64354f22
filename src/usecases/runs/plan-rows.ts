/** Plans the rows of a run from reads that are made together. */

import { planToText } from "../../domain/plan/stored-plan.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { bulkFacts } from "./bulk-facts.ts";
import type { Kept } from "./draft-rows.ts";
import { eachOf } from "./over.ts";
import { type PlannedRow, planRow } from "./plan-row.ts";
import { refuseForAll } from "./refuse-for-all.ts";
import type { PlanRunInput } from "./run-input.ts";
import type { RunPorts } from "./run-people.ts";
import type { Selected } from "./select-deals.ts";

/** How many plans are worked on side by side: they wait for nothing but the ledger. */
const WIDTH = 8;

/** In their order; those that are not ready to be planned stay as they are. */
export async function planRows(
  ports: RunPorts,
  { name, profile, toInput, flags, onProgress }: PlanRunInput,
  { read }: Selected,
  drafts: RunRow[],
): Promise<Kept[]> {
  const toPlan = drafts.filter(({ state }) => state === "ready");
  const ids = new Set(toPlan.map(({ dealId }) => dealId));
  const deals = new Map([...read.deals].filter(([id]) => ids.has(id)));
  const facts = await bulkFacts(
    ports,
    { ...read, deals },
    { maxAgeMs: Number.POSITIVE_INFINITY, pipedriveCompany: profile.pipedrive.companyId },
  );
  const planned = new Map<RunRow, Kept>();
  const refusals: NonNullable<PlannedRow["error"]>[] = [];
  const planner = { ports: facts, run: name, profile, toInput, flags, date: null };
  await eachOf(toPlan, WIDTH, async (row) => {
    const { row: now, plan, error } = await planRow(planner, row);
    if (error) refusals.push(error);
    planned.set(row, { row: now, plan: plan && planToText(plan) });
    onProgress?.(planned.size, toPlan.length);
  });
  refuseForAll(refusals, toPlan);
  return drafts.map((row) => planned.get(row) ?? { row });
}
