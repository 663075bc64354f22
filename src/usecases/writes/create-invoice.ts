/**
 * Applies a plan (docs/design.md 7): under the lock of the deal what is billed is read again, the choices are remembered, a new
 * customer and new items are made, then the invoice. Safe to repeat: a key that has a live invoice gives that one.
 */
import type { WritePorts } from "../../ports.ts";
import { forgettingOnRefusal } from "../books/books-cache.ts";
import { alreadyThere } from "./already-there.ts";
import { billedSince, billingNow, ofKey } from "./billed-now.ts";
import { type CreateOrder, type CreateResult, compared, partlyDone } from "./create-order.ts";
import { earlierInvoice, isLeftOpen } from "./earlier-invoice.ts";
import { invoiceLock } from "./kinds/invoice.ts";
import { customerFor, itemFor } from "./make-missing.ts";
import { updateCustomer } from "./update-customer.ts";
import { writeInvoice } from "./write-invoice.ts";

/** Throws refused (the deal was billed meanwhile, or the service said no), partial, unknown_outcome, unavailable. */
export async function createInvoice(ports: WritePorts, order: CreateOrder): Promise<CreateResult> {
  const { plan } = order;
  if (plan.problems.length > 0) throw new Error("A plan with problems must not be applied");
  return forgettingOnRefusal(ports, () =>
    ports.ledger.exclusive(invoiceLock(plan.deal.id), async () =>
      compared(await foundOrMade(ports, order)),
    ),
  );
}

async function foundOrMade(ports: WritePorts, order: CreateOrder): Promise<CreateResult> {
  const { plan, remember } = order;
  const [isLeft, now] = await Promise.all([isLeftOpen(ports, plan), billingNow(ports, order)]);
  const earlier = isLeft ? await earlierInvoice(ports, order) : undefined;
  const billing = isLeft ? await billingNow(ports, order) : now;
  const existing = ofKey(billing, plan);
  if (earlier || existing) return alreadyThere(ports, order, { earlier, existing });
  // An intent of this key has been taken up by now, and one that was open for the plan may have ended with nothing.
  const isChanged = billing.fingerprint !== remember.fingerprint || billing.pending.length > 0;
  if (isChanged) throw billedSince(order, billing);
  return makeAll(ports, order);
}

/** What was made stays, whatever follows. Throws partial where something was made before the invoice failed. */
async function makeAll(ports: WritePorts, order: CreateOrder): Promise<CreateResult> {
  const { plan, remember } = order;
  const { ledger } = ports;
  for (const link of remember.items) await ledger.putItemLink(link);
  for (const link of remember.taxes) await ledger.putTaxLink(link);
  const { made: update, warnings } = await updateCustomer(ports, plan);
  const made = update === undefined ? [] : [update];
  try {
    const customer = await customerFor(ports, plan, remember);
    if (customer.made !== undefined) made.push(customer.made);
    const lines: CreateOrder["plan"]["lines"] = [];
    for (const line of plan.lines) {
      const one = await itemFor(ports, plan, line);
      if (one.made !== undefined) made.push(one.made);
      lines.push({ ...line, item: one.item });
    }
    const { id: customerId } = customer;
    for (const link of remember.customerTaxes) await ledger.putTaxLink({ ...link, customerId });
    const ready = {
      ...plan,
      customer: plan.customer && { ...plan.customer, id: customerId },
      lines,
    };
    const invoice = await writeInvoice(ports, order, ready);
    return { outcome: "created", invoice, plan, warnings };
  } catch (error) {
    throw made.length === 0 ? error : partlyDone(made, error);
  }
}
