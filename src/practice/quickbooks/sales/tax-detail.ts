/** The lines of a document once they are read, tax codes with their rates, what each line bears of a discount, and the tax as TxnTaxDetail says it (docs/quickbooks.md 4.4, 11). */
import { Decimal } from "decimal.js";
import { type Books, table } from "../books.ts";
import {
  type JsonObject,
  objectAt,
  objectsAt,
  refAt,
  spread,
  sum,
  textAt,
  ZERO,
} from "../values.ts";

export type ItemLine = {
  kind: "item";
  wire: JsonObject;
  detail: JsonObject;
  amount: Decimal;
  /** TaxInclusiveAmt, where it was sent. */
  gross: Decimal | undefined;
  taxCode: string | undefined;
  isShipping: boolean;
};

export type Line =
  | ItemLine
  | { kind: "text"; wire: JsonObject }
  | { kind: "group"; wire: JsonObject; members: ItemLine[] };
export type Lines = { lines: Line[]; discount: Discount | undefined };

export type Discount = { wire: JsonObject; percent: Decimal | undefined; amount: Decimal };

/** Those with an amount, the members of bundles among them. */
export function itemLinesOf(lines: Line[]): ItemLine[] {
  return lines.flatMap((line) => {
    if (line.kind === "text") return [];
    return line.kind === "group" ? line.members : [line];
  });
}

export type Rate = { id: string; percent: Decimal };
export type Tax = { rate: Rate; tax: Decimal; net: Decimal };
export type TaxResult = { total: Decimal; detail: JsonObject; isForced?: boolean };

export const zeroTax = (): TaxResult => ({ total: new Decimal(0), detail: { TotalTax: 0 } });

/** What several taxes come to. */
export function totalOf(taxes: Tax[]): TaxResult {
  const total = sum(taxes.map(({ tax }) => tax));
  return { total, detail: detailOf(total, taxes) };
}

export function detailOf(total: Decimal, taxes: Tax[]): JsonObject {
  return {
    TotalTax: total.toNumber(),
    TaxLine: taxes.map(({ rate, tax, net }) => taxLine(rate, tax, net)),
  };
}

function taxLine(rate: Rate, tax: Decimal, net: Decimal): JsonObject {
  return {
    Amount: tax.toNumber(),
    DetailType: "TaxLineDetail",
    TaxLineDetail: {
      TaxRateRef: { value: rate.id },
      PercentBased: true,
      TaxPercent: rate.percent.toNumber(),
      NetAmountTaxable: net.toNumber(),
    },
  };
}

/** The sales rates of a code; none if there is no such code. */
export function salesRates(books: Books, codeId: string | undefined): Rate[] {
  const code = codeId === undefined ? undefined : table(books, "TaxCode").get(codeId);
  const list = code && objectAt(code.wire, "SalesTaxRateList");
  return objectsAt(list ?? {}, "TaxRateDetail").flatMap((detail) => {
    const rate = table(books, "TaxRate").get(refAt(detail, "TaxRateRef") ?? "");
    const percent = new Decimal(textAt(rate?.wire ?? {}, "RateValue") ?? "0");
    return rate ? [{ id: rate.id, percent }] : [];
  });
}

/** A tax, split between the rates that it comes of. */
export function shared(rates: Rate[], whole: Decimal, net: Decimal): Tax[] {
  const parts = spread(
    whole,
    rates.map(({ percent }) => percent),
  );
  return rates.map((rate, place) => ({ rate, net, tax: parts[place] ?? ZERO }));
}

export function percentOf(rates: Rate[]): Decimal {
  return sum(rates.map(({ percent }) => percent));
}

/** The discount by line, each share in cents only when lines are rounded one by one; shipping has no part in it. */
export function discountShares(lines: ItemLine[], discount: Decimal, isByLine: boolean): Decimal[] {
  const goods = lines.map((line) => (line.isShipping ? ZERO : line.amount));
  if (isByLine) return spread(discount, goods);
  const codes = [...new Set(lines.map((line) => line.taxCode))];
  const bases = codes.map((code) =>
    sum(lines.map((line, i) => (line.taxCode === code ? (goods[i] ?? ZERO) : ZERO))),
  );
  const byCode = spread(discount, bases);
  return lines.map((line, index) => {
    const isFirst = lines.findIndex((other) => other.taxCode === line.taxCode) === index;
    return isFirst ? (byCode[codes.indexOf(line.taxCode)] ?? ZERO) : ZERO;
  });
}
