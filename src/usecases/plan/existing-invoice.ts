/** The invoice that is there for the key of a plan: whether it is what is asked for, and what is planned beside it. */
import type { Warning } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { BilledInvoice } from "../billing/billing.ts";
import { isUnknownShare, nextRest } from "../billing/which-invoice.ts";
import type { CreateInput, Existing } from "./create-input.ts";
import { type Decision, isSameRequest } from "./decide-invoice.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";

/** The invoice of the same request; what a rest or an invoice of unknown share bills is judged by the plan. */
export function isTheOne(there: BilledInvoice, { part }: CreateInput, asked: string): boolean {
  if (part?.kind === "rest" || isUnknownShare(there)) return false;
  return isSameRequest(there, asked, there.link.billed?.share ?? null);
}

/** The answer that it is there, with a warning where the deal has changed since. */
export function existing({ known, link }: BilledInvoice, reading: PlanReading): Existing {
  return {
    outcome: "already_exists",
    known,
    share: link.billed?.share ?? null,
    warnings: changedDeal(known, reading),
  };
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
  { ledger }: PlanPorts,
  there: BilledInvoice,
  {
    given: { part },
    plan: { totals, billed, problems },
    save,
  }: { given: CreateInput; plan: InvoicePlan; save: boolean },
): Promise<boolean> {
  const { invoice } = there.known;
  if (part?.kind === "rest") return problems.some(({ code }) => code === "over_billed");
  if (!isUnknownShare(there)) return false;
  const isSame = invoice.total.minus(invoice.tax).equals(totals.net.minus(totals.discount));
  if (isSame && save) await ledger.putInvoiceLink({ ...there.link, billed });
  return isSame;
}

function changedDeal(known: KnownInvoice, { facts: { deal } }: PlanReading): Warning[] {
  const before = known.links.find(({ dealId }) => dealId === deal.id)?.dealValue ?? null;
  const now = deal.value && amountText(deal.value);
  if (before === null || before === now) return [];
  const message = `The deal's value was ${before} when it was invoiced and is ${now ?? "empty"} now.`;
  return [{ code: "deal_changed", message }];
}
