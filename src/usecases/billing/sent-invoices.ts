/** Invoices that were sent: those whose outcome is open, and the plan of one that was created. */

import type { DealId } from "../../domain/ids.ts";
import { keyText } from "../../domain/invoice/marker.ts";
import type { Intent, InvoiceLink } from "../../domain/ledger/ledger.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { planOfIntent } from "../../domain/plan/stored-plan.ts";
import type { Ledger } from "../../ports/ledger.ts";

/** Invoices that were sent and whose outcome is not known; of all deals, where none are named. */
export async function sentInvoices(ledger: Ledger, dealIds?: DealId[]): Promise<Intent[]> {
  const wanted = dealIds && new Set<number | null>(dealIds);
  const open = await ledger.intents({ state: "open" });
  return open.filter(
    ({ kind, dealId, firstSentAt }) =>
      kind === "invoice" && firstSentAt !== null && wanted?.has(dealId) !== false,
  );
}

/**
 * The plan by which an invoice was created: what the books have otherwise is a difference also when the invoice is found later. Undefined
 * where this ledger did not send it, or an earlier version did.
 */
export async function sentPlan(
  ledger: Pick<Ledger, "intents">,
  link: InvoiceLink,
): Promise<InvoicePlan | undefined> {
  const done = await ledger.intents({ key: keyText(link), state: "done" });
  const own = done.find(({ kind, objectId }) => kind === "invoice" && objectId === link.invoiceId);
  return own && planOfIntent(own);
}
