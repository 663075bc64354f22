/** The sales of the last two years, through the same rules that a client's writes pass. */
import type { SeedBooks, SeedInvoice } from "../companies/quickbooks-company.ts";
import { type Books, type EntityRow, table } from "./books.ts";
import { compact, type JsonObject } from "./json.ts";
import { completeDocument } from "./sales/document.ts";
import { createPayment } from "./sales/payments.ts";
import { voidInvoice } from "./sales/voiding.ts";
import { addDays, serverDate } from "./times.ts";
import { insertTransaction } from "./transactions.ts";

/** A week passes before a customer pays. */
const PAID_AFTER_DAYS = 7;

export function seedInvoice(at: (daysAgo: number) => Books, seed: SeedInvoice): void {
  const books = at(seed.daysAgo);
  const members: JsonObject = {
    CustomerRef: { value: seed.customer },
    TxnDate: serverDate(books.now),
    ...(seed.rate === undefined ? {} : { ExchangeRate: seed.rate }),
    Line: seed.lines.map(({ item, quantity, price, taxCode }) => ({
      DetailType: "SalesItemLineDetail",
      Amount: Math.round(quantity * price * 100) / 100,
      SalesItemLineDetail: compact({
        ItemRef: { value: item },
        Qty: quantity,
        UnitPrice: price,
        TaxCodeRef: taxCode === undefined ? undefined : { value: taxCode },
      }),
    })),
    ...(seed.lines.some(({ taxCode }) => taxCode !== undefined)
      ? { GlobalTaxCalculation: "TaxExcluded" }
      : {}),
  };
  const { wire, hidden } = completeDocument(books, {
    entity: "Invoice",
    members,
    sent: new Set(Object.keys(members)),
    before: undefined,
    allowsDuplicateNumber: false,
  });
  const row = insertTransaction(books, "Invoice", wire, { hidden });
  if (seed.isVoided) voidInvoice(at(seed.daysAgo - 1), row);
  else if (seed.paid) seedPayment(at(Math.max(0, seed.daysAgo - PAID_AFTER_DAYS)), row, seed);
}

/** Its number is of its own kind, so that the invoices' numbers stay without a gap. */
export function seedCredit(books: Books, seed: SeedBooks["credits"][number], index: number): void {
  const { customer, item, net, taxCode, isApplied } = seed;
  const detail = compact({
    ItemRef: { value: item },
    TaxCodeRef: taxCode === undefined ? undefined : { value: taxCode },
  } as JsonObject);
  const members = compact({
    CustomerRef: { value: customer },
    DocNumber: `CM-${index + 1}`,
    TxnDate: serverDate(books.now),
    GlobalTaxCalculation: taxCode === undefined ? undefined : "TaxExcluded",
    Line: [{ DetailType: "SalesItemLineDetail", Amount: net, SalesItemLineDetail: detail }],
  } as JsonObject);
  const { wire, hidden } = completeDocument(books, {
    entity: "CreditMemo",
    members,
    sent: new Set(Object.keys(members)),
    before: undefined,
    allowsDuplicateNumber: false,
  });
  const memo = insertTransaction(books, "CreditMemo", wire, { hidden });
  const open = table(books, "Invoice")
    .all()
    .find(
      ({ wire: invoice }) =>
        (invoice.CustomerRef as { value?: string })?.value === customer &&
        Number(invoice.Balance) > 0,
    );
  if (!isApplied || !open) return;
  const amount = Math.min(Number(memo.wire.TotalAmt), Number(open.wire.Balance));
  const link = (TxnId: string, TxnType: string) => ({
    Amount: amount,
    LinkedTxn: [{ TxnId, TxnType }],
  });
  createPayment(books, {
    CustomerRef: { value: customer },
    TxnDate: serverDate(books.now),
    TotalAmt: 0,
    Line: [link(open.id, "Invoice"), link(memo.id, "CreditMemo")],
  });
}

function seedPayment(books: Books, invoice: EntityRow, seed: SeedInvoice): void {
  const amount = Math.round(Number(invoice.wire.TotalAmt) * (seed.paid ?? 1) * 100) / 100;
  createPayment(books, {
    CustomerRef: { value: seed.customer },
    TxnDate: addDays(String(invoice.wire.TxnDate), PAID_AFTER_DAYS),
    TotalAmt: amount,
    Line: [{ Amount: amount, LinkedTxn: [{ TxnId: invoice.id, TxnType: "Invoice" }] }],
  });
}
