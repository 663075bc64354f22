/** Deleting an invoice, which leaves nothing of it. */
import type { Invoice } from "../../../domain/invoice/invoice.ts";
import { orGone } from "../../books/or-gone.ts";
import { followInvoice, type GoneInvoice } from "../follow-invoice.ts";
import type { WriteKind } from "../kind.ts";

/** Made of the version that was read. */
export const deleteKind: WriteKind<Invoice | GoneInvoice, Invoice> = {
  name: "delete",
  service: "quickbooks",
  words: { thing: "invoice", verb: "delete", past: "deleted", done: "deleted" },
  body: ({ id, syncToken }) => JSON.stringify({ Id: id, SyncToken: syncToken }),
  send: ({ quickbooks }, { body, requestId }) =>
    quickbooks.send({ entity: "Invoice", operation: "delete", body }, requestId),
  unseen: "not done",
  async find({ quickbooks }, { follows }) {
    const id = follows.target ?? "";
    const now = await orGone(quickbooks.invoice(id));
    return now === undefined ? { id, deleted: true } : undefined;
  },
  follow: followInvoice,
};
