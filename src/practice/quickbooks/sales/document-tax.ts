/** The tax of a whole document by tax codes, as it is outside the US, computed or as it was sent (docs/quickbooks.md 4.4, 16.3, 17). */
import type { Decimal } from "decimal.js";
import type { Books } from "../books.ts";
import { business } from "../fault.ts";
import {
  amountAt,
  cents,
  decimalAt,
  type JsonObject,
  objectAt,
  objectsAt,
  refAt,
  spread,
  sum,
  ZERO,
} from "../values.ts";
import {
  discountShares,
  type ItemLine,
  percentOf,
  type Rate,
  salesRates,
  shared,
  type Tax,
  type TaxResult,
  totalOf,
} from "./tax-detail.ts";

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
  const isTogether = books.settings("several_rates") === "together";
  return totalOf(isTogether ? byCode(books, groups, taxOf) : byRate(books, groups, taxOf));
}

type Group = { code: string; nets: Decimal[] };
type TaxOf = (nets: Decimal[], percent: Decimal) => Decimal;

function byRate(books: Books, groups: Group[], taxOf: TaxOf): Tax[] {
  const taxed = new Map<string, { rate: Rate; nets: Decimal[] }>();
  for (const { code, nets } of groups)
    for (const rate of salesRates(books, code))
      taxed.set(rate.id, { rate, nets: [...(taxed.get(rate.id)?.nets ?? []), ...nets] });
  return [...taxed.values()].map(({ rate, nets }) => ({
    ...{ rate, net: sum(nets), tax: taxOf(nets, rate.percent) },
  }));
}

function byCode(books: Books, groups: Group[], taxOf: TaxOf): Tax[] {
  return merged(
    groups.flatMap(({ code, nets }) => {
      const rates = salesRates(books, code);
      return shared(rates, taxOf(nets, percentOf(rates)), sum(nets));
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
    const net = line.amount.minus(netShares[index] ?? ZERO);
    const gross = (line.gross ?? line.amount).minus(grossShares[index] ?? ZERO);
    return shared(salesRates(books, line.taxCode), gross.minus(net), net);
  });
  return totalOf(merged(taxes));
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
  const percent = percentOf(salesRates(books, code));
  return cents(net.times(percent.plus(100)).dividedBy(100));
}

export function netOf(books: Books, code: string | undefined, gross: Decimal): Decimal {
  const percent = percentOf(salesRates(books, code));
  return cents(gross.times(100).dividedBy(percent.plus(100)));
}

type SentTax = {
  detail: JsonObject | undefined;
  isUpdate: boolean;
  /** This request named it; else it is what the books have kept. */
  isSent: boolean;
};

/** A new document keeps a tax that differs from the computed one; in an update a figure that no longer fits collides. */
export function withSentTax(books: Books, sent: SentTax, computed: TaxResult): TaxResult {
  const taxLines = objectsAt(sent.detail ?? {}, "TaxLine");
  const setting = sent.isUpdate ? "stale_tax_detail" : "tax_override";
  const isIgnored = books.settings(setting) === "ignore";
  if (taxLines.length === 0 || isIgnored) return computed;
  const given = new Map(taxLines.map((line) => [rateOf(line), line]));
  const own = objectsAt(computed.detail, "TaxLine");
  const isKnown = [...given.keys()].every((rate) => own.some((line) => rateOf(line) === rate));
  if (!isKnown) {
    const isSame = sum(taxLines.map((line) => amountAt(line, "Amount"))).eq(computed.total);
    if (isSame) return computed;
    throw mismatch();
  }
  const lines = own.map((line) => {
    const taxLine = given.get(rateOf(line));
    return taxLine ? overridden(line, differenceOf(books, sent, taxLine, line)) : line;
  });
  const total = sum(lines.map((line) => amountAt(line, "Amount")));
  if (total.eq(computed.total)) return computed;
  return { total, detail: { TotalTax: total.toNumber(), TaxLine: lines }, isForced: true };
}

const mismatch = () =>
  business("The tax amounts in TxnTaxDetail do not match the tax of the lines.", "TxnTaxDetail");

function rateOf(line: JsonObject): string | undefined {
  return refAt(objectAt(line, "TaxLineDetail") ?? {}, "TaxRateRef");
}

/** By how much the tax is to differ from the computed one. */
function differenceOf(
  books: Books,
  { isUpdate, isSent }: SentTax,
  given: JsonObject,
  computed: JsonObject,
): Decimal {
  const named = decimalAt(objectAt(given, "TaxLineDetail") ?? {}, "OverrideDeltaAmount");
  const difference = amountAt(given, "Amount").minus(amountAt(computed, "Amount"));
  if (isUpdate && !isSent) return named ?? difference.times(0);
  const isStale = isUpdate && !difference.eq(named ?? 0);
  const isRefused = !isUpdate && books.settings("tax_override") === "6000";
  if (!difference.isZero() && (isStale || isRefused)) throw mismatch();
  return difference;
}

function overridden(line: JsonObject, difference: Decimal): JsonObject {
  if (difference.isZero()) return line;
  return {
    ...line,
    Amount: amountAt(line, "Amount").plus(difference).toNumber(),
    TaxLineDetail: {
      ...objectAt(line, "TaxLineDetail"),
      OverrideDeltaAmount: difference.toNumber(),
    },
  };
}
