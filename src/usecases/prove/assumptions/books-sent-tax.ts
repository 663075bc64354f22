/** What QuickBooks makes of tax that is sent with an invoice, and of an invoice that does not say what its prices hold. */
import { type Decimal, decimal } from "../../../domain/money/money.ts";
import type { BooksAssumption } from "../assumption.ts";
import { versionOf } from "../bench.ts";
import { NotClear } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { type Row, rowAt } from "../rows.ts";
import { percentOf, type TaxCode, taxCodeOf, totalTax } from "./tax-money.ts";

export const BOOKS_SENT_TAX: BooksAssumption[] = [
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
];

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
