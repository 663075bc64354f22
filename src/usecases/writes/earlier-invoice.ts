/** What became of an invoice whose sending an earlier run did not finish (docs/design.md 7.5), and how one is found in the books. */

import { PdqbError } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { keyText } from "../../domain/invoice/marker.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import { amountText } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import type { WritePorts } from "../../ports.ts";
import { finishEarlier } from "./earlier.ts";
import { invoiceKind } from "./kinds/invoice.ts";

/** The invoice of an intent that an earlier run left open, if there is one. */
export async function earlierInvoice(
  ports: WritePorts,
  plan: InvoicePlan,
  { reason }: Pick<Remember, "reason">,
): Promise<Invoice | undefined> {
  const key = keyText(plan.key);
  const written = await finishEarlier(ports, invoiceKind, key, { reason });
  if (!written) return undefined;
  // A replayed answer may name an invoice that is gone by now: it is read back before it is believed.
  const invoice = await ports.quickbooks.invoice(written.id);
  if (isLive(invoice)) return invoice;
  throw new PdqbError(
    "refused",
    `Invoice not created: deal ${plan.deal.id}'s earlier invoice ${invoiceName(invoice)} was voided or deleted.`,
    {
      reason: "An earlier run created it without hearing the answer.",
      next: [`pdqb invoice create --deal ${plan.deal.id} --dry-run`],
    },
  );
}

/** The link of the invoice that a plan makes, with the deal as it is now. */
export function linkOf(
  { deal, key, billed }: InvoicePlan,
  createdAt: string,
): Omit<InvoiceLink, "invoiceId"> {
  return {
    dealId: deal.id,
    part: key.part,
    generation: key.generation,
    dealTitle: deal.title,
    dealValue: deal.value && amountText(deal.value),
    ownerId: deal.ownerId,
    pipelineId: deal.pipelineId,
    billed,
    createdAt,
  };
}
