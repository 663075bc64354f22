/** Deals of a run that have their invoice already. */
import { dealBalance } from "../../domain/invoice/deal-balance.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { RunRow } from "../../domain/run/run.ts";
import { dealBilling } from "../billing/deal-billing.ts";
import type { PinnedProfile, PlanPorts } from "../plan/plan-reading.ts";
import type { Planned } from "../plan/planner.ts";

/** Made by this run, though it did not hear of it, or before it. */
export function existingRow(
  row: RunRow,
  { known, share, warnings }: Extract<Planned, { outcome: "already_exists" }>,
): RunRow {
  const link = known.links.find(({ dealId }) => dealId === row.dealId);
  const isOwn = row.startedAt !== null && link !== undefined && link.createdAt >= row.startedAt;
  return {
    ...row,
    state: isOwn ? "created" : "billed",
    title: link?.dealTitle ?? row.title,
    part: share,
    invoice: invoiceOf(known.invoice),
    warnings,
    problems: [],
    needs: [],
    error: null,
  };
}

function invoiceOf({ id, number, total, currency }: KnownInvoice["invoice"]) {
  return { id, number, total: amountText(total), currency };
}

/** Parts of it come to the whole: nothing is left that a plain create could bill. */
export async function isWhollyBilled(
  { ports, profile }: { ports: PlanPorts; profile: PinnedProfile },
  { deal, problems }: InvoicePlan,
): Promise<boolean> {
  const codes = ["partly_billed", "over_billed"];
  if (!problems.every(({ code }) => codes.includes(code))) return false;
  const pipedriveCompany = profile.pipedrive.companyId;
  const asked = { dealId: deal.id, pipedriveCompany, read: [], save: false };
  const { live } = await dealBilling(ports, asked);
  const { left } = dealBalance(deal, live);
  return live.length > 0 && left?.isZero() === true;
}
