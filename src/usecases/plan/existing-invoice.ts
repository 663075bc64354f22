/** The invoice that is there for the key of a plan: whether it is what is asked for, and what is planned beside it. */
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { bookedDifferences } from "../../domain/plan/booked-differences.ts";
import { dealChanged } from "../../domain/plan/deal-changed.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { BilledInvoice } from "../billing/billing.ts";
import { sentPlan } from "../billing/sent-invoices.ts";
import { isUnknownShare, nextRest } from "../billing/which-invoice.ts";
import type { CreateInput, Existing } from "./create-input.ts";
import { type Decision, isSameRequest } from "./decide-invoice.ts";
import type { PlanReading } from "./plan-reading.ts";

/** The invoice of the same request; what a rest or an invoice of unknown share bills is judged by the plan. */
export function isTheOne(there: BilledInvoice, { part }: CreateInput, asked: string): boolean {
  if (part?.kind === "rest" || isUnknownShare(there)) return false;
  return isSameRequest(there, asked, there.link.billed?.share ?? null);
}

/** The answer that it is there, with warnings where the deal has changed since and where the books differ from what was sent. */
export async function existing(
  { known, link }: BilledInvoice,
  { ports, facts }: PlanReading,
): Promise<Existing> {
  const plan = await sentPlan(ports.ledger, link);
  const warnings = [
    ...dealChanged(link.dealValue, facts.deal.value),
    ...(plan ? bookedDifferences(plan, known.invoice) : []),
  ];
  const share = link.billed?.share ?? null;
  return { outcome: "already_exists", known, share, plan: plan ?? null, warnings };
}

/** A further rest is another part; beside one of unknown share the plan is that of the whole. */
export function keyAndBilled({ existing: there, key, billed }: Decision, { part }: CreateInput) {
  if (!there) return { key, billed };
  if (part?.kind === "rest")
    return { key: { ...key, part: nextRest(key.part), generation: 1 }, billed };
  const name = invoiceName(there.known.invoice);
  return { key, billed: billed.filter((one) => one.invoice !== name) };
}

/** Whether the invoice that is there turns out to bill what the plan would: then its share is known from now on. */
export async function isBilledBy(
  { ports: { ledger }, save }: PlanReading,
  there: BilledInvoice,
  {
    given: { part },
    plan: { totals, billed, problems },
  }: { given: CreateInput; plan: InvoicePlan },
): Promise<boolean> {
  const { invoice } = there.known;
  if (part?.kind === "rest") return problems.some(({ code }) => code === "over_billed");
  if (!isUnknownShare(there)) return false;
  const isSame = invoice.total.minus(invoice.tax).equals(totals.net.minus(totals.discount));
  if (isSame && save) await ledger.putInvoiceLink({ ...there.link, billed });
  return isSame;
}
