/** Work on the invoices of a run: each outcome is kept and told as soon as it is known, and some of them stop the run. */
import { PdqbError } from "../../domain/errors.ts";
import type { RowOutcome, Stop } from "../../domain/run/applied.ts";
import { openLimits } from "../../domain/run/limits.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { WritePorts } from "../../ports.ts";
import { failedRow, isOfLedger, stopsAll } from "./row-error.ts";
import type { ApplyInput } from "./run-input.ts";

type RowWork = {
  /** Does the work and keeps its outcome, also where it failed; undefined where Ctrl-C came before it began. Throws bugs alone. */
  unlessStopped(row: RunRow, work: () => Promise<RowOutcome>): Promise<RowOutcome | undefined>;
  /** Whether one more invoice may be created; a limit that it would go over stops the run. */
  mayCreate(row: RunRow): boolean;
  /** It was not created after all. */
  giveBack(row: RunRow): void;
  /** The first reason counts. */
  stop(): Stop | null;
  outcomes: RowOutcome[];
};

/** So many times in a row a service may be out of reach before the run stops. */
const OUT_OF_REACH_MAX = 5;

export function openRowWork(
  { ledger }: Pick<WritePorts, "ledger">,
  {
    run,
    limits,
    sending,
    onRow,
  }: Pick<ApplyInput, "limits" | "sending" | "onRow"> & { run: string },
): RowWork {
  const outcomes: RowOutcome[] = [];
  const gate = openLimits(limits);
  let stop: Stop | null = null;
  let outOfReach = 0;

  function stopFor(error: PdqbError): void {
    stop ??= { error, limit: null, isOfLedger: isOfLedger(error) };
  }

  function judge({ failure }: RowOutcome): void {
    const isOut = failure?.kind === "unavailable" || failure?.kind === "unknown_outcome";
    if (isOut) outOfReach += 1;
    else if (!failure) outOfReach = 0;
    if (failure && (stopsAll(failure) || outOfReach >= OUT_OF_REACH_MAX)) stopFor(failure);
  }

  return {
    outcomes,
    stop: () => stop,
    mayCreate(row) {
      if (stop) return false;
      const limit = gate.take(row);
      if (limit !== undefined) stop = { error: null, limit, isOfLedger: false };
      return limit === undefined;
    },
    giveBack: (row) => gate.giveBack(row),
    async unlessStopped(row, work) {
      let hasBegun = false;
      try {
        const outcome = await sending(async () => {
          hasBegun = true;
          return kept(ledger, run, await work().catch((error) => failedRow(error, row)));
        });
        outcomes.push(outcome);
        onRow?.(outcome.row);
        judge(outcome);
        return outcome;
      } catch (error) {
        if (hasBegun || !(error instanceof PdqbError)) throw error;
        stopFor(error);
        return undefined;
      }
    },
  };
}

/** A ledger that cannot keep it stops the run; the intent, which was kept before, says what was sent. */
async function kept(
  ledger: WritePorts["ledger"],
  run: string,
  outcome: RowOutcome,
): Promise<RowOutcome> {
  try {
    await ledger.saveRunRows(run, [outcome.row]);
    return outcome;
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    return { failure: error, ...outcome };
  }
}
