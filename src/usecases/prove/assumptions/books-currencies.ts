/** Currencies of QuickBooks' invoices, and the rates that they are booked at. */
import type { BooksAssumption } from "../assumption.ts";
import type { Books } from "../bench.ts";
import { NotPossible } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { type Row, textAt } from "../rows.ts";

/** An invoice in a currency that is not the home currency, without a rate. */
async function foreignInvoice(books: Books): Promise<Row> {
  const { foreignCurrency } = await books.facts();
  if (foreignCurrency === null) throw new NotPossible("The company has one currency only.");
  const CurrencyRef = { value: foreignCurrency };
  const customer = await books.newCustomer({ CurrencyRef });
  const CustomerRef = { value: customer.Id };
  return books.make("Invoice", await books.invoice([10], { CurrencyRef, CustomerRef }));
}

export const BOOKS_CURRENCIES: BooksAssumption[] = [
  {
    id: "Q51",
    sentence: "With multicurrency an invoice without a currency takes the customer's",
    tries: "An invoice is made without a currency",
    source: "docs/quickbooks.md 4.5",
    sure: "uncertain",
    because: "The currency is always sent",
    expected: "customer",
    others: ["2020"],
    practice: "quickbooks.missing_currency",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      await multicurrency(books);
      const { CurrencyRef: _, ...body } = await books.invoice([10]);
      return readingOf(await books.post("Invoice", body), { "2020": "2020", done: "customer" });
    },
  },
  {
    id: "Q52",
    sentence: "An unknown currency code is taken for the home currency",
    tries: "An invoice is made with 1 as its currency",
    source: "docs/quickbooks.md 4.5",
    sure: "reported",
    because: "The currency of the answer is compared with that of the plan",
    expected: "home",
    others: ["2220"],
    practice: "quickbooks.unknown_currency",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      await multicurrency(books);
      const body = await books.invoice([10], { CurrencyRef: { value: "1" } });
      return readingOf(await books.post("Invoice", body), {
        ...{ "2220": "2220", "2500": "2220" },
        done: "home",
      });
    },
  },
  {
    id: "Q53",
    sentence:
      "An invoice in a foreign currency without a rate is booked at 1, not at the day's rate",
    tries: "An invoice to a customer in another currency is made without a rate",
    source: "docs/quickbooks.md 4.5",
    sure: "reported",
    because: "The day's rate is read and sent",
    expected: "one",
    others: ["day"],
    practice: "quickbooks.missing_rate",
    cost: { customers: 1, invoices: 1, calls: 15 },
    async experiment(books) {
      const rate = textAt(await foreignInvoice(books), "ExchangeRate") || "1";
      return Number(rate) === 1
        ? { reading: "one", seen: "The rate was 1." }
        : { reading: "day", seen: "The rate was another than 1." };
    },
  },
  {
    id: "Q54",
    sentence: "An invoice in another currency than its customer's is refused",
    tries: "An invoice in another currency than its customer's is made",
    source: "docs/quickbooks.md 4.5",
    sure: "reported",
    because: "Another currency is a problem of the plan, which names it",
    expected: "refused",
    others: ["accepted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { foreignCurrency } = await books.facts();
      if (foreignCurrency === null) throw new NotPossible("The company has one currency only.");
      await books.plainInvoice();
      const CurrencyRef = { value: foreignCurrency };
      const reply = await books.post("Invoice", await books.invoice([10], { CurrencyRef }));
      return readingOf(reply, { fault: "refused", done: "accepted" });
    },
  },
];

async function multicurrency(books: Books): Promise<void> {
  if ((await books.facts()).isMulticurrency) return;
  throw new NotPossible("The company has one currency only.");
}
