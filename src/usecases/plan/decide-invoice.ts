/** Which invoice of the deal a plan is about, by what is billed of it now: a new one, or one that is there, which may be what is asked for. */
import { PdqbError } from "../../domain/errors.ts";
import { bookedDifferences } from "../../domain/plan/booked-differences.ts";
import { dealChanged } from "../../domain/plan/deal-changed.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { findInvoice } from "../billing/find-invoice.ts";
import { sentPlan } from "../billing/sent-invoices.ts";
import { isUnknownShare, type WhichInvoice, whichInvoice } from "../billing/which-invoice.ts";
import type { CreateInput, Existing } from "./create-input.ts";
import { type Decision, dealRequest } from "./deal-request.ts";
import type { PlanReading } from "./plan-reading.ts";

type There = NonNullable<WhichInvoice["existing"]>;

/**
 * With the invoices of these customers. Throws not_found or usage for what the flags name and the deal or the books do not have, such as an
 * unknown invoice of `again`, or one whose number belongs to another invoice now.
 */
export async function decideInvoice(
  reading: PlanReading,
  input: CreateInput,
  customerIds: Parameters<PlanReading["billing"]>[0],
): Promise<Decision> {
  const { dealId, again, part, recurring = 1 } = input;
  const asked = dealRequest(reading.facts, input);
  const billing = await reading.billing(customerIds);
  const { ports, save } = reading;
  const named = typeof again === "string" ? await findInvoice(ports, again, { save }) : undefined;
  if (named && !billing.invoices.some(({ known }) => known.invoice.id === named.invoice.id)) {
    throw new PdqbError("not_found", `Deal ${dealId} has no invoice ${again}.`, {
      next: [`pdqb invoices list --deal ${dealId}`],
    });
  }
  const which = whichInvoice(billing, {
    dealId,
    part: asked.part,
    isWhole: part === undefined && recurring === 1,
    again: named ? { invoiceId: named.invoice.id } : again === undefined ? undefined : true,
  });
  return { ...which, asked, same: sameInvoice(which, input, asked.text) };
}

/** What a rest or an invoice of unknown share bills is judged by the plan. */
function sameInvoice(
  { existing }: WhichInvoice,
  { part }: CreateInput,
  text: string,
): WhichInvoice["existing"] {
  if (!existing || part?.kind === "rest" || isUnknownShare(existing)) return undefined;
  // One whose link does not say what was asked for is taken for it.
  const { request = text } = existing.link.billed ?? {};
  return request === text ? existing : undefined;
}

/** The answer that it is there, with warnings where the deal has changed since and where the books differ from what was sent. */
export async function alreadyThere(
  { ports, facts }: PlanReading,
  { known, link }: There,
): Promise<Existing> {
  const plan = await sentPlan(ports.ledger, link);
  const warnings = [
    ...dealChanged(link.dealValue, facts.deal.value),
    ...(plan ? bookedDifferences(plan, known.invoice) : []),
  ];
  const share = link.billed?.share ?? null;
  return { outcome: "already_exists", known, share, plan: plan ?? null, warnings };
}

/** Whether the invoice that is there turns out to bill what the plan would: then its share is known from now on. */
export async function isBilledBy(
  { ports: { ledger }, save }: PlanReading,
  there: There,
  { part, plan }: { part: CreateInput["part"]; plan: InvoicePlan },
): Promise<boolean> {
  const { invoice } = there.known;
  const { totals, billed, problems } = plan;
  if (part?.kind === "rest") return problems.some(({ code }) => code === "over_billed");
  if (!isUnknownShare(there)) return false;
  const isSame = invoice.total.minus(invoice.tax).equals(totals.net.minus(totals.discount));
  if (isSame && save) await ledger.putInvoiceLink({ ...there.link, billed });
  return isSame;
}
