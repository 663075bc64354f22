/** Addresses that get copies of an invoice when it is sent. */
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { WritePorts } from "../../ports.ts";
import { finishEarlier, resolveKey } from "./earlier.ts";
import { writeOnce } from "./engine.ts";
import { invoiceUpdateKind } from "./kinds/invoice-update.ts";

/** QuickBooks sends copies to the addresses that the invoice has (docs/quickbooks.md 6): they are put there first. */
export async function withCopies(
  ports: WritePorts,
  known: KnownInvoice,
  cc: string,
): Promise<Invoice> {
  const key = `invoice-update/${known.invoice.id}`;
  await resolveKey(ports, key);
  return ports.ledger.exclusive(key, async () => {
    await finishEarlier(ports, invoiceUpdateKind, key);
    const fresh = await ports.quickbooks.invoiceDetail(known.invoice.id);
    if (fresh.cc === cc) return fresh.invoice;
    return writeOnce(ports, invoiceUpdateKind, {
      key,
      input: { invoice: fresh.invoice, cc },
      dealId: known.links[0]?.dealId ?? null,
      marker: null,
      summary: `invoice ${invoiceName(known.invoice)} (copies to ${cc})`,
      follows: { target: known.invoice.id },
      before: fresh.cc ?? "none",
    });
  });
}
