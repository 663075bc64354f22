/**
 * E-mails an invoice through QuickBooks, once to each address (docs/design.md 7, docs/quickbooks.md 6): a send is not idempotent by itself, so it
 * goes through an intent, and the delivery time tells whether an unanswered one arrived.
 */
import type { DealId } from "../../domain/ids.ts";
import { type Invoice, invoiceName } from "../../domain/invoice/invoice.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import { planOfIntent } from "../../domain/plan/stored-plan.ts";
import type { WritePorts } from "../../ports.ts";
import { finishEarlier, writeOnce } from "./engine.ts";
import { sendKind } from "./kinds/send.ts";

/** Of one invoice to one address. */
export const sendKey = ({ id }: Invoice, to: string) => `send/${id}/${to.trim().toLowerCase()}`;

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
        summary: `invoice ${invoiceName(invoice)} to ${to}`,
        follows: { target: invoice.id },
      }));
    return { outcome: "sent", to, invoice: made };
  });
}

/** What became of the e-mail that a create was asked for, where another command found its invoice. `already`: sent since, by whoever. */
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
