/** Bills a run that was shown: asks, applies, writes back into Pipedrive, and says what became of each deal. */

import { clean, counted, money } from "../../cli/format.ts";
import { settingValue } from "../../domain/proof.ts";
import { isBilledByRun, isToBill, type Run, type RunRow } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { ApplyInput, Approval } from "../../usecases/runs/run-input.ts";
import type { Context } from "../context.ts";
import { rowJson, totalsOf } from "../views/run.ts";
import { toInput } from "./create-input.ts";
import { showApplied } from "./show-applied.ts";
import { backToPipedrive, backWarnings } from "./write-back.ts";

export type ApplyOptions = Pick<ApplyInput, "send" | "limits"> & { jsonLines: boolean };

/** Answers with the rows as they are then. Throws what kept an invoice from being created, after all has been shown. */
export async function applyShownRun(
  context: Context,
  profile: PinnedProfile,
  run: Run,
  options: ApplyOptions,
): Promise<RunRow[]> {
  const { ports, globals, io } = context;
  const before = await ports.ledger.runRows(run.name);
  const { applyRun } = await import("../../usecases/runs/apply-run.ts");
  const rules = { approval: approvalOf(profile), limit: settingValue(profile, "limit.invoice") };
  if (!globals.dryRun) {
    // Nobody is asked for what is refused anyway.
    const { refuseToApply } = await import("../../usecases/runs/applying.ts");
    await refuseToApply(ports, run, before, rules);
    await confirm(context, profile, run, before);
  }
  const onRow = (row: RunRow) => io.out(`${JSON.stringify(rowJson(row))}\n`);
  const applied = await context.progress.counting(`Applying run ${run.name}`, (count) =>
    applyRun(ports, {
      ...options,
      name: run.name,
      profile,
      toInput,
      ...rules,
      save: !globals.dryRun,
      sending: context.sending,
      ...(options.jsonLines && { onRow }),
      onProgress: count,
    }),
  );
  const warnings = globals.dryRun ? [] : await writeBack(context, profile, before, applied.rows);
  for (const { message } of warnings) await context.say(clean(`! ${message}`));
  const { jsonLines, send } = options;
  await showApplied(context, applied, before, { isShown: !jsonLines, send });
  return applied.rows;
}

/** Whether a run has to be approved before it is applied, and by whom. */
export const approvalOf = (profile: PinnedProfile) =>
  settingValue(profile, "run.approval") as Approval;

async function confirm(
  { confirmed }: Context,
  profile: PinnedProfile,
  { name }: Run,
  rows: RunRow[],
): Promise<void> {
  const ready = rows.filter(isToBill).map((row): RunRow => ({ ...row, state: "ready" }));
  const sums = totalsOf(ready).map((one) => money(one.ready, one.currency));
  const company = `${clean(profile.quickbooks.companyName)} (${profile.environment})`;
  const what =
    ready.length > 0
      ? `create ${counted(ready.length, "invoice")} (${sums.join(", ")}) in ${company}`
      : `go on with what it has created in ${company}`;
  await confirmed(`Apply run ${name}: ${what}?`);
}

/** Of the deals that were billed now. */
async function writeBack(
  context: Context,
  profile: PinnedProfile,
  before: RunRow[],
  after: RunRow[],
) {
  const was = new Map(before.map(({ position, state }) => [position, state]));
  const made = after.filter((row) => isBilledByRun(row) && was.get(row.position) !== row.state);
  const dealIds = [...new Set(made.map(({ dealId }) => dealId))];
  return backWarnings(await backToPipedrive(context, profile, dealIds));
}
