/**
 * Applies a plan (docs/design.md 7): under the lock of the deal what is billed is read again, the choices are remembered, a new
 * customer and new items are made, then the invoice. Safe to repeat: a key that has a live invoice gives that one.
 */

import { keyText } from "../../domain/invoice/marker.ts";
import { bookedDifferences } from "../../domain/plan/booked-differences.ts";
import type { WritePorts } from "../../ports.ts";
import { alreadyThere } from "./already-there.ts";
import { billedSince, billingNow, ofKey } from "./billed-now.ts";
import type { CreateOrder, CreateResult } from "./create-order.ts";
import { earlierInvoice } from "./earlier-invoice.ts";
import { invoiceLock } from "./kinds/invoice.ts";
import { preparing } from "./made-first.ts";
import { writeInvoice } from "./write-invoice.ts";

/** Throws refused (the deal was billed meanwhile, or the service said no), partial, unknown_outcome, unavailable. */
export async function createInvoice(ports: WritePorts, order: CreateOrder): Promise<CreateResult> {
  const { plan, remember } = order;
  if (plan.problems.length > 0) throw new Error("A plan with problems must not be applied");
  return ports.ledger.exclusive(invoiceLock(plan.deal.id), async () => {
    const [left, now] = await Promise.all([
      ports.ledger.intents({ key: keyText(plan.key), state: "open" }),
      billingNow(ports, order),
    ]);
    const isLeft = left.length > 0;
    const earlier = isLeft ? await earlierInvoice(ports, plan, remember) : undefined;
    const billing = isLeft ? await billingNow(ports, order) : now;
    const existing = ofKey(billing, plan);
    if (earlier || existing) return alreadyThere(ports, order, { earlier, existing });
    // An intent of this key has been taken up by now, and one that was open for the plan may have ended with nothing.
    const isChanged = billing.fingerprint !== remember.fingerprint || billing.pending.length > 0;
    if (isChanged) throw billedSince(order, billing);
    const { done: invoice, warnings } = await preparing(ports, order, (ready) =>
      writeInvoice(ports, order, ready),
    );
    const differences = bookedDifferences(plan, invoice);
    return { outcome: "created", invoice, plan, warnings: [...warnings, ...differences] };
  });
}
