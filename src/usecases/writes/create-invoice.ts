/**
 * Applies a plan (docs/design.md 7): under the lock of the deal the key's state is read again, the choices are remembered, a new
 * customer and new items are made, then the invoice. Safe to repeat: a key that has a live invoice gives that one.
 */

import { linesOf, PartlyDone, PdqbError } from "../../domain/errors.ts";
import { doubtProblem } from "../../domain/invoice/doubt-problem.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isPart, markerText } from "../../domain/invoice/marker.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import { bookedDifferences } from "../../domain/plan/booked-differences.ts";
import { dealChanged } from "../../domain/plan/deal-changed.ts";
import { type InvoicePlan, keyText } from "../../domain/plan/invoice-plan.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import { planToText } from "../../domain/plan/stored-plan.ts";
import type { WritePorts } from "../../ports.ts";
import type { BilledInvoice, DealBilling } from "../billing/billing.ts";
import { dealBilling } from "../billing/deal-billing.ts";
import { otherInvoices } from "../billing/other-customers.ts";
import { sentPlan } from "../billing/sent-plan.ts";
import { withNumber } from "../books/free-number.ts";
import type { CreateResult } from "./create-result.ts";
import { earlierInvoice, linkOf } from "./earlier-invoice.ts";
import { writeOnce } from "./engine.ts";
import { invoiceKind, invoiceLock } from "./kinds/invoice.ts";
import { withCustomer } from "./make-customer.ts";
import { withItems } from "./make-items.ts";
import { withUpdatedCustomer } from "./update-customer.ts";

type CreateOrder = { plan: InvoicePlan; remember: Remember; pipedriveCompany: string };

/** Throws refused (the plan has problems, or the service said no), partial, unknown_outcome, unavailable. */
export async function createInvoice(ports: WritePorts, input: CreateOrder): Promise<CreateResult> {
  const { plan, remember } = input;
  if (plan.problems.length > 0) throw new Error("A plan with problems must not be applied");
  return ports.ledger.exclusive(invoiceLock(plan.deal.id), async () => {
    const earlier = await earlierInvoice(ports, plan, remember);
    const billing = await billingNow(ports, input);
    const existing = ofKey(billing, plan);
    if (earlier || existing) return alreadyThere(ports, input, { earlier, existing });
    // An intent of this key has been taken up by now, and one that was open for the plan may have ended with nothing.
    const isChanged = billing.fingerprint !== remember.fingerprint || billing.pending.length > 0;
    if (isChanged) throw billedSince(input, billing);
    for (const link of remember.items) await ports.ledger.putItemLink(link);
    for (const link of remember.taxes) await ports.ledger.putTaxLink(link);
    const made: string[] = [];
    const changed = await withUpdatedCustomer(ports, plan, made);
    const ready = await tellingSteps(made, async () =>
      withItems(ports, await withCustomer(ports, plan, remember, made), made),
    );
    const customerId = ready.customer?.id ?? null;
    for (const link of remember.customerTaxes)
      if (customerId !== null) await ports.ledger.putTaxLink({ ...link, customerId });
    const marker = markerText(plan.key, input.pipedriveCompany, ports.random.text(6));
    const one = async (number: string | null) => ({
      key: keyText(plan.key),
      write: await ports.quickbooks.invoiceWrite(
        { ...ready, number: number ?? plan.number },
        marker,
      ),
      dealId: plan.deal.id,
      marker,
      ...(remember.reason !== undefined && { reason: remember.reason }),
      summary: `invoice for deal ${plan.deal.id}, ${moneyWords(plan.totals.net.minus(plan.totals.discount), plan.currency)} net`,
      follows: {
        target: null,
        ...(plan.totals.total && { total: plan.totals.total.toFixed() }),
        plan: planToText(plan),
        invoiceLink: linkOf(plan, ports.clock.now().toISOString()),
      },
    });
    const written = await tellingSteps(made, () =>
      withNumber(ports, plan.nextNumber, async (number) =>
        writeOnce(ports, invoiceKind, await one(number)),
      ),
    );
    return {
      outcome: "created",
      invoice: written.invoice,
      plan,
      warnings: [...changed, ...bookedDifferences(plan, written.invoice)],
    };
  });
}

/** A customer's invoices of the plan are as good as new for so long. */
const READ_AGAIN_MS = 15_000;

/** The same answer that the plan rests on, as of now. */
async function billingNow(
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
function ofKey({ invoices }: DealBilling, { key }: InvoicePlan): BilledInvoice | undefined {
  return invoices.find(
    ({ link, isLive }) =>
      isLive && isPart(link.part, key.part) && link.generation === key.generation,
  );
}

/** What was found or replayed is compared with what was sent, like what is made. Throws refused where it was another request. */
async function alreadyThere(
  { ledger }: WritePorts,
  { plan, remember }: CreateOrder,
  { earlier, existing }: { earlier: Invoice | undefined; existing: BilledInvoice | undefined },
): Promise<CreateResult> {
  const invoice = earlier ?? existing?.known.invoice;
  if (!invoice) throw new Error("There is no invoice");
  const billed = existing?.link.billed;
  const isOther = billed?.request !== undefined && billed.request !== plan.billed.request;
  if (!isOther) {
    const sent = (existing && (await sentPlan(ledger, existing.link))) ?? plan;
    const warnings = [
      ...dealChanged(existing?.link.dealValue ?? null, plan.deal.value),
      ...bookedDifferences(sent, invoice),
    ];
    return { outcome: "already_exists", invoice, plan: sent, warnings };
  }
  const share = billed.share ?? "other lines or prices";
  throw new PdqbError(
    "refused",
    `Invoice not created: deal ${plan.deal.id} has one of another request.`,
    {
      reason: `Invoice ${invoiceName(invoice)} bills ${share} of the deal.`,
      next: [remember.commands.rest],
    },
  );
}

/** Anything that was billed, voided or left in doubt after the plan was made changes what is left: then nothing is sent. */
function billedSince(
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

/** A failure after something was made says what stands now; one whose outcome is unknown stays that. */
async function tellingSteps<T>(made: string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isTold = error instanceof PdqbError && error.kind !== "unknown_outcome";
    if (made.length === 0 || !isTold) throw error;
    throw new PartlyDone(`Invoice not created, but made and kept: ${made.join(", ")}.`, made, {
      reason: linesOf(error),
      next: error.retry
        ? ["Run the same command again in a minute: what was made is used."]
        : [...error.next, "Then run the same command again: what was made is used."],
      cause: error,
    });
  }
}

/** Refuses a plan with problems, all of them at once. */
export function refusePlan(plan: InvoicePlan): PdqbError {
  return new PdqbError(
    "refused",
    `Invoice not created: the plan for deal ${plan.deal.id} has ${plan.problems.length === 1 ? "a problem" : `${plan.problems.length} problems`}.`,
    {
      reason: plan.problems.map(({ message }) => message),
      next: [...new Set(plan.problems.map(({ next }) => next))],
    },
  );
}
