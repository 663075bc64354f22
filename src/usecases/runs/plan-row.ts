/** Plans one invoice of a run, by the planner of `invoice create`, and tells its state. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import { dealBalance } from "../../domain/invoice/deal-balance.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import { type InvoicePlan, keyText } from "../../domain/plan/invoice-plan.ts";
import { needsOf } from "../../domain/run/needs.ts";
import type { RowError, RunFlags, RunRow } from "../../domain/run/run.ts";
import { isLiveInvoice } from "../billing/deal-billing.ts";
import { type CreateInput, noAnswers } from "../plan/create-input.ts";
import { openPlanner, type Planned } from "../plan/plan-invoice.ts";
import type { PinnedProfile, PlanPorts } from "../plan/plan-reading.ts";

/** From flags as typed to what is asked of an invoice. Throws usage. */
export type ToInput = (flags: RunFlags, dealId: number) => CreateInput;

export type RowPlanner = {
  ports: PlanPorts;
  profile: PinnedProfile;
  toInput: ToInput;
  /** Of the run; those of the row stand over them. */
  flags: RunFlags;
  /** Of an invoice for which no other is asked. */
  date: CalendarDate;
};

export type PlannedRow = { row: RunRow; plan?: InvoicePlan };

/** Throws what concerns more than this deal: a dead connection, a service out of reach, a bug. */
export async function planRow(planner: RowPlanner, row: RunRow): Promise<PlannedRow> {
  try {
    return await plannedRow(planner, row, await planOf(planner, row, { save: false }));
  } catch (error) {
    if (!isOwn(error)) throw error;
    return { row: { ...row, state: "problem", error: errorOf(error) } };
  }
}

export async function planOf(
  { ports, profile, toInput, flags, date }: RowPlanner,
  row: RunRow,
  { save }: { save: boolean },
): Promise<Planned> {
  const input = toInput({ date, ...flags, ...row.flags }, row.dealId);
  const planner = await openPlanner(ports, profile, input, { save });
  return planner.plan(noAnswers());
}

async function plannedRow(
  { ports }: RowPlanner,
  row: RunRow,
  planned: Planned,
): Promise<PlannedRow> {
  if (planned.outcome === "already_exists") return { row: existingRow(row, planned) };
  const { plan } = planned;
  const { deal, totals, customer, problems, warnings } = plan;
  const isBilled = problems.length > 0 && (await isWhollyBilled(ports, plan));
  const now: RunRow = {
    ...row,
    title: deal.title,
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    state: isBilled ? "billed" : problems.length > 0 ? "problem" : "ready",
    part: plan.billed.share,
    key: keyText(plan.key),
    digest: plan.digest,
    customer: customer && { id: customer.id, name: customer.name },
    currency: plan.currency,
    date: plan.date,
    dueDate: plan.dueDate,
    totals: {
      net: amountText(totals.net),
      discount: amountText(totals.discount),
      tax: textOrNull(totals.tax),
      total: textOrNull(totals.total),
    },
    problems: isBilled ? [] : problems,
    needs: isBilled ? [] : needsOf(plan, problems),
    warnings,
    error: null,
  };
  return { row: now, plan };
}

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

export function invoiceOf({ id, number, total, currency }: KnownInvoice["invoice"]) {
  return { id, number, total: amountText(total), currency };
}

/** Parts of it come to the whole: nothing is left that a plain create could bill. */
async function isWhollyBilled({ ledger }: PlanPorts, { deal, problems }: InvoicePlan) {
  const codes = ["partly_billed", "over_billed"];
  if (!problems.every(({ code }) => codes.includes(code))) return false;
  const live = (await ledger.invoices({ dealIds: [deal.id] })).filter(isLiveInvoice);
  const { left } = dealBalance(deal, live);
  return live.length > 0 && left?.isZero() === true;
}

const textOrNull = (amount: Decimal | null) => (amount === null ? null : amountText(amount));

/** What is wrong with one deal alone. */
function isOwn(error: unknown): error is PdqbError {
  return error instanceof PdqbError && ["usage", "refused", "not_found"].includes(error.kind);
}

export function errorOf({ kind, message, reason, next }: PdqbError): RowError {
  return { kind, message, reason, next };
}
