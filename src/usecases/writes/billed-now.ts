/** What is billed of the deal under its lock, when a plan is applied: the same answer that the plan rests on, as of now. */
import { PdqbError } from "../../domain/errors.ts";
import { doubtProblem } from "../../domain/invoice/doubt.ts";
import { isPart } from "../../domain/invoice/marker.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { WritePorts } from "../../ports.ts";
import type { BilledInvoice, DealBilling } from "../billing/billing.ts";
import { dealBilling } from "../billing/deal-billing.ts";
import { otherInvoices } from "../billing/meet-strangers.ts";
import type { CreateOrder } from "./create-order.ts";

/** A customer's invoices of the plan are as good as new for so long. */
const READ_AGAIN_MS = 15_000;

/** Reads again what is older than a few seconds. Throws what reading throws. */
export async function billingNow(
  ports: WritePorts,
  { plan, remember: { customers, others }, pipedriveCompany }: CreateOrder,
): Promise<DealBilling> {
  const now = ports.clock.now();
  const isOld = ({ readAt }: { readAt: Date }) => now.getTime() - readAt.getTime() >= READ_AGAIN_MS;
  const states = customers.map(async (one) => {
    if (!isOld(one)) return one;
    const state = await ports.quickbooks.customerState(one.id, one.since, others.since);
    return { ...state, id: one.id, since: one.since, readAt: state.readAt ?? now };
  });
  const read = await Promise.all(states);
  const { added, since } = others;
  const how = { dealId: plan.deal.id, added, since, pipedriveCompany, save: true };
  const beside = isOld(others) ? await otherInvoices(ports, read, how) : others;
  return dealBilling(ports, {
    dealId: plan.deal.id,
    pipedriveCompany,
    read: [...read, beside],
    save: true,
  });
}

/** The live invoice of the plan's key. */
export function ofKey({ invoices }: DealBilling, { key }: InvoicePlan): BilledInvoice | undefined {
  return invoices.find(
    ({ link, isLive }) =>
      isLive && isPart(link.part, key.part) && link.generation === key.generation,
  );
}

/** Anything that was billed, voided or left in doubt after the plan was made changes what is left: then nothing is sent. */
export function billedSince(
  { plan: { deal }, remember }: CreateOrder,
  { pending, doubts }: DealBilling,
): PdqbError {
  const [open] = pending;
  if (open)
    return new PdqbError(
      "refused",
      `Invoice not created: another one of deal ${deal.id} is in doubt.`,
      {
        reason: `It may have been created at ${open.firstSentAt}.`,
        next: [`pdqb pending resolve ${open.id}`],
      },
    );
  const found = doubts.map(doubtProblem);
  return new PdqbError(
    "refused",
    `Invoice not created: the invoices of deal ${deal.id} have changed since it was planned.`,
    found.length > 0
      ? { reason: found.map(({ message }) => message), next: found.map(({ next }) => next) }
      : {
          reason: "One was created, linked, voided or deleted.",
          next: [remember.commands.same],
        },
  );
}
