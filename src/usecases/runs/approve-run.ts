/** Approving a run: a person freezes what was reviewed, and where a second one is required it is not one who planned it. */
import { PdqbError } from "../../domain/errors.ts";
import { overLimit } from "../../domain/invoice/invoice-limit.ts";
import { amountOf } from "../../domain/run/limits.ts";
import { isBilledByRun, isToBill, type Run, type RunRow } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { inTurn, openRunNamed } from "./find-run.ts";
import type { Approval } from "./run-input.ts";
import { isSamePerson, noteInHistory, personText, runDigest, whoIs } from "./run-people.ts";

type ApprovePorts = Pick<Ports, "ledger" | "pipedrive" | "machine" | "clock">;

export type ApproveInput = {
  name: string | undefined;
  approval: Approval;
  /** Digest of the run that was reviewed. */
  expect: string | undefined;
  reason: string | undefined;
};

/** Throws refused: nothing is ready, it is another run than the reviewed one, or the approver has planned it. */
export async function approveRun(
  ports: ApprovePorts,
  { name, approval, expect, reason }: ApproveInput,
): Promise<{ run: Run; rows: RunRow[] }> {
  const open = await openRunNamed(ports, name, "approved");
  return inTurn(ports, open.name, async () => {
    const run = await openRunNamed(ports, open.name, "approved");
    const rows = await ports.ledger.runRows(run.name);
    const digest = await runDigest(rows);
    refuseEmpty(
      run,
      rows.filter(({ state }) => state === "ready"),
    );
    if (expect !== undefined && expect !== digest)
      throw notApproved(
        run,
        `It has changed since it was reviewed: its digest is ${digest} now.`,
        `pdqb run view ${run.name}`,
      );
    const by = await whoIs(ports);
    const self = run.planners.find((one) => isSamePerson(one, by));
    if (approval === "second" && self)
      throw notApproved(
        run,
        `It was planned by ${personText(self)}; a second person has to approve it (setting run.approval).`,
        `pdqb run view ${run.name}`,
      );
    const at = ports.clock.now().toISOString();
    const approved: Run = {
      ...run,
      state: run.state === "planned" ? "approved" : run.state,
      digest,
      approved: { by, at, digest, reason: reason ?? null },
    };
    await ports.ledger.putRun(approved);
    await noteInHistory(ports, approved, { act: "approve", by, reason: reason ?? null });
    return { run: approved, rows };
  });
}

/** Throws refused where nothing is ready to be approved. */
export function refuseEmpty(run: Run, ready: RunRow[]): void {
  if (ready.length === 0)
    throw notApproved(run, "No invoice of it is ready.", `pdqb run mend ${run.name}`);
}

function notApproved({ name }: Run, reason: string, next: string): PdqbError {
  return new PdqbError("refused", `Run ${name} was not approved.`, { reason, next: [next] });
}

/** What the profile's settings ask of a run. `limit`: of an invoice outside an approved run. */
export type RunRules = { approval: Approval; limit: string };

/** Throws refused where the settings ask for an approval, and there is none of what stands in the run now. */
async function refuseUnapproved(
  { name, approved, planners }: Run,
  rows: RunRow[],
  { approval, limit }: RunRules,
): Promise<void> {
  const large = rows.filter(isToBill).flatMap((row) => tooLarge(row, limit) ?? []);
  if (approval === "none" && large.length === 0) return;
  const next = [`pdqb run approve ${name}`];
  const refusal = (reason: string) =>
    new PdqbError("refused", `Run ${name} was not applied: it is not approved.`, { reason, next });
  if (!approved) throw refusal(large[0] ?? `The setting run.approval is "${approval}".`);
  if (approved.digest !== (await runDigest(rows)))
    throw refusal("It has changed since it was approved.");
  const isOwn = planners.some((one) => isSamePerson(one, approved.by));
  if (approval === "second" && isOwn)
    throw refusal("It was approved by a person who planned it; a second one is required.");
}

function tooLarge(row: RunRow, limit: string): string | undefined {
  const amount = amountOf(row);
  const why = amount && overLimit(limit, { amount, currency: row.currency });
  return why ? `Deal ${row.dealId}: ${why}` : undefined;
}

/** Throws refused: it is not approved, writing is forbidden, or nothing of it is ready and nothing was billed. */
export async function refuseToApply(
  { policy }: Pick<Ports, "policy">,
  run: Run,
  rows: RunRow[],
  rules: RunRules,
): Promise<void> {
  await refuseUnapproved(run, rows, rules);
  const refusal = await policy.refusal("invoice");
  if (refusal)
    throw new PdqbError("refused", `Run ${run.name} was not applied.`, {
      reason: refusal.message,
      next: [refusal.next],
    });
  if (rows.some((row) => isToBill(row) || isBilledByRun(row))) return;
  throw new PdqbError("refused", `Run ${run.name} has no invoice that is ready.`, {
    next: [`pdqb run mend ${run.name}`, `pdqb run view ${run.name} --state problem`],
  });
}
