/** An e-mail of an invoice. It is found again by a delivery that is not the one from before the sending. */
import type { WrittenOf } from "../../../ports.ts";
import { orGone } from "../../books/or-gone.ts";
import type { WriteKind } from "../kind.ts";
import { followInvoice } from "./follow-invoice.ts";

export const sendKind: WriteKind<WrittenOf<"send">> = {
  name: "send",
  service: "quickbooks",
  words: { thing: "invoice", verb: "e-mail", past: "e-mailed", done: "e-mailed" },
  answers: ["send"],
  lookedAt: () => "the invoice's last delivery",
  async find({ quickbooks }, intent) {
    const now = await orGone(quickbooks.invoice(intent.follows.target ?? ""));
    if (now === undefined) return undefined;
    const before = await quickbooks.deliveryBefore(intent);
    const isNew = now.emailStatus === "EmailSent" && now.emailedAt !== before;
    return isNew ? { kind: "send", invoice: now, traceId: undefined } : undefined;
  },
  follow: followInvoice,
  named: async ({ quickbooks }, _intent, id) => ({
    kind: "send",
    invoice: await quickbooks.invoice(id),
    traceId: undefined,
  }),
};
