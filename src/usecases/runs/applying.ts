/** A run from the moment in which it is to be applied: whether it may be, how that begins, and how it ends. */
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { overLimit } from "../../domain/invoice/invoice-limit.ts";
import type { Stop } from "../../domain/run/applied.ts";
import { amountOf } from "../../domain/run/limits.ts";
import { isBilledByRun, isToBill, type Run, type RunRow } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { afterChange } from "./change-run.ts";
import type { Approval } from "./run-input.ts";
import { isSamePerson, noteInHistory, runDigest, whoIs } from "./run-people.ts";

/** What the profile's settings ask of a run. `limit`: of an invoice outside an approved run. */
type RunRules = { approval: Approval; limit: string };

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

/** Whoever applies it first is remembered by the history; the run names the last. */
export async function beginToApply(
  ports: Pick<Ports, "ledger" | "pipedrive" | "machine" | "clock">,
  run: Run,
): Promise<Run> {
  const by = await whoIs(ports);
  const at = ports.clock.now().toISOString();
  const begun: Run = { ...run, state: "applying", applied: { by, at } };
  await ports.ledger.putRun(begun);
  return begun;
}

/** With a ledger that cannot be written the run stays as it was saved last. */
export async function endApplying(
  ports: Pick<Ports, "ledger" | "clock">,
  run: Run,
  { isOpen, stop }: { isOpen: boolean; stop: Stop | null },
): Promise<{ run: Run; rows: RunRow[] }> {
  if (stop?.isOfLedger) return { run, rows: await ports.ledger.runRows(run.name) };
  const end = await afterChange(ports, run, { isOpen });
  const created = end.rows.filter(isBilledByRun).length;
  const details = `${created} of ${counted(end.rows.length, "invoice")} created`;
  if (run.applied)
    await noteInHistory(ports, end.run, { act: "apply", by: run.applied.by, details });
  return end;
}
