/** What comes before an invoice is e-mailed: what an earlier run left open is looked for, and addresses for copies are put into it. */
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { WritePorts } from "../../ports.ts";
import { resolveKey } from "./by-reading.ts";
import { finishEarlier, writeOnce } from "./engine.ts";
import { invoiceUpdateKind } from "./kinds/invoice-update.ts";
import { sendKind } from "./kinds/send.ts";
import { sendKey } from "./send-invoice.ts";

/** What became of an e-mail of an earlier run, by reading: also where the invoice shows that it went out. */
export const resolveSending = (ports: WritePorts, invoice: Invoice, to: string): Promise<void> =>
  resolveKey(ports, sendKind, sendKey(invoice, to));

/** QuickBooks sends copies to the addresses that the invoice has (docs/quickbooks.md 6): they are put there first. */
export async function withCopies(
  ports: WritePorts,
  known: KnownInvoice,
  cc: string,
): Promise<Invoice> {
  const key = `invoice-update/${known.invoice.id}`;
  await resolveKey(ports, invoiceUpdateKind, key);
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
