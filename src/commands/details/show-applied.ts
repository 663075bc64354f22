/** Shows what became of a run that was applied; throws what kept an invoice of it from being created. */
import { counted } from "../../domain/counted.ts";
import { linesOf, PdqbError, SAME_COMMAND } from "../../domain/errors.ts";
import type { AppliedRun } from "../../domain/run/applied.ts";
import { isBilledByRun, type RunRow } from "../../domain/run/run.ts";
import type { Context } from "../context.ts";
import { callsOf, runJson } from "../views/run.ts";
import { appliedText } from "../views/run-text.ts";

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
    });
  const typed = `${send ? " --send" : ""}${globals.yes ? " --yes" : ""}`;
  const failure = outcomeOf(applied, before, {
    isDryRun: globals.dryRun,
    again: `pdqb run apply ${applied.run.name}${typed}`,
  });
  if (failure) throw failure;
}

/** With which error applying a run ends; undefined: all that was ready was created. `before`: the rows as they were when it began. `again`: the command that goes on. */
export function outcomeOf(
  { run, rows, stop }: AppliedRun,
  before: RunRow[],
  { isDryRun, again }: { isDryRun: boolean; again: string },
): PdqbError | undefined {
  const inDoubt = rows.filter(({ state }) => state === "in_doubt");
  if (inDoubt.length > 0)
    return new PdqbError(
      "unknown_outcome",
      `${counted(inDoubt.length, "invoice")} of run ${run.name} may have been created.`,
      { reason: reasonsOf(inDoubt), next: [again, "pdqb pending list"] },
    );
  const isNews = (row: RunRow) =>
    isBilledByRun(row) &&
    !before.some((one) => one.position === row.position && isBilledByRun(one));
  const created = rows.filter(isNews).length;
  const ready = counted(rows.filter(({ state }) => state === "ready").length, "invoice");
  if (stop?.error) {
    const { error, isOfLedger } = stop;
    return new PdqbError(
      isOfLedger && created > 0 ? "partial" : error.kind,
      `Run ${run.name} stopped: ${counted(created, "invoice")} created, ${ready} still ready.`,
      {
        reason: linesOf(error),
        next: error.next.includes(SAME_COMMAND) ? error.next : [...error.next, again],
        cause: error,
      },
    );
  }
  if (stop?.limit)
    return new PdqbError("partial", `Run ${run.name} stopped at ${stop.limit}.`, {
      reason: `${counted(created, "invoice")} created, ${ready} still ready.`,
      // Within the same limits once more.
      next: [SAME_COMMAND],
    });
  const failed = rows.filter((row) => isShort(row, isDryRun));
  if (failed.length === 0) return undefined;
  return new PdqbError(
    isDryRun ? "refused" : "partial",
    `${counted(failed.length, "invoice")} of run ${run.name} ${failed.length === 1 ? "was" : "were"} not ${failed.every(isBilledByRun) ? "sent" : "created"}.`,
    {
      reason: reasonsOf(failed),
      next: [
        ...new Set([
          ...failed.flatMap(({ error }) => error?.next ?? []),
          `pdqb run view ${run.name}`,
        ]),
      ].slice(0, NEXT_MAX),
    },
  );
}

const REASONS_MAX = 12;
const NEXT_MAX = 4;

/** Not created, or not sent. */
function isShort({ state, error }: RunRow, isDryRun: boolean): boolean {
  if (state === "changed" || state === "failed") return true;
  if (state === "ready") return !isDryRun;
  return state === "created" && error !== null;
}

function reasonsOf(rows: RunRow[]): string[] {
  const all = rows.map(({ dealId, error }) =>
    error ? `Deal ${dealId}: ${error.message} ${error.reason}`.trim() : `Deal ${dealId}.`,
  );
  const more = all.length - REASONS_MAX;
  return more > 0 ? [...all.slice(0, REASONS_MAX), `And ${more} more.`] : all;
}
