/**
 * What a deal line costs: from Pipedrive's price, quantity and discount to the amounts that QuickBooks will book.
 * Rules: docs/design.md 9, docs/pipedrive.md 4.3, docs/quickbooks.md 4.2 (Amount = Qty × UnitPrice in cents) and 16.3.
 */

import type { Problem, ProblemCode } from "../errors.ts";
import { bareWords, groupedText } from "../money/amount-words.ts";
import {
  type Decimal,
  decimal,
  minorUnits,
  plainText,
  toBookable,
  toCents,
} from "../money/money.ts";
import type { DealLine, TaxMethod } from "./deal.ts";

/** Decimals of a unit price and a quantity that QuickBooks keeps (real answers show up to seven). */
const UNIT_PRICE_DECIMALS = 7;
const SIGNIFICANT_DIGITS_MAX = 15;

export type LineVerdict = { ok: LineMoney } | { ok: null; code: ProblemCode; reason: string };

export function lineMoney(line: DealLine, method: TaxMethod): LineVerdict {
  const readings = discountReadings(line);
  const { sum } = line;
  const fitting = sum === null ? readings : readings.filter(({ paid }) => agrees(paid, sum, line));
  const [first] = fitting;
  const isUnclear = fitting.some(({ paid }) => first && !paid.equals(first.paid));
  if (!first || isUnclear) return { ok: null, ...unclear(line, readings) };
  const paid = toBookable(first.paid, line.currency);
  if (minorUnits(line.currency) > 2 && !paid.equals(first.paid.toDecimalPlaces(3)))
    return { ok: null, code: "not_exact", reason: threeDecimals(first.paid, line) };
  const money = {
    quantity: line.quantity,
    net: method === "inclusive" ? netOf(paid, line.taxPercent) : paid,
    gross: method === "inclusive" ? paid : null,
    discount: first.words,
  };
  if (money.net.precision(true) > SIGNIFICANT_DIGITS_MAX) {
    return { ok: null, code: "not_exact", reason: "is larger than QuickBooks can book exactly" };
  }
  const unit = method === "inclusive" ? null : first.unit;
  return { ok: { ...money, unitPrice: unitPriceFor(unit, line.quantity, money.net) } };
}

/** What a price that includes tax is without it, in cents: the net is rounded first, tax is the rest (16.3). */
export function netOf(gross: Decimal, percent: Decimal): Decimal {
  return toCents(gross.dividedBy(percent.dividedBy(100).plus(1)));
}

/** The line at another amount, such as its share of a part: the unit price follows from the amount. */
export function withAmount(
  money: LineMoney,
  change: Pick<LineMoney, "net" | "gross"> & { quantity?: Decimal; discount?: string },
): LineMoney {
  const { quantity, discount } = { ...money, ...change };
  return { ...change, quantity, discount, unitPrice: unitPriceFor(null, quantity, change.net) };
}

type Reading = { paid: Decimal; unit: Decimal | null; words: string };

/** An amount may be meant of the line or of each unit; Pipedrive does not say (4.3). */
function discountReadings(line: DealLine): Reading[] {
  const { price, quantity, discount } = line;
  const full = price.times(quantity);
  if (discount.isZero()) return [{ paid: full, unit: price, words: "" }];
  const less = (text: string) => `${bareWords(price)} less ${text}`;
  if (line.discountType === "percentage") {
    const unit = price.times(discount.dividedBy(-100).plus(1));
    return [{ paid: unit.times(quantity), unit, words: less(`${plainText(discount)} %`) }];
  }
  const unit = price.minus(discount);
  const amount = bareWords(discount);
  return [
    {
      paid: full.minus(discount),
      unit: null,
      words: `${bareWords(full)} less ${amount}`,
    },
    { paid: unit.times(quantity), unit, words: less(`${amount} each`) },
  ];
}

function unclear(line: DealLine, readings: Reading[]): { code: ProblemCode; reason: string } {
  const code = line.discount.isZero() ? "not_exact" : "unclear_discount";
  const figures = readings.map(({ paid }) => bareWords(paid)).join(" or ");
  const theirs = line.sum === null ? "gives no sum" : `says ${bareWords(line.sum)}`;
  return { code, reason: `comes to ${figures} ${line.currency}, and Pipedrive ${theirs}` };
}

/** Pipedrive's `sum` settles which reading is right; its own rounding is not documented, so half of the smallest unit is agreement. */
function agrees(ours: Decimal, theirs: Decimal, { currency }: DealLine): boolean {
  return ours
    .minus(theirs)
    .abs()
    .times(2)
    .lte(decimal(10).pow(-minorUnits(currency)));
}

function threeDecimals(paid: Decimal, { currency }: DealLine): string {
  return `comes to ${groupedText(paid.toDecimalPlaces(3).toFixed())} ${currency}, and QuickBooks keeps two decimals`;
}

/** The unit price to send: as it is, else net ÷ quantity to seven decimals, if `round(quantity × price, 2)` is the net. */
function unitPriceFor(exact: Decimal | null, quantity: Decimal, net: Decimal): Decimal | null {
  // How QuickBooks takes a quantity of zero is not established: the amount goes alone (4.2).
  if (quantity.isZero() || quantity.decimalPlaces() > UNIT_PRICE_DECIMALS) return null;
  const candidates = [
    ...(exact === null ? [] : [exact]),
    net.dividedBy(quantity).toDecimalPlaces(UNIT_PRICE_DECIMALS),
  ];
  return (
    candidates.find(
      (price) =>
        price.decimalPlaces() <= UNIT_PRICE_DECIMALS &&
        price.precision() <= SIGNIFICANT_DIGITS_MAX &&
        toCents(price.times(quantity)).equals(net),
    ) ?? null
  );
}

/** A share of a line is one piece at its amount, with the whole in words. */
export function shareOfLine(line: LineMoney, net: Decimal, share: string): LineMoney {
  const words = `${share} of ${bareWords(line.net)}`;
  return withAmount(line, {
    net,
    gross: null,
    quantity: decimal(1),
    discount: line.discount ? `${line.discount}\n${words}` : words,
  });
}

export type LineMoney = {
  quantity: Decimal;
  net: Decimal;
  /** Under `inclusive` alone: what the customer pays. */
  gross: Decimal | null;
  /** Null: no unit price gives the amount exactly, so the amount goes alone. */
  unitPrice: Decimal | null;
  /** The discounts in words, one after the other; empty without one. */
  discount: string;
};

export type BillableLine = {
  /** From 1, among all lines of the deal, disabled ones counted; extra lines come after them. */
  position: number;
  line: DealLine;
  /** The description on the invoice, without its discounts. */
  text: string;
  isOnDeal: boolean;
};

export type PricedLine = BillableLine & { money: LineMoney };

export type PricedLines = {
  lines: PricedLine[];
  /** Positions that a part leaves out. */
  notInPart: PricedLine[];
  /** One percentage as a line of its own; null where it is spread over the lines. */
  discount: { percent: Decimal; amount: Decimal; gross: Decimal | null; words: string } | null;
  /** The part in words; null for the whole. */
  share: string | null;
  /** Of a part: net of all that it is a part of. */
  wholeNet: Decimal | null;
  /** The tax method that the amounts are in: a part is always net. */
  method: TaxMethod;
  problems: Problem[];
};
