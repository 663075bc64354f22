/** Plans a run: selects its deals, reads them together, plans each, and keeps what a reviewer sees. Writes to neither service. */
import { type CalendarDate, dateIn } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import {
  isBilledByRun,
  type Run,
  type RunFlags,
  type RunRow,
  type RunSelection,
  type Who,
} from "../../domain/run/run.ts";
import { planToText } from "../../domain/run/stored-plan.ts";
import type { Ports } from "../../ports.ts";
import { shortHash } from "../plan/plan-digest.ts";
import type { PinnedProfile, PlanPorts } from "../plan/plan-reading.ts";
import { bulkFacts } from "./bulk-facts.ts";
import { eachOf } from "./over.ts";
import { planRow, type ToInput } from "./plan-row.ts";
import { type Picked, type Selected, selectDeals } from "./select-deals.ts";

export type RunPorts = PlanPorts & Pick<Ports, "machine">;

export type PlanRunInput = {
  name: string;
  selection: RunSelection;
  flags: RunFlags;
  profile: PinnedProfile;
  toInput: ToInput;
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
  const selected = await selectDeals(ports, selection, timeZone);
  const kept = before ? await keptRows(ports, before) : [];
  const now = await ports.clock.now();
  const date = dateIn(timeZone, now);
  const drafts = draftRows(selected, kept, before ? await ports.ledger.runRows(before.name) : []);
  if (drafts.length + kept.length === 0) throw nothingFits(selected.leftOut);
  const planned = [...kept, ...(await planAll(ports, { ...input, date }, selected, drafts))];
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

/** A row, and its plan as text. */
type Kept = { row: RunRow; plan?: string | undefined };

/** What the run has billed, or may have, stays as it is, and so does what a person dropped. */
async function keptRows({ ledger }: RunPorts, { name }: Run): Promise<Kept[]> {
  const rows = (await ledger.runRows(name)).filter(
    (row) => isBilledByRun(row) || row.state === "in_doubt" || row.state === "dropped",
  );
  return Promise.all(
    rows.map(async (row) => ({ row, plan: await ledger.runPlan(name, row.position) })),
  );
}

/** `earlier`: rows of the same run, whose own flags a person may have added to, and whose sending may have begun. */
function draftRows({ picked, read }: Selected, kept: Kept[], earlier: RunRow[]): RunRow[] {
  const nameOf = ({ dealId, flags }: Pick<RunRow, "dealId" | "flags">) =>
    JSON.stringify([dealId, flags["installment"], flags["recurring"], flags["part"]]);
  const done = new Set(kept.map(({ row }) => nameOf(row)));
  const before = new Map(earlier.map((row) => [nameOf(row), row]));
  return picked
    .filter((one) => !done.has(nameOf(one)))
    .map((one) => {
      const { title = "", currency = "" } = read.deals.get(one.dealId) ?? {};
      const was = before.get(nameOf(one));
      return {
        ...EMPTY_ROW,
        dealId: one.dealId,
        title,
        currency,
        flags: { ...was?.flags, ...one.flags },
        startedAt: was?.startedAt ?? null,
        dueSince: one.due,
        ...stateOf(one),
      };
    });
}

const EMPTY_ROW = {
  position: 0,
  part: null,
  ownerId: null,
  pipelineId: null,
  key: null,
  digest: null,
  customer: null,
  date: null,
  dueDate: null,
  totals: null,
  problems: [],
  needs: [],
  warnings: [],
  error: null,
  invoice: null,
} satisfies Partial<RunRow>;

function stateOf({ dealId, isLate, unclear }: Picked): Partial<RunRow> & Pick<RunRow, "state"> {
  if (isLate) return { state: "late" };
  if (unclear === null) return { state: "ready" };
  const code = "recurring_lines" as const;
  const next = `pdqb invoice create --deal ${dealId} --recurring <cycle>`;
  return {
    state: "problem",
    problems: [{ code, message: unclear, next }],
    needs: [{ code, thing: `deal ${dealId}`, what: unclear, next }],
  };
}

async function planAll(
  ports: RunPorts,
  { profile, toInput, flags, date, onProgress }: PlanRunInput & { date: CalendarDate },
  { read }: Selected,
  drafts: RunRow[],
): Promise<Kept[]> {
  const toPlan = drafts.filter(({ state }) => state === "ready");
  const ids = new Set(toPlan.map(({ dealId }) => dealId));
  const deals = new Map([...read.deals].filter(([id]) => ids.has(id)));
  const facts = await bulkFacts(ports, { ...read, deals }, { maxAgeMs: Number.POSITIVE_INFINITY });
  const planned = new Map<RunRow, Kept>();
  const planner = { ports: facts, profile, toInput, flags, date };
  await eachOf(toPlan, WIDTH, async (row) => {
    const { row: now, plan } = await planRow(planner, row);
    planned.set(row, { row: now, plan: plan && planToText(plan) });
    onProgress?.(planned.size, toPlan.length);
  });
  return drafts.map((row) => planned.get(row) ?? { row });
}

/** Over what is reviewed: every plan that may be billed. */
export function runDigest(rows: RunRow[]): Promise<string> {
  const reviewed = rows.filter(
    (row) => row.digest !== null && !["problem", "billed", "dropped"].includes(row.state),
  );
  return shortHash(
    reviewed
      .map(({ key, digest }) => `${key} ${digest}`)
      .sort()
      .join("\n"),
  );
}

/** The Pipedrive user that is connected, and the system user. */
export async function whoIs({ pipedrive, machine }: Pick<Ports, "pipedrive" | "machine">) {
  const { email, name } = await pipedrive.me();
  const who: Who = { pipedrive: email, name, system: `${machine.user}@${machine.host}` };
  return who;
}

function nothingFits(leftOut: number): PdqbError {
  return new PdqbError("refused", "No run was planned: no deal fits.", {
    reason: leftOut === 0 ? [] : `${leftOut} fit and are not won.`,
    next: ["pdqb deals --not-invoiced"],
  });
}
