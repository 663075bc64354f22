/** An e-mail of an invoice. It is found again by a delivery that is not the one from before the sending. */
import type { Invoice } from "../../../domain/invoice/invoice.ts";
import { orGone } from "../../books/or-gone.ts";
import { followInvoice } from "../follow-invoice.ts";
import type { WriteKind } from "../kind.ts";

/** What its intent keeps: the request itself has no body. `before`: the delivery that the invoice had, null if there was none. */
type Sending = { invoice: string; to: string; before: string | null };
const sendingOf = ({ body }: { body: string }) => JSON.parse(body) as Sending;

export const sendKind: WriteKind<Invoice, { invoice: Invoice; to: string }> = {
  name: "send",
  service: "quickbooks",
  words: { thing: "invoice", verb: "e-mail", past: "e-mailed", done: "e-mailed" },
  body: ({ invoice: { id, emailedAt }, to }) =>
    JSON.stringify({ invoice: id, to, before: emailedAt } satisfies Sending),
  send({ quickbooks }, intent) {
    const { invoice: id, to } = sendingOf(intent);
    return quickbooks.send({ entity: "Invoice", operation: "send", id, to }, intent.requestId);
  },
  lookedAt: () => "the invoice's last delivery",
  async find({ quickbooks }, intent) {
    const now = await orGone(quickbooks.invoice(intent.follows.target ?? ""));
    const isNew = now?.emailStatus === "EmailSent" && now.emailedAt !== sendingOf(intent).before;
    return isNew ? now : undefined;
  },
  follow: followInvoice,
  named: ({ quickbooks }, _intent, id) => quickbooks.invoice(id),
};
