/** The tax of a whole document by tax codes, as it is outside the US (docs/quickbooks.md 4.4, 16.3). */
import { Decimal } from "decimal.js";
import type { Books } from "../books.ts";
import type { JsonObject } from "../json.ts";
import { cents, spread, sum, ZERO } from "../money.ts";
import type { ItemLine } from "./lines.ts";
import { percentOf, type Rate, salesRates, taxLine } from "./tax-codes.ts";

export type TaxResult = { total: Decimal; detail: JsonObject; isForced?: boolean };

/** Net figures: tax of each rate on the sum of what it taxes, or line by line by setting. The share of a discount is by amount. */
export function excludedTax(books: Books, lines: ItemLine[], discount: Decimal): TaxResult {
  const isPerLine = books.settings("tax.rounding") === "per_line";
  const shares = discountShares(lines, discount, isPerLine);
  const taxed = new Map<string, { rate: Rate; nets: Decimal[] }>();
  for (const { code, nets } of groupByCode(lines, shares)) {
    for (const rate of salesRates(books, code) ?? []) {
      const before = taxed.get(rate.id)?.nets ?? [];
      taxed.set(rate.id, { rate, nets: [...before, ...nets] });
    }
  }
  const all = [...taxed.values()].map(({ rate, nets }) => {
    const of = (amount: Decimal) => cents(amount.times(rate.percent).dividedBy(100));
    const net = sum(nets);
    return { rate, net, tax: isPerLine ? sum(nets.map(of)) : of(net) };
  });
  const total = sum(all.map(({ tax }) => tax));
  return { total, detail: detailOf(total, all) };
}

/** Gross figures: what the customer pays is fixed, the net is rounded first, tax is the rest (docs/quickbooks.md 16.3). */
export function inclusiveTax(
  books: Books,
  lines: ItemLine[],
  discount: { net: Decimal; gross: Decimal },
): TaxResult {
  const goods = lines.map((line) => (line.isShipping ? ZERO : line.amount));
  const netShares = spread(discount.net, goods);
  const grossShares = spread(discount.gross, goods);
  const taxes = new Map<string, { rate: Rate; tax: Decimal; net: Decimal }>();
  lines.forEach((line, index) => {
    const rates = salesRates(books, line.taxCode ?? "") ?? [];
    const net = line.amount.minus(netShares[index] ?? ZERO);
    const gross = (line.gross ?? line.amount).minus(grossShares[index] ?? ZERO);
    const parts = spread(
      gross.minus(net),
      rates.map(({ percent }) => percent),
    );
    rates.forEach((rate, place) => {
      const before = taxes.get(rate.id);
      const tax = (parts[place] ?? ZERO).plus(before?.tax ?? 0);
      taxes.set(rate.id, { rate, tax, net: net.plus(before?.net ?? 0) });
    });
  });
  const all = [...taxes.values()];
  const total = sum(all.map(({ tax }) => tax));
  return { total, detail: detailOf(total, all) };
}

export function detailOf(
  total: Decimal,
  taxes: { rate: Rate; tax: Decimal; net: Decimal }[],
): JsonObject {
  return {
    TotalTax: total.toNumber(),
    TaxLine: taxes.map(({ rate, tax, net }) => taxLine(rate, tax, net)),
  };
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

function groupByCode(lines: ItemLine[], shares: Decimal[]): { code: string; nets: Decimal[] }[] {
  const groups = new Map<string, Decimal[]>();
  lines.forEach((line, index) => {
    if (line.taxCode === undefined) return;
    const nets = groups.get(line.taxCode) ?? [];
    nets.push(line.amount.minus(shares[index] ?? ZERO));
    groups.set(line.taxCode, nets);
  });
  return [...groups].map(([code, nets]) => ({ code, nets }));
}

export function grossOf(books: Books, code: string | undefined, net: Decimal): Decimal {
  const percent = percentOf(salesRates(books, code ?? "") ?? []);
  return cents(net.times(percent.plus(100)).dividedBy(100));
}

export function netOf(books: Books, code: string | undefined, gross: Decimal): Decimal {
  const percent = percentOf(salesRates(books, code ?? "") ?? []);
  return cents(gross.times(100).dividedBy(percent.plus(100)));
}

export const zeroTax = (): TaxResult => ({ total: new Decimal(0), detail: { TotalTax: 0 } });
