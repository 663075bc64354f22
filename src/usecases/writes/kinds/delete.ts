/** Deleting an invoice. */
import type { WrittenOf } from "../../../ports.ts";
import { orGone } from "../../books/or-gone.ts";
import type { WriteKind } from "../kind.ts";
import { followInvoice } from "./follow-invoice.ts";

export const deleteKind: WriteKind<WrittenOf<"delete">> = {
  name: "delete",
  service: "quickbooks",
  words: { thing: "invoice", verb: "delete", past: "deleted", done: "deleted" },
  answers: ["delete"],
  unseen: "not done",
  async find({ quickbooks }, { follows }) {
    const id = follows.target ?? "";
    const now = await orGone(quickbooks.invoice(id));
    return now === undefined ? { kind: "delete", invoiceId: id, traceId: undefined } : undefined;
  },
  follow: followInvoice,
};
