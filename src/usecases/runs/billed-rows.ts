/** Deals of a run that have their invoice already. */
import { dealBalance } from "../../domain/invoice/deal-balance.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { keyText } from "../../domain/invoice/marker.ts";
import { amountText } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { dealBilling } from "../billing/deal-billing.ts";
import type { PlanPorts } from "../plan/plan-reading.ts";
import type { Planned } from "../plan/planner.ts";

/** Made by this run, though it did not hear of it, or before it. */
export async function existingRow(
  { ledger }: Pick<PlanPorts, "ledger">,
  run: string,
  row: RunRow,
  { known, share, warnings }: Extract<Planned, { outcome: "already_exists" }>,
): Promise<RunRow> {
  const link = known.links.find(({ dealId }) => dealId === row.dealId);
  const { invoice } = known;
  const isOwn = link !== undefined && (await isMadeBy(ledger, run, keyText(link), invoice.id));
  return {
    ...billedRow(row, invoice),
    state: isOwn ? "created" : "billed",
    title: link?.dealTitle ?? row.title,
    part: share,
    warnings,
  };
}

/** Whether a write of this run made it. `key`: of the write. */
export async function isMadeBy(
  ledger: PlanPorts["ledger"],
  run: string,
  key: string,
  objectId: string,
): Promise<boolean> {
  const writes = await ledger.intents({ key, state: "done" });
  return writes.some((one) => one.objectId === objectId && one.follows.run === run);
}

/** Nothing stands against it any more. */
export function billedRow(row: RunRow, { id, number, total, currency }: Invoice): RunRow {
  const invoice = { id, number, total: amountText(total), currency };
  return { ...row, state: "created", invoice, problems: [], needs: [], error: null };
}

/** Its parts come to the whole, or to the value of a deal without lines: nothing is left that a create could bill. */
export async function isWhollyBilled(
  { ports, profile }: { ports: PlanPorts; profile: PinnedProfile },
  { deal, problems }: InvoicePlan,
): Promise<boolean> {
  // Of a deal without lines its value was billed, by flags that are not asked for again.
  const hasNoLines = problems.some(({ code }) => code === "no_lines");
  const codes = hasNoLines ? ["no_lines", "other_request"] : ["partly_billed", "over_billed"];
  if (!problems.every(({ code }) => codes.includes(code))) return false;
  const pipedriveCompany = profile.pipedrive.companyId;
  const asked = { dealId: deal.id, pipedriveCompany, read: [], save: false };
  const { live } = await dealBilling(ports, asked);
  const { left } = dealBalance(deal, live);
  return live.length > 0 && left?.lte(0) === true;
}
