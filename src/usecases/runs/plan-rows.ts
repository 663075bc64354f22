/** Plans the rows of a run from reads that are made together. */

import { PdqbError } from "../../domain/errors.ts";
import { planToText } from "../../domain/plan/stored-plan.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { bulkFacts } from "./bulk-facts.ts";
import type { Kept } from "./draft-rows.ts";
import { eachOf } from "./over.ts";
import { planRow } from "./plan-row.ts";
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
  const refusals: PdqbError[] = [];
  const planner = { ports: facts, run: name, profile, toInput, flags, date: null };
  await eachOf(toPlan, WIDTH, async (row) => {
    const { row: now, plan, error } = await planRow(planner, row);
    if (error) refusals.push(error);
    planned.set(row, { row: now, plan: plan && planToText(plan) });
    onProgress?.(planned.size, toPlan.length);
  });
  refuseForAll(refusals, toPlan.length);
  return drafts.map((row) => planned.get(row) ?? { row });
}

/** What is wrong with every deal is wrong with what was typed, such as terms that QuickBooks does not have: nothing is kept then. */
function refuseForAll(refusals: PdqbError[], count: number): void {
  const [first] = refusals;
  if (!first || refusals.length < count) return;
  const isTyped = first.kind === "usage" || first.kind === "not_found";
  if (!isTyped || refusals.some(({ message }) => message !== first.message)) return;
  throw new PdqbError(first.kind, `No run was planned: ${first.message}`, {
    reason: first.reason,
    next: first.next,
    cause: first,
  });
}
