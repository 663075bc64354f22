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

/** The sales rates of a code; undefined if there is no such code. */
export function salesRates(books: Books, codeId: string): Rate[] | undefined {
  const code = table(books, "TaxCode").get(codeId);
  if (!code) return undefined;
  const details = objectsAt(objectAt(code.wire, "SalesTaxRateList") ?? {}, "TaxRateDetail");
  return details.flatMap((detail) => {
    const id = refAt(detail, "TaxRateRef");
    const rate = id === undefined ? undefined : table(books, "TaxRate").get(id);
    return rate
      ? [{ id: rate.id, percent: new Decimal(textAt(rate.wire, "RateValue") ?? "0") }]
      : [];
  });
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
