/** Plans a run: selects its deals, reads them together, plans each, and keeps what a reviewer sees. Writes to neither service. */
import { dateIn } from "../../domain/calendar-date.ts";
import { rowChanges } from "../../domain/run/changes.ts";
import { isBilledByRun, type Run, type RunRow, rowName } from "../../domain/run/run.ts";
import { inTurn, runPlannedAgain } from "./find-run.ts";
import { planRows } from "./plan-rows.ts";
import type { Kept, PlannedRun, PlanRunInput, RunPorts } from "./run-input.ts";
import { noteInHistory, runDigest, whoIs, withPlanner } from "./run-people.ts";
import { draftRows, nothingFits, selectDeals } from "./select-deals.ts";

/** Throws not_found, usage, refused; connection and unavailable where a service does not answer: then nothing is kept. */
export async function planRun(ports: RunPorts, input: PlanRunInput): Promise<PlannedRun> {
  if (!input.save) return planNow(ports, input, input.before);
  return inTurn(ports, input.name, async () => {
    const before = await runPlannedAgain(ports, input);
    return planNow(ports, input, before);
  });
}

async function planNow(
  ports: RunPorts,
  input: PlanRunInput,
  before: Run | undefined,
): Promise<PlannedRun> {
  const { profile, selection } = input;
  const { timeZone } = profile.quickbooks;
  const by = await whoIs(ports);
  const selected = await selectDeals(ports, selection, profile);
  const kept = before ? await keptRows(ports, before) : [];
  const now = ports.clock.now();
  const date = dateIn(timeZone, now);
  const earlier = before ? await ports.ledger.runRows(before.name) : [];
  const drafts = draftRows(selected, kept, earlier);
  if (drafts.length + kept.length === 0) throw nothingFits(selected.leftOut);
  const planned = inOrder(
    [...kept, ...(await planRows(ports, input, selected.read, drafts))],
    earlier,
  );
  const ordered = planned.map((one, index) => ({
    ...one,
    row: { ...one.row, position: index + 1 },
  }));
  const rows = ordered.map(({ row }) => row);
  const at = now.toISOString();
  const digest = await runDigest(rows);
  const isApplied = rows.some(isBilledByRun);
  const run: Run = {
    name: input.name,
    state: isApplied ? "applying" : "planned",
    selection,
    flags: input.flags,
    date,
    createdAt: before?.createdAt ?? at,
    planned: { by, at },
    planners: withPlanner(before?.planners ?? [], by),
    approved: before?.approved?.digest === digest ? before.approved : null,
    applied: before?.applied ?? null,
    digest,
    leftOut: selected.leftOut,
  };
  if (run.approved && !isApplied) run.state = "approved";
  const answer = before ? { run, rows, changes: rowChanges(earlier, rows) } : { run, rows };
  if (!input.save) return answer;
  await ports.ledger.putRun(run, ordered);
  await noteInHistory(ports, run, { act: "plan", by });
  return answer;
}

/** What was there keeps its place, and what is new comes last. */
function inOrder(rows: Kept[], earlier: RunRow[]): Kept[] {
  const places = new Map(earlier.map((row) => [rowName(row), row.position]));
  const place = ({ row }: Kept) => places.get(rowName(row)) ?? Number.POSITIVE_INFINITY;
  // Infinity from itself is not a number: both are new, and stay as they are.
  return rows.sort((one, other) => place(one) - place(other) || 0);
}

/** What the run has billed, or may have, stays as it is, and so does what a person dropped. */
async function keptRows({ ledger }: RunPorts, { name }: Run): Promise<Kept[]> {
  const rows = (await ledger.runRows(name)).filter(
    (row) => isBilledByRun(row) || row.state === "in_doubt" || row.state === "dropped",
  );
  return Promise.all(
    rows.map(async (row) => ({ row, plan: await ledger.runPlan(name, row.position) })),
  );
}
