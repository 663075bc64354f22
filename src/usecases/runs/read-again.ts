/** The deals of a run are read once more together, and planned again, before it is applied. */
import type { Again } from "../../domain/run/applied.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { WritePorts } from "../../ports.ts";
import { bulkFacts } from "./bulk-facts.ts";
import { eachOf } from "./over.ts";
import { readDeals } from "./pipedrive-facts.ts";
import { planAgain } from "./plan-again.ts";
import type { ApplyInput, RowPlanner } from "./run-input.ts";
import { writingPorts } from "./writing-ports.ts";

/** The books are read again, for all customers together, where they were read longer ago. */
const CUSTOMERS_MS_MAX = 15_000;
const WIDTH = 8;

type PlanOne = (row: RunRow) => Promise<Again>;

/** Planning takes its facts from what was read for all; writing takes the customers' invoices from there alone. */
export async function readTogether(
  ports: WritePorts,
  { run, profile, toInput, save }: Pick<ApplyInput, "profile" | "toInput" | "save"> & { run: Run },
  rows: RunRow[],
): Promise<{ planOne: PlanOne; writing: WritePorts }> {
  const ids = [...new Set(rows.map(({ dealId }) => dealId))];
  const read = await readDeals(ports.pipedrive, ids);
  const facts = await bulkFacts(ports, read, {
    maxAgeMs: CUSTOMERS_MS_MAX,
    pipedriveCompany: profile.pipedrive.companyId,
  });
  const { flags, date, name } = run;
  const planner: RowPlanner = { ports: facts, run: name, profile, toInput, flags, date };
  return {
    planOne: (row) => planAgain(planner, row, { save }),
    writing: writingPorts(ports, facts, name),
  };
}

/** In their order. */
export async function planAll(planOne: PlanOne, rows: RunRow[]): Promise<Again[]> {
  const again = new Map<number, Again>();
  await eachOf(rows, WIDTH, async (row) => {
    again.set(row.position, await planOne(row));
  });
  return rows.flatMap(({ position }) => again.get(position) ?? []);
}
