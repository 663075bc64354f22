/** Voiding an invoice, which keeps it at zero. */
import { isLive } from "../../../domain/invoice/invoice-status.ts";
import { decimal } from "../../../domain/money/money.ts";
import type { WrittenOf } from "../../../ports.ts";
import { orGone } from "../../books/or-gone.ts";
import type { WriteKind } from "../kind.ts";
import { followInvoice } from "./follow-invoice.ts";

/** An invoice that somebody deleted meanwhile is gone as well. */
export const voidKind: WriteKind<WrittenOf<"void" | "delete">> = {
  name: "void",
  service: "quickbooks",
  words: { thing: "invoice", verb: "void", past: "voided", done: "voided" },
  answers: ["void", "delete"],
  unseen: "not done",
  async find({ quickbooks }, { follows: { target, total } }) {
    const id = target ?? "";
    const now = await orGone(quickbooks.invoice(id));
    if (now === undefined) return { kind: "delete", invoiceId: id, traceId: undefined };
    // The total that it had when it was to be voided.
    const lastTotal = total === undefined ? undefined : decimal(total);
    if (isLive(now, lastTotal)) return undefined;
    return { kind: "void", invoice: now, traceId: undefined };
  },
  follow: followInvoice,
};
