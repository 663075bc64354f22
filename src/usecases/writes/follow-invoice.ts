/** What follows from a write that answers with an invoice, or with the id of one that is deleted. */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { Consequences, Ledger } from "../../ports/ledger.ts";

/** One that is no longer in the books. */
export type GoneInvoice = { id: string; deleted: true };

/** An invoice that the ledger does not know stays unknown, unless it is linked with this. */
export async function followInvoice(
  ledger: Pick<Ledger, "invoices">,
  done: { intent: Pick<Intent, "follows">; made: Invoice | GoneInvoice; at: string },
): Promise<Consequences> {
  const { made, at: refreshedAt } = done;
  const { id: invoiceId } = made;
  const { invoiceLink: link } = done.intent.follows;
  const [known] = link ? [] : await ledger.invoices({ invoiceIds: [invoiceId] });
  if (!link && !known) return { invoiceId };
  if (made.deleted) {
    if (!known) return { invoiceId };
    return { invoiceId, invoice: { snapshot: { ...known.invoice, deleted: true }, refreshedAt } };
  }
  return {
    invoiceId,
    invoice: { snapshot: made, refreshedAt },
    ...(link && { invoiceLink: { ...link, invoiceId } }),
  };
}
