/** What a person decides of a run between planning and billing: to take deals out, to give it up. */
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import { isBilledByRun, isSettled, type Run, type RunRow } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { inTurn, openRunNamed, runNamed } from "./find-run.ts";
import { runDigest } from "./run-people.ts";

type ChangePorts = Pick<Ports, "ledger">;

/** What it has billed stays. False: it was cancelled already. Throws refused for one that is finished. */
export async function cancelRun(
  ports: ChangePorts,
  name: string,
): Promise<{ run: Run; rows: RunRow[]; isNews: boolean }> {
  return inTurn(ports, name, async () => {
    const now = await runNamed(ports, name);
    const rows = await ports.ledger.runRows(now.name);
    if (now.state === "cancelled") return { run: now, rows, isNews: false };
    if (now.state === "finished")
      throw new PdqbError("refused", `Run ${name} is finished and cannot be cancelled.`, {
        reason: "Its invoices are in QuickBooks; each is voided or deleted by itself.",
        next: [`pdqb run view ${name}`],
      });
    const run: Run = { ...now, state: "cancelled" };
    await ports.ledger.putRun(run);
    return { run, rows, isNews: true };
  });
}

/** Throws not_found for a deal that is not in it, refused for one that it has billed. */
export async function dropDeals(
  ports: ChangePorts,
  name: string,
  dealIds: DealId[],
): Promise<{ run: Run; rows: RunRow[]; dropped: number[] }> {
  return inTurn(ports, name, async () => {
    const run = await openRunNamed(ports, name, "changed");
    const rows = await ports.ledger.runRows(run.name);
    const unknown = dealIds.filter((id) => !rows.some(({ dealId }) => dealId === id));
    if (unknown.length > 0)
      throw new PdqbError("not_found", `Run ${name} has no deal ${unknown.join(", ")}.`, {
        reason: "Nothing was dropped.",
        next: [`pdqb run view ${name}`],
      });
    const own = rows.filter(({ dealId }) => dealIds.includes(dealId));
    const billed = own.find((row) => isBilledByRun(row) || row.state === "in_doubt");
    if (billed)
      throw new PdqbError("refused", `Deal ${billed.dealId} cannot be dropped from run ${name}.`, {
        reason:
          billed.state === "in_doubt"
            ? "Its invoice may have been created."
            : `The run has billed it, by invoice ${billed.invoice?.number ?? billed.invoice?.id}.`,
        next: [`pdqb run view ${name} --deal ${billed.dealId}`],
      });
    const changed = own.map((row): RunRow => ({ ...row, state: "dropped" }));
    await ports.ledger.saveRunRows(run.name, changed);
    const dropped = changed.map(({ dealId }) => dealId);
    return { ...(await afterChange(ports, run)), dropped: [...new Set(dropped)] };
  });
}

/**
 * The digest is over what may be billed: dropping a deal takes it out of an approval without ending that, since nothing is in it that
 * was not reviewed. A run that was applied is finished once nothing is left to do. `isOpen`: something is.
 */
export async function afterChange(
  ports: ChangePorts,
  run: Run,
  { isOpen = false } = {},
): Promise<{ run: Run; rows: RunRow[] }> {
  const rows = await ports.ledger.runRows(run.name);
  const digest = await runDigest(rows);
  const isOver = !isOpen && run.applied !== null && rows.every(isSettled);
  const now: Run = {
    ...run,
    digest,
    approved: run.approved && { ...run.approved, digest },
    state: isOver ? "finished" : run.state,
  };
  await ports.ledger.putRun(now);
  return { run: now, rows };
}
