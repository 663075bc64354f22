/** Tax and discounts of QuickBooks' invoices. */
import { type Decimal, decimal, toCents } from "../../../domain/money/money.ts";
import type { BooksAssumption } from "../assumption.ts";
import { type Books, versionOf } from "../books.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { type Row, rowAt, rowsAt, textAt } from "../lab.ts";
import { amountAt, amountReading, readingOf } from "../readings.ts";

const NOT_IN_US = "In the US QuickBooks computes the tax from addresses.";

type TaxCode = { id: string; rateId: string; percent: Decimal };

async function taxCodeOf(books: Books): Promise<TaxCode> {
  const { isUs, taxCode } = await books.facts();
  if (isUs) throw new NotPossible(NOT_IN_US);
  if (taxCode === null) throw new NotPossible("The company has no tax code of one rate.");
  const { id, percent } = taxCode.rates[0];
  return { id: taxCode.id, rateId: id, percent };
}

const percentOf = (amount: Decimal, percent: Decimal) => toCents(amount.times(percent).div(100));
function totalTax(made: Row): Decimal {
  const detail = rowAt(made, "TxnTaxDetail");
  return "TotalTax" in detail ? amountAt(detail, "TotalTax") : decimal(0);
}

/** The smallest amount in cents that `tells` two readings apart. */
function amountThat(tells: (amount: Decimal) => boolean): Decimal {
  for (let cents = 101; cents < 2_000; cents += 1) {
    const amount = decimal(cents).div(100);
    if (tells(amount)) return amount;
  }
  throw new NotPossible("No amount tells the readings apart at the company's rate.");
}

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
    id: "Q47",
    sentence: "Tax that is sent with a new invoice is kept where it differs from the computed one",
    tries: "An invoice is made with one cent more tax than is due",
    source: "docs/quickbooks.md 17",
    sure: "reported",
    because: "pdqb sends no tax; a bookkeeper's own figure stays as it is",
    expected: "keep",
    others: ["6000", "ignore"],
    practice: "quickbooks.tax_override",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const code = await taxCodeOf(books);
      const computed = percentOf(decimal(100), code.percent);
      const TxnTaxDetail = taxDetail(code, computed.plus("0.01"), 100);
      const reply = await books.post("Invoice", await books.invoice([100], { TxnTaxDetail }));
      if (reply.code !== null) return readingOf(reply, { "6000": "6000" });
      const isKept = !totalTax(rowAt(reply.body, "Invoice")).equals(computed);
      return isKept
        ? { reading: "keep", seen: "The tax that was sent stayed." }
        : { reading: "ignore", seen: "The tax was computed." };
    },
  },
  {
    id: "Q48",
    sentence: "An update with tax lines that no longer fit is refused",
    tries: "The line of an invoice is doubled, and the old tax sent with it",
    source: "docs/quickbooks.md 4.4",
    sure: "uncertain",
    because: "Updates of pdqb leave the tax out",
    expected: "fault",
    others: ["ignore"],
    practice: "quickbooks.stale_tax_detail",
    cost: { invoices: 1, calls: 15 },
    async experiment(books) {
      const code = await taxCodeOf(books);
      const body = await books.invoice([100]);
      const made = await books.make("Invoice", body);
      const reply = await books.post("Invoice", {
        ...body,
        ...versionOf(made),
        sparse: true,
        Line: [await books.line(200)],
        TxnTaxDetail: taxDetail(code, percentOf(decimal(100), code.percent), 100),
      });
      if (reply.code !== null)
        return { reading: "fault", seen: `Refused with code ${reply.code}.` };
      const isNew = totalTax(rowAt(reply.body, "Invoice")).equals(
        percentOf(decimal(200), code.percent),
      );
      if (!isNew) throw new NotClear("The old tax stayed.");
      return { reading: "ignore", seen: "The tax was computed again." };
    },
  },
  {
    id: "Q49",
    sentence: "Outside the US an invoice without GlobalTaxCalculation is refused with code 2020",
    tries: "An invoice is made without GlobalTaxCalculation",
    source: "docs/quickbooks.md 4.4",
    sure: "reported",
    because: "It is always sent",
    expected: "2020",
    others: ["excluded"],
    practice: "quickbooks.missing_global_tax",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { percent } = await taxCodeOf(books);
      const { GlobalTaxCalculation: _, ...body } = await books.invoice([100]);
      const reply = await books.post("Invoice", body);
      if (reply.code !== null) return readingOf(reply, { "2020": "2020" });
      const isExcluded = totalTax(rowAt(reply.body, "Invoice")).equals(
        percentOf(decimal(100), percent),
      );
      if (!isExcluded) throw new NotClear("It was taken for something else than TaxExcluded.");
      return { reading: "excluded", seen: "It was taken for TaxExcluded." };
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

function taxDetail({ rateId, percent }: TaxCode, tax: Decimal, net: number): Row {
  return {
    TotalTax: tax.toNumber(),
    TaxLine: [
      {
        Amount: tax.toNumber(),
        DetailType: "TaxLineDetail",
        TaxLineDetail: {
          TaxRateRef: { value: rateId },
          PercentBased: true,
          TaxPercent: percent.toNumber(),
          NetAmountTaxable: net,
        },
      },
    ],
  };
}
