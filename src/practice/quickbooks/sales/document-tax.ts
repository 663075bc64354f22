/** The tax of a whole document: by tax codes outside the US, by the engine or one group of rates in the US (docs/quickbooks.md 4.4, 16.3). */
import { Decimal } from "decimal.js";
import { type Books, table } from "../books.ts";
import { companyInfo, type TaxMode } from "../company.ts";
import { badReference, business, refusal } from "../fault.ts";
import { decimalAt, type JsonObject, objectAt, objectsAt, refAt, textAt } from "../json.ts";
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

/** US: taxed before the discount unless ApplyTaxAfterDiscount. The engine overrides what was sent, unless both code and total were. */
export function usTax(
  books: Books,
  mode: TaxMode,
  {
    lines,
    discount,
    sent,
    shipTo,
    isUpdate,
  }: {
    lines: ItemLine[];
    /** What the tax is lowered by; zero when tax is taken before the discount. */
    discount: Decimal;
    sent: JsonObject | undefined;
    shipTo: JsonObject | undefined;
    isUpdate: boolean;
  },
): TaxResult {
  if (mode === "off") return { total: ZERO, detail: { TotalTax: 0 } };
  const code = refAt(sent ?? {}, "TxnTaxCodeRef");
  if (code === "CustomSalesTax") {
    throw refusal(
      isUpdate ? "6230" : "6160",
      "Invalid TaxCodeRef Error",
      "The specified CustomSalesTax ID can't be used.",
      "TxnTaxDetail",
    );
  }
  if (code !== undefined && !table(books, "TaxCode").get(code))
    throw badReference("TaxCodes", code);
  const forced = sent && decimalAt(sent, "TotalTax");
  const goods = lines.filter((line) => !line.isShipping);
  const shares = discountShares(goods, discount, true);
  const nets = goods.flatMap((line, index) =>
    line.taxCode === "TAX" ? [line.amount.minus(shares[index] ?? ZERO)] : [],
  );
  const engineCode = mode === "automated" ? engineCodeOf(books) : code;
  if (engineCode === undefined) return { total: ZERO, detail: { TotalTax: 0 } };
  const isTaxed = mode === "manual" || hasNexus(books, shipTo);
  const rates = isTaxed && nets.length > 0 ? (salesRates(books, engineCode) ?? []) : [];
  const net = sum(nets);
  const all = rates.map((rate) => {
    const of = (amount: Decimal) => cents(amount.times(rate.percent).dividedBy(100));
    const isPerLine = books.settings("tax.rounding") === "per_line";
    return { rate, tax: isPerLine ? sum(nets.map(of)) : of(net), net };
  });
  const computed = sum(all.map(({ tax }) => tax));
  if (forced && code !== undefined) {
    const detail = { TxnTaxCodeRef: { value: code }, ...detailOf(cents(forced), all) };
    return { total: cents(forced), detail, isForced: true };
  }
  return {
    total: computed,
    detail: { TxnTaxCodeRef: { value: engineCode }, ...detailOf(computed, all) },
  };
}

/** Lines of tax that were sent must be those that the lines give: stale figures collide (docs/quickbooks.md 4.4). */
export function refuseStaleTax(
  books: Books,
  sent: JsonObject | undefined,
  result: TaxResult,
): void {
  if (!sent || books.settings("quickbooks.stale_tax_detail") === "ignore") return;
  const sentLines = objectsAt(sent, "TaxLine");
  if (sentLines.length === 0) return;
  const total = sum(sentLines.map((line) => decimalAt(line, "Amount") ?? ZERO));
  if (!total.eq(result.total)) {
    throw business(
      "The tax amounts in TxnTaxDetail do not match the tax of the lines.",
      "TxnTaxDetail",
    );
  }
}

function detailOf(total: Decimal, taxes: { rate: Rate; tax: Decimal; net: Decimal }[]): JsonObject {
  return {
    TotalTax: total.toNumber(),
    TaxLine: taxes.map(({ rate, tax, net }) => taxLine(rate, tax, net)),
  };
}

/** The discount by line, each share in cents only when lines are rounded one by one; shipping has no part in it. */
function discountShares(lines: ItemLine[], discount: Decimal, isByLine: boolean): Decimal[] {
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

/** The code that the engine puts in place of what was sent: the first group of rates. */
function engineCodeOf(books: Books): string | undefined {
  return table(books, "TaxCode")
    .all()
    .find((row) => row.wire["TaxGroup"] === true)?.id;
}

/** The engine taxes where the company is; goods that go to another state are not taxed. */
function hasNexus(books: Books, shipTo: JsonObject | undefined): boolean {
  const home = objectAt(companyInfo(books), "CompanyAddr");
  const there = shipTo && textAt(shipTo, "CountrySubDivisionCode");
  return there === undefined || there === textAt(home ?? {}, "CountrySubDivisionCode");
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
