/** E-mails an invoice that stands in the books through QuickBooks, once, with the copies that were asked for. */
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { WritePorts } from "../../ports.ts";
import { resolveKey } from "../writes/by-reading.ts";
import { finishEarlier, writeOnce } from "../writes/engine.ts";
import { invoiceUpdateKind } from "../writes/kinds/invoice-update.ts";
import { sendKind } from "../writes/kinds/send.ts";
import { type SendResult, sendInvoice, sendKey } from "../writes/send-invoice.ts";
import type { EmailPlan } from "./plan-email.ts";

/** What an earlier run left open is looked for first. `again`: also to an address that it went to before. */
export async function emailInvoice(
  ports: WritePorts,
  { known, to, cc, isSent }: EmailPlan,
  { again }: { again: boolean },
): Promise<SendResult> {
  await resolveKey(ports, sendKind, sendKey(known.invoice, to));
  if (isSent && !again) return { outcome: "already", to, invoice: known.invoice };
  const dealId = known.links[0]?.dealId ?? null;
  const invoice = cc === null ? known.invoice : await withCopies(ports, known, cc);
  return sendInvoice(ports, { invoice, to, dealId, again });
}

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
      summary: `invoice ${invoiceName(known.invoice)} (copies to ${cc})`,
      follows: { target: known.invoice.id },
      before: fresh.cc ?? "none",
    });
  });
}
