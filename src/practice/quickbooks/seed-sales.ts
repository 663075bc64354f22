/** The sales of the last two years, through the same rules that a client's writes pass, and what would have been in their way. */
import { COMPANIES } from "../companies/index.ts";
import type { CompanyName, SeedBooks, SeedInvoice } from "../companies/seed-types.ts";
import type { State } from "../state.ts";
import { type Books, booksAt, type EntityRow, replace, type Settled, table } from "./books.ts";
import { completeDocument } from "./sales/document.ts";
import { createPayment } from "./sales/payments.ts";
import { voidInvoice } from "./sales/voiding.ts";
import { addDays, serverDate } from "./times.ts";
import { insertTransaction } from "./transactions.ts";
import { compact, type Json, type JsonObject, objectAt, refAt } from "./values.ts";

/** A week passes before a customer pays. */
const PAID_AFTER_DAYS = 7;

export function seedSales(state: State, company: CompanyName, now: Date): void {
  const seed = COMPANIES[company].books;
  const at = booksAt(state, now);
  for (const invoice of seed.invoices) seedInvoice(at, invoice);
  for (const [index, credit] of seed.credits.entries())
    seedCredit(at(credit.daysAgo), credit, index);
  seedHabits(at(0), seed);
}

/** A document as a client would send it. */
function book(books: Books, entity: Settled, sent: Record<string, Json | undefined>): EntityRow {
  const members = compact(sent);
  const { wire, hidden } = completeDocument(books, {
    ...{ entity, members, sent: new Set(Object.keys(members)) },
    ...{ before: undefined, allowsDuplicateNumber: false },
  });
  return insertTransaction(books, entity, wire, { hidden });
}

type Sold = { item: string; net: number; quantity?: number; price?: number; taxCode?: string };

const line = ({ item, net, quantity, price, taxCode }: Sold): JsonObject => ({
  DetailType: "SalesItemLineDetail",
  Amount: net,
  SalesItemLineDetail: compact({
    ...{ ItemRef: { value: item }, Qty: quantity, UnitPrice: price },
    TaxCodeRef: taxCode === undefined ? undefined : { value: taxCode },
  }),
});

const pays = (TxnId: string, TxnType: Settled, Amount: number) => ({
  ...{ Amount, LinkedTxn: [{ TxnId, TxnType }] },
});

function seedInvoice(at: (daysAgo: number) => Books, seed: SeedInvoice): void {
  const books = at(seed.daysAgo);
  const isTaxed = seed.lines.some(({ taxCode }) => taxCode !== undefined);
  const row = book(books, "Invoice", {
    CustomerRef: { value: seed.customer },
    TxnDate: serverDate(books.now),
    ExchangeRate: seed.rate,
    Line: seed.lines.map((sold) =>
      line({ ...sold, net: Math.round(sold.quantity * sold.price * 100) / 100 }),
    ),
    GlobalTaxCalculation: isTaxed ? "TaxExcluded" : undefined,
  });
  if (seed.isVoided) voidInvoice(at(seed.daysAgo - 1), row);
  else if (seed.paid) seedPayment(at(Math.max(0, seed.daysAgo - PAID_AFTER_DAYS)), row, seed.paid);
}

/** Its number is of its own kind, so that the invoices' numbers stay without a gap. */
function seedCredit(books: Books, seed: SeedBooks["credits"][number], index: number): void {
  const { customer, taxCode, isApplied } = seed;
  const CustomerRef = { value: customer };
  const TxnDate = serverDate(books.now);
  const memo = book(books, "CreditMemo", {
    ...{ CustomerRef, TxnDate, DocNumber: `CM-${index + 1}`, Line: [line(seed)] },
    GlobalTaxCalculation: taxCode === undefined ? undefined : "TaxExcluded",
  });
  const open = table(books, "Invoice")
    .all()
    .find(({ wire }) => refAt(wire, "CustomerRef") === customer && Number(wire.Balance) > 0);
  if (!isApplied || !open) return;
  const amount = Math.min(Number(memo.wire.TotalAmt), Number(open.wire.Balance));
  const Line = [pays(open.id, "Invoice", amount), pays(memo.id, "CreditMemo", amount)];
  createPayment(books, { CustomerRef, TxnDate, TotalAmt: 0, Line });
}

function seedPayment(books: Books, { id, wire }: EntityRow, share: number): void {
  const amount = Math.round(Number(wire.TotalAmt) * share * 100) / 100;
  createPayment(books, {
    CustomerRef: { value: refAt(wire, "CustomerRef") ?? "" },
    TxnDate: addDays(String(wire.TxnDate), PAID_AFTER_DAYS),
    TotalAmt: amount,
    Line: [pays(id, "Invoice", amount)],
  });
}

/** What would have been in the way of booking the past: own numbers, closed books, default terms. */
function seedHabits(books: Books, { habits }: SeedBooks): void {
  const row = table(books, "Preferences").get("1");
  if (!habits || !row) return;
  const { usesOwnNumbers, closedDaysAgo, defaultTerm } = habits;
  const accounting = {
    ...objectAt(row.wire, "AccountingInfoPrefs"),
    BookCloseDate:
      closedDaysAgo === undefined ? undefined : addDays(serverDate(books.now), -closedDaysAgo),
  };
  const forms = {
    ...objectAt(row.wire, "SalesFormsPrefs"),
    CustomTxnNumbers: usesOwnNumbers ?? false,
    DefaultTerms: defaultTerm === undefined ? undefined : { value: defaultTerm },
  };
  replace(books, row, {
    ...row.wire,
    AccountingInfoPrefs: compact(accounting),
    SalesFormsPrefs: compact(forms),
  });
}
