/**
 * E-mails an invoice through QuickBooks, once to each address (docs/design.md 7, docs/quickbooks.md 6): a send is not idempotent by itself, so it
 * goes through an intent, and the delivery time tells whether an unanswered one arrived.
 */

import type { DealId } from "../../domain/ids.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import type { Intent, KnownInvoice } from "../../domain/ledger/ledger.ts";
import { planOfIntent } from "../../domain/plan/stored-plan.ts";
import type { WritePorts } from "../../ports.ts";
import { resolveKey } from "./by-reading.ts";
import { finishEarlier, writeOnce } from "./engine.ts";
import { invoiceUpdateKind } from "./kinds/invoice-update.ts";
import { sendKind } from "./kinds/send.ts";

/** Of one invoice to one address. */
const sendKey = ({ id }: Invoice, to: string) => `send/${id}/${to.trim().toLowerCase()}`;

export type SendResult = { outcome: "sent" | "already"; to: string; invoice: Invoice };

/** `to`: also becomes the invoice's address. Throws refused, unavailable, unknown_outcome (it may have been sent). */
export async function sendInvoice(
  ports: WritePorts,
  {
    invoice,
    to,
    dealId,
    again = false,
  }: { invoice: Invoice; to: string; dealId: DealId | null; again?: boolean },
): Promise<SendResult> {
  const key = sendKey(invoice, to);
  return ports.ledger.exclusive(key, async () => {
    const earlier = await finishEarlier(ports, sendKind, key);
    const [done] = await ports.ledger.intents({ key, state: "done" });
    if (!earlier && done && !again) return { outcome: "already", to, invoice };
    const made =
      earlier ??
      (await writeOnce(ports, sendKind, {
        key,
        input: { invoice, to },
        dealId,
        marker: null,
        summary: `invoice ${invoiceName(invoice)} to ${to}`,
        follows: { target: invoice.id },
      }));
    return { outcome: "sent", to, invoice: made };
  });
}

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

/** What became of the e-mail that a create was asked for, where another command found out what became of its invoice. */
/** `already`: it was sent since, by whoever. */
export type SentOf = { outcome: "already" | "not_sent"; to: string; invoice: Invoice };

/** Undefined where no e-mail was asked for, and where no invoice was made. */
export async function sentOf(
  ledger: Pick<WritePorts["ledger"], "invoices">,
  intent: Intent,
): Promise<SentOf | undefined> {
  const to = planOfIntent(intent)?.sendTo ?? null;
  if (to === null || intent.objectId === null) return undefined;
  const [known] = await ledger.invoices({ invoiceIds: [intent.objectId] });
  if (!known) return undefined;
  const { invoice } = known;
  return { outcome: invoice.emailStatus === "EmailSent" ? "already" : "not_sent", to, invoice };
}
