/** What became of an invoice whose sending an earlier run did not finish (design 7.5), and how one is found in the books. */

import { bookedDifferences } from "../domain/booked-differences.ts";
import { PdqbError } from "../domain/errors.ts";
import type { Invoice } from "../domain/invoice.ts";
import { type InvoicePlan, keyText } from "../domain/invoice-plan.ts";
import { isLive } from "../domain/invoice-status.ts";
import type { Intent, InvoiceLink } from "../domain/ledger.ts";
import { holdsMarker } from "../domain/marker.ts";
import { amountText } from "../domain/money.ts";
import type { Written } from "../ports.ts";
import { settleEarlier } from "./settle-earlier.ts";
import type { WritePorts } from "./write-once.ts";

/** The invoice of an intent that an earlier run left open, if there is one. */
export async function settleOpen(
  ports: WritePorts,
  plan: InvoicePlan,
): Promise<Invoice | undefined> {
  const how = invoiceOutcome(ports, plan, (await ports.clock.now()).toISOString());
  const written = await settleEarlier(ports, keyText(plan.key), how);
  if (!written) return undefined;
  if (written.kind !== "invoice")
    throw new Error("An invoice was sent and something else came back");
  // A replayed answer may name an invoice that is gone by now: it is read back before it is believed.
  const invoice = await ports.quickbooks.invoice(written.invoice.id);
  if (isLive(invoice)) return invoice;
  throw new PdqbError(
    "refused",
    `Invoice not created: deal ${plan.deal.id} had one that is gone.`,
    {
      reason: `An earlier run made invoice ${invoice.number ?? `id:${invoice.id}`}, which has been voided or deleted since.`,
      next: ["Run the same command again to see what a new invoice takes."],
    },
  );
}

export function invoiceOutcome(ports: WritePorts, plan: InvoicePlan, at: string) {
  const link = (invoice: Invoice): InvoiceLink => ({
    invoiceId: invoice.id,
    dealId: plan.deal.id,
    part: plan.key.part,
    generation: plan.key.generation,
    dealTitle: plan.deal.title,
    dealValue: plan.deal.value && amountText(plan.deal.value),
    ownerId: plan.deal.ownerId,
    pipelineId: plan.deal.pipelineId,
    billed: plan.billed,
    createdAt: at,
  });
  return {
    /** The marker among all invoices created from 5 minutes before the first sending to 130 s after the last (design 7.5). */
    async find(intent: Intent): Promise<Written | undefined> {
      const first = Date.parse(intent.firstSentAt ?? intent.createdAt) - 300_000;
      const last = (await ports.clock.now()).getTime() + 130_000;
      const made = await ports.quickbooks.invoicesCreated(
        new Date(first).toISOString(),
        new Date(last).toISOString(),
      );
      const ours = made.filter((invoice) => holdsMarker(invoice.privateNote, intent.marker ?? " "));
      const [only] = ours;
      return only && ours.length === 1
        ? { kind: "invoice", invoice: only, traceId: undefined }
        : undefined;
    },
    remarks: (written: Written) =>
      written.kind === "invoice"
        ? bookedDifferences(plan, written.invoice).map(({ message }) => message)
        : [],
    also: (written: Written) =>
      written.kind === "invoice"
        ? {
            invoice: { snapshot: written.invoice, refreshedAt: at },
            invoiceLink: link(written.invoice),
          }
        : {},
  };
}
