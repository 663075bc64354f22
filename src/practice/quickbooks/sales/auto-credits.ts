/** Credits that QuickBooks applies by itself, where the company has it so: the oldest credit to the oldest open invoice (docs/quickbooks.md 6). */
import { Decimal } from "decimal.js";
import { type Books, type EntityName, type EntityRow, table } from "../books.ts";
import { salesForms } from "../company.ts";
import { amountAt, compact, type JsonObject, objectAt, refAt, textAt } from "../json.ts";
import { serverDate } from "../times.ts";

/** The payments that follow the creation of an invoice or a credit memo. Each has to be made before the next is asked for. */
export function* paymentsOfCredits(books: Books, created: EntityRow): Generator<JsonObject> {
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
