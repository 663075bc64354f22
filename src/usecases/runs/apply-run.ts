/**
 * Bills a run: its deals are planned once more from reads made together, what has changed is left out, and the rest is created,
 * several at a time, each exactly once through the writes of `invoice create`. Safe to repeat: it goes on where it stopped.
 */
import type { AppliedRun } from "../../domain/run/applied.ts";
import { isToBill, type RunRow } from "../../domain/run/run.ts";
import type { WritePorts } from "../../ports.ts";
import { resolveOpenIntents } from "../writes/open-intents.ts";
import { beginToApply, endApplying, refuseToApply } from "./applying.ts";
import { createAll } from "./create-all.ts";
import { inTurn, openRunNamed, runNamed } from "./find-run.ts";
import { planAgain, planAllAgain } from "./plan-again.ts";
import { readTogether } from "./read-again.ts";
import type { ApplyInput } from "./run-input.ts";

/** Throws not_found, refused; connection and unavailable where a service did not answer before anything was sent. */
export async function applyRun(ports: WritePorts, input: ApplyInput): Promise<AppliedRun> {
  const { name } = await openRunNamed(ports, input.name, "applied");
  if (!input.save) return applyNow(ports, input, name);
  return inTurn(ports, name, () => applyNow(ports, input, name));
}

async function applyNow(ports: WritePorts, input: ApplyInput, name: string): Promise<AppliedRun> {
  const run = await runNamed(ports, name);
  const rows = await ports.ledger.runRows(name);
  // Another pdqb has finished it while this one waited for its turn.
  if (run.state === "finished") return { run, rows, stop: null };
  await openRunNamed(ports, name, "applied");
  await refuseToApply(ports, run, rows, input);
  const left = rows.filter(isToBill);
  if (input.save) await resolveOpenIntents(ports);
  const { planner, writing } = await readTogether(ports, { ...input, run }, left);
  const { save } = input;
  const again = await planAllAgain(planner, left, { save });
  if (!input.save) return { run, rows: merged(rows, again), stop: null };
  const begun = await beginToApply(ports, run);
  await ports.ledger.saveRunRows(
    name,
    again.flatMap(({ row, order }) => (order ? [] : row)),
  );
  for (const { row, order } of again) if (!order) input.onRow?.(row);
  const { stop, outcomes } = await createAll(writing, {
    ...input,
    run: name,
    pipedriveCompany: input.profile.pipedrive.companyId,
    again: (row) => planAgain(planner, row, { save }),
    rows: merged(rows, again),
    orders: again.flatMap(({ order }) => order ?? []),
  });
  const isOpen = stop !== null || outcomes.some(({ failure }) => failure?.retry);
  const end = await endApplying(ports, begun, { isOpen, stop });
  return { ...end, rows: merged(end.rows, outcomes), stop };
}

/** By their places in the run. */
function merged(rows: RunRow[], changed: readonly { row: RunRow }[]): RunRow[] {
  const byPosition = new Map(changed.map(({ row }) => [row.position, row]));
  return rows.map((row) => byPosition.get(row.position) ?? row);
}
