/** Which invoice of the deal a plan is about, by what is billed of it now, and what stands against a further one. */

import type { Problem } from "../../domain/errors.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { keyText } from "../../domain/invoice/marker.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { type BilledInvoice, type DealBilling, inDoubt, notLooked } from "../billing/billing.ts";
import { findInvoice } from "../billing/find-invoice.ts";
import { type WhichInvoice, whichInvoice } from "../billing/which-invoice.ts";
import type { Answers, CreateInput } from "./create-input.ts";
import { partOfKey } from "./deal-part.ts";
import type { PlanReading } from "./plan-reading.ts";

export type Decision = WhichInvoice & { billing: DealBilling; customerIds: CustomerId[] };

/** Throws not_found for an unknown invoice of `again`, usage where its number belongs to another invoice now. */
export async function decideInvoice(
  reading: PlanReading,
  input: CreateInput,
  customerIds: CustomerId[],
): Promise<Decision> {
  const { dealId, again } = input;
  const billing = await reading.billing(customerIds);
  const { ports, save } = reading;
  const named = typeof again === "string" ? await findInvoice(ports, again, { save }) : undefined;
  if (named && !billing.invoices.some(({ known }) => known.invoice.id === named.invoice.id)) {
    throw new PdqbError("not_found", `Deal ${dealId} has no invoice ${again}.`, {
      next: [`pdqb invoices list --deal ${dealId}`],
    });
  }
  const question = {
    dealId,
    part: partOfKey(reading.facts, input),
    isWhole: input.part === undefined && (input.recurring ?? 1) === 1,
    again: named
      ? { invoiceId: named.invoice.id }
      : again === undefined
        ? undefined
        : (true as const),
  };
  const which = whichInvoice(billing, question);
  // With a doubt about what is billed, neither an invoice that is there nor what is left is known.
  return billing.doubts.length > 0
    ? { ...which, existing: undefined, replaces: null, billed: [], billing, customerIds }
    : { ...which, billing, customerIds };
}

/** All but those that the lines tell: what was cancelled, what is in doubt. */
export function billingProblems(
  { billing, replaces }: Decision,
  plan: InvoicePlan,
  answers: Answers,
): Problem[] {
  const problems: Problem[] = [];
  if (replaces && !answers.replaceVoided) {
    const { invoice } = replaces;
    const name = invoiceName(invoice);
    problems.push({
      code: "replaces_voided",
      message: `Invoice ${name} of this deal was ${invoice.deleted ? "deleted" : "voided"}; a new one would replace it.`,
      next: `--again id:${invoice.id}`,
    });
  }
  problems.push(...inDoubt(billing, keyText(plan.key)));
  if (!billing.isWhole) problems.push(notLooked);
  return problems;
}

/** The same key was asked for with another share, other lines or prices. */
export function otherRequest({ known, link }: BilledInvoice, input: CreateInput): Problem {
  const name = invoiceName(known.invoice);
  const isShare = input.part?.kind === "percent" || input.part?.kind === "amount";
  const share = link.billed?.share;
  return {
    code: "other_request",
    message: share
      ? `Invoice ${name} bills ${share} of deal ${link.dealId}.`
      : `Invoice ${name} bills deal ${link.dealId} with other lines, prices or discounts than asked for now.`,
    next: isShare ? `--part ${(input.partNumber ?? 1) + 1}` : `--again id:${known.invoice.id}`,
  };
}

export function unknownShare({ known, link }: BilledInvoice): Problem {
  return {
    code: "partly_billed",
    message: `Invoice ${invoiceName(known.invoice)} of deal ${link.dealId} was created elsewhere, and its net is not what this one would be: pdqb does not know how much of the deal it bills.`,
    next: `--again id:${known.invoice.id}`,
  };
}

/** Whether the invoice was made by the same request; one whose link does not say is taken by its share. */
export function isSameRequest(
  { link }: BilledInvoice,
  asked: string,
  share: string | null,
): boolean {
  const { billed } = link;
  if (billed === null) return true;
  return billed.request === undefined ? billed.share === share : billed.request === asked;
}
