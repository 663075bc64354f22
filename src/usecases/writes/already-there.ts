import { PdqbError } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { dealChanged } from "../../domain/plan/deal-changed.ts";
import type { WritePorts } from "../../ports.ts";
import type { BilledInvoice } from "../billing/billing.ts";
import { sentPlan } from "../billing/sent-invoices.ts";
import type { CreateOrder, CreateResult } from "./create-order.ts";

/** Found, or taken up from an earlier run; with the plan that was sent then. Throws refused where it was another request. */
export async function alreadyThere(
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
    const warnings = dealChanged(existing?.link.dealValue ?? null, plan.deal.value);
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
