/** New addresses for the copies of an invoice. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { followInvoice } from "./follow-invoice.ts";

export const invoiceUpdateKind: WriteKind<WrittenOf<"invoice_update">> = {
  name: "invoice_update",
  service: "quickbooks",
  words: { thing: "invoice", verb: "update", past: "updated", done: "updated" },
  answers: ["invoice_update"],
  unseen: "not known",
  follow: followInvoice,
};
