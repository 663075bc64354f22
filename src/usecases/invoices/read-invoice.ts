/** One invoice as the books have it now, with what settles it; the ledger's snapshot is brought up to date. */
import type { Invoice, InvoiceDetail, Payment } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { orGone } from "../books/or-gone.ts";

type ReadPorts = Pick<Ports, "ledger" | "quickbooks" | "clock">;

export type InvoiceReading = {
  known: KnownInvoice;
  /** Null where the invoice is deleted: then there is no more than the ledger's snapshot. */
  detail: InvoiceDetail | null;
  payments: Payment[];
};

/** Two calls where something is applied to it, else one. `save`: false for a dry run. */
export async function readInvoice(
  ports: ReadPorts,
  known: KnownInvoice,
  { save }: { save: boolean },
): Promise<InvoiceReading> {
  const detail = known.invoice.deleted
    ? undefined
    : await orGone(ports.quickbooks.invoiceDetail(known.invoice.id));
  const ids = detail?.applied.filter(({ type }) => type === "Payment").map(({ id }) => id) ?? [];
  const payments = ids.length > 0 ? await ports.quickbooks.payments(ids) : [];
  const invoice: Invoice = detail?.invoice ?? { ...known.invoice, deleted: true };
  const refreshedAt = ports.clock.now().toISOString();
  if (save && known.links.length > 0) await ports.ledger.saveInvoices([invoice], refreshedAt);
  return { known: { ...known, invoice, refreshedAt }, detail: detail ?? null, payments };
}
