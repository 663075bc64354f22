/** `invoice create` of several deals is a run: planned together, shown, and applied. */

import { longFlag } from "../../../cli/global-flags.ts";
import { PartlyDone, PdqbError } from "../../../domain/errors.ts";
import type { Run, RunFlags, RunRow, RunSelection } from "../../../domain/run/run.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import { nameFor } from "../../../usecases/runs/find-run.ts";
import type { Context } from "../../context.ts";
import { applyShownRun } from "../../details/apply-run.ts";
import { type CreateFlags, isGiven } from "../../details/create-flags.ts";
import { toInput } from "../../details/create-input.ts";
import { showAhead, showRun } from "../../details/show-run.ts";

type Deals = NonNullable<RunSelection["deals"]>;

/** These are about one deal, or about how one is shown. */
const OF_ONE = ["number", "again", "expect", "strict", "pdf", "link", "line", "skipLine"] as const;

/** Throws usage for a flag that can be meant for one deal alone; else as `run apply`, and partial where a deal has a problem. */
export async function createSeveral(
  context: Context,
  profile: PinnedProfile,
  deals: Deals,
  flags: CreateFlags,
): Promise<void> {
  const single = OF_ONE.find((name) => isGiven(flags[name]));
  if (single)
    throw new PdqbError(
      "usage",
      `${longFlag(single)} is for one deal; ${deals.length} were named.`,
      {
        next: ["With --from, a column of the CSV gives each deal its own."],
      },
    );
  const { run, rows } = await newRun(context, profile, { deals }, flagsOf(flags));
  if (context.globals.dryRun) return showPlanned(context, run, rows);
  if (!rows.some(({ state }) => state === "ready")) return showNoneReady(context, run, rows);
  await showAhead(context, run, rows);
  const after = await applyOrCancel(context, profile, run, flags.send);
  const left = after.filter(({ state }) => state === "problem");
  if (left.length > 0) throw notAll(run, left, "partial");
}

/** As typed; e-mailing is done by applying. */
function flagsOf(all: CreateFlags & { from?: string | undefined }): RunFlags {
  const { deal: _deal, preset: _preset, send: _send, from: _from, ...flags } = all;
  return Object.fromEntries(
    Object.entries(flags).filter(([, value]) => isGiven(value)),
  ) as RunFlags;
}

async function showPlanned(context: Context, run: Run, rows: RunRow[]): Promise<void> {
  await showRun(context, { run, rows }, { outcome: "planned" });
  const left = rows.filter(({ state }) => state === "problem");
  if (left.length > 0) throw notAll(run, left, "refused");
}

/** All of them are billed already, or something is to be mended first. */
async function showNoneReady(context: Context, run: Run, rows: RunRow[]): Promise<void> {
  const { cancelRun } = await import("../../../usecases/runs/change-run.ts");
  await cancelRun(context.ports, run.name);
  await showRun(context, { run, rows });
  const left = rows.filter(({ state }) => state === "problem");
  if (left.length > 0) throw notAll(run, left, "refused");
}

/** A run that nobody wanted, or of which nothing can be billed, is not left open. */
async function applyOrCancel(
  context: Context,
  profile: PinnedProfile,
  run: Run,
  send: boolean,
): Promise<RunRow[]> {
  const options = { send, limits: { totals: [] }, jsonLines: false };
  try {
    return await applyShownRun(context, profile, run, options);
  } catch (error) {
    const now = await context.ports.ledger.run(run.name);
    const isWanted = error instanceof PdqbError && error.kind === "refused";
    const rows = await context.ports.ledger.runRows(run.name);
    const hasReady = rows.some(({ state }) => state === "ready");
    if (now?.state === "planned" && !(isWanted && hasReady)) {
      const { cancelRun } = await import("../../../usecases/runs/change-run.ts");
      await cancelRun(context.ports, run.name);
    }
    throw error;
  }
}

function notAll({ name }: Run, left: RunRow[], kind: "partial" | "refused"): PdqbError {
  const message = `${left.length === 1 ? "One deal" : `${left.length} deals`} cannot be invoiced yet.`;
  const details = {
    reason: left.map(({ dealId, problems, error }) => {
      const words = error ? [error.message] : problems.map((one) => one.message);
      return `Deal ${dealId}: ${words.join(" ")}`;
    }),
    next:
      kind === "partial"
        ? [`pdqb run view ${name} --state problem`]
        : [...new Set(left.flatMap(({ problems }) => problems.map(({ next }) => next)))].slice(
            0,
            6,
          ),
  };
  return kind === "partial"
    ? new PartlyDone(message, [], details)
    : new PdqbError(kind, message, details);
}

/** Planned for the first time; in a dry run nothing is kept. */
async function newRun(
  { ports, progress, globals, today }: Context,
  profile: PinnedProfile,
  selection: RunSelection,
  flags: RunFlags,
) {
  const [{ planRun }, { name }] = await Promise.all([
    import("../../../usecases/runs/plan-run.ts"),
    nameFor(ports, { given: undefined, month: undefined, today: await today(), selection }),
  ]);
  const wanted = { name, selection, flags, profile, toInput, save: !globals.dryRun };
  return progress.counting(`Planning run ${name}`, (onProgress) =>
    planRun(ports, { ...wanted, onProgress }),
  );
}
