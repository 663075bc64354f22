/** Plans the rows of a run from reads that are made together, each as `invoice create` does. */
import type { PdqbError } from "../../domain/errors.ts";
import { planToText } from "../../domain/plan/stored-plan.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { planInvoice } from "../plan/plan-invoice.ts";
import { bulkFacts } from "./bulk-facts.ts";
import { eachOf } from "./over.ts";
import type { DealsRead } from "./pipedrive-facts.ts";
import { inputOf, inRun, plannedRow } from "./planned-row.ts";
import { errorOf, isOwn, refuseForAll } from "./row-error.ts";
import type { Kept, PlanRunInput, RowPlanner, RunPorts } from "./run-input.ts";

/** How many plans are worked on side by side: they wait for nothing but the ledger. */
const WIDTH = 8;

/** In their order; those that are not ready to be planned stay as they are. */
export async function planRows(
  ports: RunPorts,
  { name, profile, toInput, flags, onProgress }: PlanRunInput,
  read: DealsRead,
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
  const refusals: PdqbError[] = [];
  const planner = { ports: facts, run: name, profile, toInput, flags, date: null };
  await eachOf(toPlan, WIDTH, async (row) => {
    try {
      planned.set(row, await planRow(planner, row));
    } catch (error) {
      if (!isOwn(error)) throw error;
      refusals.push(error);
      planned.set(row, { row: { ...row, state: "problem", error: errorOf(error, row.dealId) } });
    }
    onProgress?.(planned.size, toPlan.length);
  });
  refuseForAll(refusals, toPlan);
  return drafts.map((row) => planned.get(row) ?? { row });
}

/** Throws what concerns this deal too. */
async function planRow(planner: RowPlanner, row: RunRow): Promise<Kept> {
  const { ports, profile } = planner;
  const planned = await planInvoice(ports, profile, inputOf(planner, row), { save: false });
  const { row: now, plan } = await plannedRow(planner, row, inRun(planned));
  return { row: now, plan: plan && planToText(plan) };
}
