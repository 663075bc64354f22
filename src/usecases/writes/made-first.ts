/** What an invoice needs and the books do not have yet: changes of its customer, a customer, items. What was made stays, whatever follows. */
import { linesOf, PartlyDone, PdqbError, SAME_COMMAND, type Warning } from "../../domain/errors.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { WritePorts } from "../../ports.ts";
import type { CreateOrder } from "./create-order.ts";
import { withCustomer } from "./make-customer.ts";
import { withItems } from "./make-items.ts";
import { withUpdatedCustomer } from "./update-customer.ts";

/** Remembers the choices, makes what is missing and hands the plan with all its ids to `work`. Throws partial where something was made first. */
export async function preparing<T>(
  ports: WritePorts,
  { plan, remember }: CreateOrder,
  work: (ready: InvoicePlan) => Promise<T>,
): Promise<{ done: T; warnings: Warning[] }> {
  const { ledger } = ports;
  for (const link of remember.items) await ledger.putItemLink(link);
  for (const link of remember.taxes) await ledger.putTaxLink(link);
  const made: string[] = [];
  const warnings = await withUpdatedCustomer(ports, plan, made);
  const done = await withPartialResult(made, async () => {
    const withOne = await withCustomer(ports, plan, remember, made);
    const ready = await withItems(ports, withOne, made);
    const customerId = ready.customer?.id ?? null;
    for (const link of remember.customerTaxes)
      if (customerId !== null) await ledger.putTaxLink({ ...link, customerId });
    return work(ready);
  });
  return { done, warnings };
}

/** A failure after something was made says what stands now; one whose outcome is unknown stays that. */
async function withPartialResult<T>(made: string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isTold = error instanceof PdqbError && error.kind !== "unknown_outcome";
    if (made.length === 0 || !isTold) throw error;
    throw new PartlyDone(`Invoice not created, but made and kept: ${made.join(", ")}.`, made, {
      reason: [...linesOf(error), "The next run uses what was made."],
      next: [...error.next.filter((next) => next !== SAME_COMMAND), SAME_COMMAND],
      cause: error,
    });
  }
}
