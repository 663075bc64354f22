/** The tax of a whole document by tax codes, as it is outside the US (docs/quickbooks.md 4.4, 16.3). */
import type { Decimal } from "decimal.js";
import type { Books } from "../books.ts";
import { cents, spread, sum, ZERO } from "../money.ts";
import { discountShares } from "./discount-shares.ts";
import type { ItemLine } from "./line.ts";
import { percentOf, salesRates } from "./tax-codes.ts";
import { detailOf, type Rate, type Tax, type TaxResult } from "./tax-detail.ts";

/**
 * Net figures: tax of each rate on the sum of what it taxes, or line by line by setting; the rates of one code each for itself, or
 * rounded as one by setting. The share of a discount is by amount.
 */
export function excludedTax(books: Books, lines: ItemLine[], discount: Decimal): TaxResult {
  const isPerLine = books.settings("tax.rounding") === "per_line";
  const groups = groupByCode(lines, discountShares(lines, discount, isPerLine));
  const taxOf = (nets: Decimal[], percent: Decimal) => {
    const of = (amount: Decimal) => cents(amount.times(percent).dividedBy(100));
    return isPerLine ? sum(nets.map(of)) : of(sum(nets));
  };
  const isTogether = books.settings("quickbooks.several_rates") === "together";
  const all = isTogether ? byCode(books, groups, taxOf) : byRate(books, groups, taxOf);
  const total = sum(all.map(({ tax }) => tax));
  return { total, detail: detailOf(total, all) };
}

type Group = { code: string; nets: Decimal[] };
type TaxOf = (nets: Decimal[], percent: Decimal) => Decimal;

function byRate(books: Books, groups: Group[], taxOf: TaxOf): Tax[] {
  const taxed = new Map<string, { rate: Rate; nets: Decimal[] }>();
  for (const { code, nets } of groups)
    for (const rate of salesRates(books, code) ?? [])
      taxed.set(rate.id, { rate, nets: [...(taxed.get(rate.id)?.nets ?? []), ...nets] });
  return [...taxed.values()].map(({ rate, nets }) => ({
    ...{ rate, net: sum(nets), tax: taxOf(nets, rate.percent) },
  }));
}

function byCode(books: Books, groups: Group[], taxOf: TaxOf): Tax[] {
  return merged(
    groups.flatMap(({ code, nets }) => {
      const rates = salesRates(books, code) ?? [];
      const percents = rates.map(({ percent }) => percent);
      const parts = spread(taxOf(nets, sum(percents)), percents);
      return rates.map((rate, place) => ({ rate, net: sum(nets), tax: parts[place] ?? ZERO }));
    }),
  );
}

/** One for each rate. */
function merged(taxes: Tax[]): Tax[] {
  const byId = new Map<string, Tax>();
  for (const { rate, tax, net } of taxes) {
    const before = byId.get(rate.id);
    byId.set(rate.id, { rate, tax: tax.plus(before?.tax ?? 0), net: net.plus(before?.net ?? 0) });
  }
  return [...byId.values()];
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
  const taxes = lines.flatMap((line, index) => {
    const rates = salesRates(books, line.taxCode ?? "") ?? [];
    const net = line.amount.minus(netShares[index] ?? ZERO);
    const gross = (line.gross ?? line.amount).minus(grossShares[index] ?? ZERO);
    const parts = spread(
      gross.minus(net),
      rates.map(({ percent }) => percent),
    );
    return rates.map((rate, place) => ({ rate, net, tax: parts[place] ?? ZERO }));
  });
  const all = merged(taxes);
  const total = sum(all.map(({ tax }) => tax));
  return { total, detail: detailOf(total, all) };
}

function groupByCode(lines: ItemLine[], shares: Decimal[]): Group[] {
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
