/** The plan by which an invoice was created: what the books have otherwise is a difference also when the invoice is found later. */
import { keyText } from "../../domain/invoice/marker.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { planOfIntent } from "../../domain/plan/stored-plan.ts";
import type { Ledger } from "../../ports.ts";

/** Undefined where this ledger did not send it, or an earlier version did. */
export async function sentPlan(
  ledger: Pick<Ledger, "intents">,
  link: InvoiceLink,
): Promise<InvoicePlan | undefined> {
  const done = await ledger.intents({ key: keyText(link), state: "done" });
  const own = done.find(({ kind, objectId }) => kind === "invoice" && objectId === link.invoiceId);
  return own && planOfIntent(own);
}
