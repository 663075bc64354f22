/** Plans a run: selects its deals, reads them together, plans each, and keeps what a reviewer sees. Writes to neither service. */
import { dateIn } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import { planToText } from "../../domain/plan/stored-plan.ts";
import {
  isBilledByRun,
  type Run,
  type RunFlags,
  type RunRow,
  type RunSelection,
} from "../../domain/run/run.ts";
import { bulkFacts } from "./bulk-facts.ts";
import { draftRows, type Kept } from "./draft-rows.ts";
import { eachOf } from "./over.ts";
import { planRow, type RowPlanner } from "./plan-row.ts";
import { type RunPorts, runDigest, whoIs } from "./run-digest.ts";
import { type Selected, selectDeals } from "./select-deals.ts";

export type PlanRunInput = {
  name: string;
  selection: RunSelection;
  flags: RunFlags;
  profile: RowPlanner["profile"];
  toInput: RowPlanner["toInput"];
  /** False in a dry run: then nothing is kept. */
  save: boolean;
  /** The run as it is, where it is planned again. */
  before?: Run | undefined;
  onProgress?: (done: number, total: number) => void;
};

export type PlannedRun = { run: Run; rows: RunRow[] };

/** How many plans are worked on side by side: they wait for nothing but the ledger. */
const WIDTH = 8;

/** Throws not_found, usage, refused; connection and unavailable where a service does not answer: then nothing is kept. */
export async function planRun(ports: RunPorts, input: PlanRunInput): Promise<PlannedRun> {
  const { profile, selection, before } = input;
  const { timeZone } = profile.quickbooks;
  const by = await whoIs(ports);
  const selected = await selectDeals(ports, selection, profile);
  const kept = before ? await keptRows(ports, before) : [];
  const now = ports.clock.now();
  const date = dateIn(timeZone, now);
  const drafts = draftRows(selected, kept, before ? await ports.ledger.runRows(before.name) : []);
  if (drafts.length + kept.length === 0) throw nothingFits(selected.leftOut);
  const planned = [...kept, ...(await planAll(ports, input, selected, drafts))];
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
    approved: before?.approved?.digest === digest ? before.approved : null,
    applied: before?.applied ?? null,
    digest,
    leftOut: selected.leftOut,
  };
  if (run.approved && !isApplied) run.state = "approved";
  if (input.save) await ports.ledger.putRun(run, ordered);
  return { run, rows };
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

async function planAll(
  ports: RunPorts,
  { profile, toInput, flags, onProgress }: PlanRunInput,
  { read }: Selected,
  drafts: RunRow[],
): Promise<Kept[]> {
  const toPlan = drafts.filter(({ state }) => state === "ready");
  const ids = new Set(toPlan.map(({ dealId }) => dealId));
  const deals = new Map([...read.deals].filter(([id]) => ids.has(id)));
  const facts = await bulkFacts(ports, { ...read, deals }, { maxAgeMs: Number.POSITIVE_INFINITY });
  const planned = new Map<RunRow, Kept>();
  const planner = { ports: facts, profile, toInput, flags, date: null };
  await eachOf(toPlan, WIDTH, async (row) => {
    const { row: now, plan } = await planRow(planner, row);
    planned.set(row, { row: now, plan: plan && planToText(plan) });
    onProgress?.(planned.size, toPlan.length);
  });
  return drafts.map((row) => planned.get(row) ?? { row });
}

function nothingFits(leftOut: number): PdqbError {
  return new PdqbError("refused", "No run was planned: no deal fits.", {
    reason: leftOut === 0 ? [] : `${leftOut} fit and are not won.`,
    next: ["pdqb deals --not-invoiced"],
  });
}
