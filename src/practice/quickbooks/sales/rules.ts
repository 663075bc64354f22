/** Invoices, credit memos and payments: what a write of each does to the books (docs/quickbooks.md 4, 5, 6). */
import { type Settled, table } from "../books.ts";
import { pick } from "../json.ts";
import { insertTransaction, replaceTransaction } from "../transactions.ts";
import type { EntityRules, Rules } from "../write-context.ts";
import { trimOverpaid } from "./applied.ts";
import { paymentsOfCredits } from "./auto-credits.ts";
import { completeDocument } from "./document.ts";
import { createPayment, deletePayment, updatePayment, voidPayment } from "./payments.ts";
import { deleteDocument, voidInvoice } from "./voiding.ts";

const documentRules = (entity: Settled): EntityRules => ({
  create(books, write) {
    const { wire, hidden } = completeDocument(books, { entity, before: undefined, ...write });
    const created = insertTransaction(books, entity, wire, { hidden });
    for (const payment of paymentsOfCredits(books, created)) createPayment(books, payment);
    return table(books, entity).get(created.id) ?? created;
  },
  update(books, row, write) {
    const { wire, hidden } = completeDocument(books, { entity, before: row, ...write });
    // What only the service writes would be lost by a full update.
    const kept = pick(row.wire, ["DeliveryInfo", "EInvoiceStatus"]);
    return trimOverpaid(books, replaceTransaction(books, row, { ...kept, ...wire }, { hidden }));
  },
  delete: deleteDocument,
});

export const salesRules: Rules = {
  Invoice: { ...documentRules("Invoice"), void: voidInvoice },
  CreditMemo: documentRules("CreditMemo"),
  Payment: {
    create: (books, { members }) => createPayment(books, members),
    update: (books, row, { members }) => updatePayment(books, row, members),
    void: voidPayment,
    delete: deletePayment,
  },
};
