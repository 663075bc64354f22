/** New addresses for the copies of an invoice. */
import type { Invoice } from "../../../domain/invoice/invoice.ts";
import { followInvoice } from "../follow-invoice.ts";
import type { WriteKind } from "../kind.ts";

/** `invoice`: the version that was read. `cc`: comma separated. */
export const invoiceUpdateKind: WriteKind<Invoice, { invoice: Invoice; cc: string }> = {
  name: "invoice_update",
  service: "quickbooks",
  words: { thing: "invoice", verb: "update", past: "updated", done: "updated" },
  body: ({ invoice: { id, syncToken, customer, currency }, cc }) =>
    JSON.stringify({
      sparse: true,
      Id: id,
      SyncToken: syncToken,
      // Some companies demand both even of a sparse update (docs/quickbooks.md 6).
      CustomerRef: { value: customer.id },
      CurrencyRef: { value: currency },
      BillEmailCc: { Address: cc },
    }),
  send: ({ quickbooks }, { body, requestId }) =>
    quickbooks.send({ entity: "Invoice", operation: "create", body }, requestId),
  async find({ quickbooks }, { body, follows }) {
    const { BillEmailCc } = JSON.parse(body) as { BillEmailCc: { Address: string } };
    const now = await quickbooks.invoiceDetail(follows.target ?? "");
    return now.cc === BillEmailCc.Address ? now.invoice : undefined;
  },
  lookedAt: () => "the addresses that the invoice sends copies to",
  unseen: "not known",
  follow: followInvoice,
};
