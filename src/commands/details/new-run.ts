/** A run of deals that were named, planned for the first time. */
import type { RunFlags, RunSelection } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { nameFor } from "../../usecases/runs/find-run.ts";
import type { PlannedRun } from "../../usecases/runs/run-input.ts";
import type { Context } from "../context.ts";
import { toInput } from "./row-input.ts";

/** In a dry run nothing is kept. */
export async function newRun(
  { ports, progress, globals, today }: Context,
  profile: PinnedProfile,
  selection: RunSelection,
  flags: RunFlags,
): Promise<PlannedRun> {
  const [{ planRun }, { name }] = await Promise.all([
    import("../../usecases/runs/plan-run.ts"),
    nameFor(ports, { given: undefined, month: undefined, today: await today(), selection }),
  ]);
  const wanted = { name, selection, flags, profile, toInput, save: !globals.dryRun };
  return progress.counting(`Planning run ${name}`, (onProgress) =>
    planRun(ports, { ...wanted, onProgress }),
  );
}
