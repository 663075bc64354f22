/** What a write of an invoice, credit memo or payment does to the books, with the credits that QuickBooks applies by itself (docs/quickbooks.md 4, 5, 6). */
import { Decimal } from "decimal.js";
import { type Books, type EntityName, type EntityRow, type Settled, table } from "../books.ts";
import { salesForms } from "../company.ts";
import { serverDate } from "../times.ts";
import { insertTransaction, replaceTransaction } from "../transactions.ts";
import { amountAt, compact, type JsonObject, objectAt, pick, refAt, textAt } from "../values.ts";
import type { EntityRules, Rules } from "../write-context.ts";
import { completeDocument } from "./document.ts";
import { createPayment, deletePayment, updatePayment, voidPayment } from "./payments.ts";
import { trimOverpaid } from "./settling.ts";
import { deleteDocument, voidInvoice } from "./voiding.ts";

/** The payments that follow the creation of an invoice or a credit memo. Each has to be made before the next is asked for. */
function* paymentsOfCredits(books: Books, created: EntityRow): Generator<JsonObject> {
  if (salesForms(books)["AutoApplyCredit"] !== true) return;
  const customer = refAt(created.wire, "CustomerRef") ?? "";
  for (const credit of open(books, "CreditMemo", customer))
    for (const invoice of open(books, "Invoice", customer)) {
      const payment = tie(books, credit.id, invoice.id);
      if (payment) yield payment;
    }
}

/** Documents of a customer with something left on them, oldest first. */
function open(books: Books, entity: EntityName, customer: string): EntityRow[] {
  const day = ({ wire }: EntityRow) => textAt(wire, "TxnDate") ?? "";
  return table(books, entity)
    .having("customer", customer)
    .filter(({ wire }) => amountAt(wire, "Balance").gt(0))
    .sort((one, other) => day(one).localeCompare(day(other)) || Number(one.id) - Number(other.id));
}

/** A payment of nothing that ties both, as QuickBooks makes it. */
function tie(books: Books, creditId: string, invoiceId: string): JsonObject | undefined {
  const credit = table(books, "CreditMemo").get(creditId);
  const invoice = table(books, "Invoice").get(invoiceId);
  if (!credit || !invoice) return undefined;
  const left = Decimal.min(amountAt(credit.wire, "Balance"), amountAt(invoice.wire, "Balance"));
  if (left.lte(0)) return undefined;
  const link = (TxnId: string, TxnType: string): JsonObject => ({
    Amount: left.toNumber(),
    LinkedTxn: [{ TxnId, TxnType }],
  });
  return compact({
    CustomerRef: objectAt(invoice.wire, "CustomerRef"),
    CurrencyRef: objectAt(invoice.wire, "CurrencyRef"),
    TxnDate: serverDate(books.now),
    TotalAmt: 0,
    PrivateNote: "Created by QB Online to link credits to charges.",
    Line: [link(invoiceId, "Invoice"), link(creditId, "CreditMemo")],
  });
}

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
