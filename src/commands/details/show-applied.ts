/** Shows what became of a run that was applied; throws what kept an invoice of it from being created. */
import type { AppliedRun } from "../../domain/run/applied.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { Context } from "../context.ts";
import { appliedText } from "../views/applied-run.ts";
import { callsOf, runJson } from "../views/run.ts";
import { outcomeOf } from "./apply-outcome.ts";

/** `before`: its rows when it began. `isShown`: false where each was told as it happened. `send`: each is e-mailed, too. */
export async function showApplied(
  { show, ports, globals }: Context,
  applied: AppliedRun,
  before: RunRow[],
  { isShown, send }: { isShown: boolean; send: boolean },
): Promise<void> {
  const outcome = globals.dryRun ? { outcome: "planned" } : {};
  if (isShown)
    await show({
      json: { ...outcome, ...runJson(applied.run, applied.rows, await callsOf(ports)) },
      text: (paint) => appliedText(applied, paint),
      fits: true,
    });
  const typed = `${send ? " --send" : ""}${globals.yes ? " --yes" : ""}`;
  const failure = outcomeOf(applied, before, {
    isDryRun: globals.dryRun,
    again: `pdqb run apply ${applied.run.name}${typed}`,
  });
  if (failure) throw failure;
}
