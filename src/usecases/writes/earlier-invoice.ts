/** What became of an invoice whose sending an earlier run did not finish (docs/design.md 7.5). */
import { PdqbError } from "../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import { isLive } from "../../domain/invoice/invoice-status.ts";
import { keyText } from "../../domain/invoice/marker.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { WritePorts } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";
import type { CreateOrder } from "./create-order.ts";
import { finishEarlier } from "./engine.ts";
import { invoiceKind } from "./kinds/invoice.ts";

/** Whether an earlier run left an intent of the plan's invoice open. */
export async function isLeftOpen({ ledger }: WritePorts, { key }: InvoicePlan): Promise<boolean> {
  return (await ledger.intents({ key: keyText(key), state: "open" })).length > 0;
}

/** The invoice of an intent that an earlier run left open, if there is one. */
export async function earlierInvoice(
  ports: WritePorts,
  { plan, remember: { reason } }: CreateOrder,
): Promise<Invoice | undefined> {
  const key = keyText(plan.key);
  const written = await finishEarlier(ports, invoiceKind, key, { reason });
  if (!written) return undefined;
  // A replayed answer may name an invoice that is gone by now: it is read back before it is believed.
  const invoice = await orGone(ports.quickbooks.invoice(written.id));
  if (invoice && isLive(invoice)) return invoice;
  throw new PdqbError(
    "refused",
    `Invoice not created: deal ${plan.deal.id}'s earlier invoice ${invoiceName(invoice ?? written)} was voided or deleted.`,
    {
      reason: "An earlier run created it without hearing the answer.",
      next: [`pdqb invoice create --deal ${plan.deal.id} --dry-run`],
    },
  );
}
