/** Voiding an invoice, which keeps it at zero. */
import type { Invoice } from "../../../domain/invoice/invoice.ts";
import { isLive } from "../../../domain/invoice/invoice-status.ts";
import { decimal } from "../../../domain/money/money.ts";
import { orGone } from "../../books/or-gone.ts";
import { followInvoice, type GoneInvoice } from "../follow-invoice.ts";
import type { WriteKind } from "../kind.ts";

/** Made of the version that was read. An invoice that somebody deleted meanwhile is gone as well. */
export const voidKind: WriteKind<Invoice | GoneInvoice, Invoice> = {
  name: "void",
  service: "quickbooks",
  words: { thing: "invoice", verb: "void", past: "voided", done: "voided" },
  body: ({ id, syncToken }) => JSON.stringify({ Id: id, SyncToken: syncToken }),
  send: ({ quickbooks }, { body, requestId }) =>
    quickbooks.send({ entity: "Invoice", operation: "void", body }, requestId),
  unseen: "not done",
  async find({ quickbooks }, { follows: { target, total } }) {
    const id = target ?? "";
    const now = await orGone(quickbooks.invoice(id));
    if (now === undefined) return { id, deleted: true };
    // The total that it had when it was to be voided.
    const lastTotal = total === undefined ? undefined : decimal(total);
    return isLive(now, lastTotal) ? undefined : now;
  },
  follow: followInvoice,
};
