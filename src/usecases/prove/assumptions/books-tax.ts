/** How QuickBooks works out tax and discounts of an invoice. */
import { type Decimal, decimal, toCents } from "../../../domain/money/money.ts";
import type { BooksAssumption } from "../assumption.ts";
import type { Books } from "../bench.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { amountReading } from "../readings.ts";
import { amountAt, type Row, rowAt, rowsAt, textAt } from "../rows.ts";
import { amountThat, NOT_IN_US, percentOf, taxCodeOf, totalTax } from "./tax-money.ts";

export const BOOKS_TAX: BooksAssumption[] = [
  {
    id: "Q43",
    sentence: "Tax of net prices is rounded per rate over the document, not line by line",
    tries:
      "An invoice of three equal lines is made, of a price whose tax tells the roundings apart",
    source: "docs/quickbooks.md 16.3",
    sure: "uncertain",
    because: "The preview computes tax this way; it is compared with QuickBooks' after the create",
    expected: "per_rate",
    others: ["per_line"],
    practice: "tax.rounding",
    chooses: "tax.rounding",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { percent } = await taxCodeOf(books);
      const perLine = (amount: Decimal) => percentOf(amount, percent).times(3);
      const perRate = (amount: Decimal) => percentOf(amount.times(3), percent);
      const amount = amountThat((one) => !perLine(one).equals(perRate(one)));
      const each = amount.toNumber();
      const made = await books.make("Invoice", await books.invoice([each, each, each]));
      return amountReading(`The tax of 3 × ${amount.toFixed(2)}`, totalTax(made), {
        per_rate: perRate(amount),
        per_line: perLine(amount),
      });
    },
  },
  {
    id: "Q44",
    sentence: "Under TaxInclusive the customer's price stays, and tax is the rest",
    tries: "An invoice is made with a price that no net price reaches",
    source: "docs/quickbooks.md 16.3",
    sure: "observed",
    because: "Prices with tax are sent so, since one in five cannot be reached from a net price",
    expected: "kept",
    others: ["computed"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { percent } = await taxCodeOf(books);
      const net = (gross: Decimal) => toCents(gross.div(percent.div(100).plus(1)));
      const computed = (gross: Decimal) => net(gross).plus(percentOf(net(gross), percent));
      const gross = amountThat((one) => !computed(one).equals(one));
      const made = await inclusiveInvoice(books, net(gross), gross);
      return amountReading(
        `The total of ${gross.toFixed(2)} with tax`,
        amountAt(made, "TotalAmt"),
        {
          kept: gross,
          computed: computed(gross),
        },
      );
    },
  },
  {
    id: "Q45",
    sentence: "Under TaxInclusive one gross cent is booked as one cent",
    tries: "An invoice over 0.01 with tax is made",
    source: "docs/quickbooks.md 16.3",
    sure: "uncertain",
    because: "The smallest prices with tax are invoiced like all others",
    expected: "0.01",
    others: "any",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { percent } = await taxCodeOf(books);
      const cent = decimal("0.01");
      const made = await inclusiveInvoice(books, toCents(cent.div(percent.div(100).plus(1))), cent);
      const booked = amountAt(made, "TotalAmt").toFixed(2);
      return { reading: booked, seen: `The total was ${booked}.` };
    },
  },
  {
    id: "Q46",
    sentence: "A discount on the invoice is taken off before tax",
    tries: "An invoice over 100.00 less 10 % is made",
    source: "docs/quickbooks.md 4.4",
    sure: "observed",
    because:
      "The plan takes a deal's discount off the base of the tax; else it lowers the lines instead",
    expected: "before",
    others: ["after"],
    practice: "quickbooks.discount_tax",
    chooses: "discount.tax",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { percent } = await taxCodeOf(books);
      const Line = [
        await books.line(100),
        {
          DetailType: "DiscountLineDetail",
          DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 },
        },
      ];
      const made = await books.make("Invoice", await books.invoice([], { Line }));
      return amountReading("The tax of 100.00 less 10 %", totalTax(made), {
        before: percentOf(decimal(90), percent),
        after: percentOf(decimal(100), percent),
      });
    },
  },
  {
    id: "Q67",
    sentence: "Each of two tax rates on one line (GST and QST) is rounded for itself",
    tries:
      "An invoice is made with a tax code of two rates, of a price that tells the roundings apart",
    source: "docs/quickbooks.md 16.3",
    sure: "uncertain",
    because: "The preview computes tax this way; it is compared with QuickBooks' after the create",
    expected: "each",
    others: ["together"],
    practice: "quickbooks.several_rates",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { isUs, twoRateCode } = await books.facts();
      if (isUs) throw new NotPossible(NOT_IN_US);
      if (twoRateCode === null)
        throw new NotPossible("The company has no tax code of two rates, such as GST and QST.");
      const [one, other] = twoRateCode.rates.map(({ percent }) => percent) as [Decimal, Decimal];
      const each = (amount: Decimal) => percentOf(amount, one).plus(percentOf(amount, other));
      const together = (amount: Decimal) => percentOf(amount, one.plus(other));
      const amount = amountThat((price) => !each(price).equals(together(price)));
      const detail = { TaxCodeRef: { value: twoRateCode.id } };
      const Line = [await books.line(amount.toNumber(), { detail })];
      const made = await books.make("Invoice", await books.invoice([], { Line }));
      return amountReading(`The tax of ${amount.toFixed(2)}`, totalTax(made), {
        each: each(amount),
        together: together(amount),
      });
    },
  },
];

async function inclusiveInvoice(books: Books, net: Decimal, gross: Decimal): Promise<Row> {
  const detail = { TaxInclusiveAmt: gross.toNumber() };
  const Line = [await books.line(net.toNumber(), { detail })];
  const more = { Line, GlobalTaxCalculation: "TaxInclusive" };
  const made = await books.make("Invoice", await books.invoice([], more));
  const hasGross = rowsAt(made, "Line").some(
    (line) => textAt(rowAt(line, "SalesItemLineDetail"), "TaxInclusiveAmt") !== "",
  );
  if (!hasGross) throw new NotClear("The price with tax did not come back.");
  return made;
}
