/** Tax, discounts and currencies of QuickBooks' invoices. */
import { type Decimal, decimal, sum, toCents } from "../../../domain/money/money.ts";
import type { QuickBooksAssumption } from "../assumption.ts";
import { type Books, said, versionOf } from "../books.ts";
import { NotClear, NotPossible, type Observation } from "../finding.ts";
import { type Row, rowAt, rowsAt, textAt } from "../lab.ts";
import { readingOf } from "../read-reply.ts";

const NOT_IN_US = "In the US QuickBooks computes the tax from addresses.";

type TaxCode = { id: string; rateId: string; percent: Decimal };

async function taxCodeOf(books: Books): Promise<TaxCode> {
  const { isUs, taxCode } = await books.facts();
  if (isUs) throw new NotPossible(NOT_IN_US);
  if (taxCode === null) throw new NotPossible("The company has no tax code of one rate.");
  return taxCode;
}

const percentOf = (amount: Decimal, percent: Decimal) => toCents(amount.times(percent).div(100));
const totalTax = (made: Row) => decimal(textAt(rowAt(made, "TxnTaxDetail"), "TotalTax") || "0");
const total = (made: Row) => decimal(textAt(made, "TotalAmt"));

/** The smallest amount in cents that `tells` two readings apart. */
function amountThat(tells: (amount: Decimal) => boolean): Decimal {
  for (let cents = 101; cents < 2_000; cents += 1) {
    const amount = decimal(cents).div(100);
    if (tells(amount)) return amount;
  }
  throw new NotPossible("No amount tells the readings apart at the company's rate.");
}

function either(seen: Decimal, readings: [reading: string, amount: Decimal][], of: string) {
  const [fits] = readings.find(([, amount]) => amount.equals(seen)) ?? [];
  if (fits === undefined) throw new NotClear(`${of} was ${seen.toFixed(2)}.`);
  return { reading: fits, seen: `${of} was ${seen.toFixed(2)}.` };
}

/** An invoice in a currency that is not the home currency, without a rate. */
async function foreignInvoice(books: Books): Promise<Row> {
  const { foreignCurrency } = await books.facts();
  if (foreignCurrency === null) throw new NotPossible("The company has one currency only.");
  const CurrencyRef = { value: foreignCurrency };
  const customer = await books.make("Customer", { DisplayName: books.lab.name(), CurrencyRef });
  const CustomerRef = { value: customer.Id };
  return books.make("Invoice", await books.invoice([10], { CurrencyRef, CustomerRef }));
}

export const BOOKS_MONEY: QuickBooksAssumption[] = [
  {
    id: "Q43",
    service: "quickbooks",
    sentence: "Tax of net prices is rounded per rate over the document, not line by line",
    source: "docs/quickbooks.md 16.3",
    sure: "uncertain",
    because: "The plan foresees the tax in this way, and compares it after the create",
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
      return either(
        totalTax(made),
        [
          ["per_rate", perRate(amount)],
          ["per_line", perLine(amount)],
        ],
        `The tax of 3 × ${amount.toFixed(2)}`,
      );
    },
  },
  {
    id: "Q44",
    service: "quickbooks",
    sentence: "Under TaxInclusive the customer's price stays, and tax is the rest",
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
      return either(
        total(made),
        [
          ["kept", gross],
          ["computed", computed(gross)],
        ],
        `The total of ${gross.toFixed(2)} with tax`,
      );
    },
  },
  {
    id: "Q45",
    service: "quickbooks",
    sentence: "Under TaxInclusive one gross cent is booked as one cent",
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
      const booked = total(made).toFixed(2);
      return { reading: booked, seen: `The total was ${booked}.` };
    },
  },
  {
    id: "Q46",
    service: "quickbooks",
    sentence: "A discount on the invoice is taken off before tax",
    source: "docs/quickbooks.md 4.4",
    sure: "observed",
    because: "The plan takes a deal's discount off the base of the tax",
    expected: "before",
    others: ["after"],
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
      return either(
        totalTax(made),
        [
          ["before", percentOf(decimal(90), percent)],
          ["after", percentOf(decimal(100), percent)],
        ],
        "The tax of 100.00 less 10 %",
      );
    },
  },
  {
    id: "Q47",
    service: "quickbooks",
    sentence: "Tax that is sent with a new invoice is kept where it differs from the computed one",
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
    service: "quickbooks",
    sentence: "An update with tax lines that no longer fit is refused",
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
      return { reading: "ignore", seen: "The tax was computed anew." };
    },
  },
  {
    id: "Q49",
    service: "quickbooks",
    sentence: "Outside the US an invoice without GlobalTaxCalculation is refused with code 2020",
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
    id: "Q50",
    service: "quickbooks",
    sentence: "An amount that is not quantity times price is refused with code 6070",
    source: "docs/quickbooks.md 4.2",
    sure: "reported",
    because: "Lines are changed to a form that can be booked, or refused before anything is sent",
    expected: "6070",
    others: ["accepted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const Line = [await books.line(10, { detail: { Qty: 3, UnitPrice: 3.33 } })];
      const reply = await books.post("Invoice", await books.invoice([], { Line }));
      return readingOf(reply, { "6070": "6070", done: "accepted" });
    },
  },
  {
    id: "Q51",
    service: "quickbooks",
    sentence: "With multicurrency an invoice without a currency takes the customer's",
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
    service: "quickbooks",
    sentence: "A currency that is no code is taken for the home currency",
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
    service: "quickbooks",
    sentence: "A foreign invoice without a rate is booked at 1, not at the day's rate",
    source: "docs/quickbooks.md 4.5",
    sure: "reported",
    because: "The day's rate is read and sent",
    expected: "one",
    others: ["day"],
    practice: "quickbooks.missing_rate",
    cost: { customers: 1, invoices: 1, calls: 15 },
    async experiment(books): Promise<Observation> {
      const rate = textAt(await foreignInvoice(books), "ExchangeRate") || "1";
      return Number(rate) === 1
        ? { reading: "one", seen: "The rate was 1." }
        : { reading: "day", seen: "The rate was another than 1." };
    },
  },
  {
    id: "Q54",
    service: "quickbooks",
    sentence: "An invoice in another currency than its customer's is refused",
    source: "docs/quickbooks.md 4.5",
    sure: "reported",
    because: "Another currency is a problem of the plan, which names it",
    expected: "refused",
    others: ["accepted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { foreignCurrency } = await books.facts();
      if (foreignCurrency === null) throw new NotPossible("The company has one currency only.");
      const CurrencyRef = { value: foreignCurrency };
      const reply = await books.post("Invoice", await books.invoice([10], { CurrencyRef }));
      if (reply.code === null) return readingOf(reply, { done: "accepted" });
      return { reading: "refused", seen: `Refused: ${said(reply)}.` };
    },
  },
];

async function multicurrency(books: Books): Promise<void> {
  if ((await books.facts()).isMulticurrency) return;
  throw new NotPossible("The company has one currency only.");
}

async function inclusiveInvoice(books: Books, net: Decimal, gross: Decimal): Promise<Row> {
  const detail = { TaxInclusiveAmt: gross.toNumber() };
  const Line = [await books.line(net.toNumber(), { detail })];
  const more = { Line, GlobalTaxCalculation: "TaxInclusive" };
  const made = await books.make("Invoice", await books.invoice([], more));
  const grosses = rowsAt(made, "Line").map((line) =>
    decimal(textAt(rowAt(line, "SalesItemLineDetail"), "TaxInclusiveAmt") || "0"),
  );
  if (sum(grosses).isZero()) throw new NotClear("The price with tax did not come back.");
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
