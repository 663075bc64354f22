/**
 * The discount of the deal as a whole. Order and base of several, and whether an amount is taken before tax, are not documented
 * (docs/pipedrive.md 4.5): where that makes a difference, the deal's value settles it, or it is refused.
 */

import type { Problem } from "../errors.ts";
import { bareWords } from "../money/amount-words.ts";
import {
  amountText,
  type CurrencyCode,
  type Decimal,
  decimal,
  plainText,
  sum,
  toBookable,
  ZERO,
} from "../money/money.ts";
import { shareOut } from "../money/share-out.ts";
import type { RequestedDiscount } from "../plan/invoice-request.ts";
import type { DealDiscount, DiscountOrder, DiscountTax } from "./deal.ts";
import { netOf, type PricedLine, withAmount } from "./line-money.ts";

/** `percent`: set where it is a single percentage. `amountOf`: what it takes off a sum of lines, in cents. */
export type WholeDiscount = {
  percent: Decimal | null;
  words: string;
  amountOf(base: Decimal, currency: CurrencyCode): Decimal;
};

export type DiscountVerdict = { ok: WholeDiscount | null } | { problem: Problem };

/** What the deal's discounts are judged by: the sum of its lines as priced, the same with Pipedrive's own tax, its value. */
export type DiscountBase = {
  base: Decimal;
  withTax: Decimal;
  value: Decimal | null;
  currency: CurrencyCode;
  hasRecurring: boolean;
  /** What was found out of several discounts; it decides where the value does not. */
  order?: DiscountOrder;
  /** The same of amounts off prices to which tax comes. */
  tax?: DiscountTax;
};

export function requestedDiscount({ type, amount }: RequestedDiscount): WholeDiscount | null {
  if (amount.isZero()) return null;
  return type === "percentage" ? percentage(amount, "") : fixed(amount, "");
}

export function dealDiscount(discounts: DealDiscount[], facts: DiscountBase): DiscountVerdict {
  const [first] = discounts;
  if (!first) return { ok: null };
  if (facts.hasRecurring) {
    return refused("and recurring lines, and Pipedrive does not say which it is for");
  }
  if (discounts.length === 1 && first.type === "percentage") {
    return { ok: percentage(first.amount, first.description) };
  }
  const fitting = readings(discounts, facts);
  const [one] = fitting;
  const words = discounts.map(discountWords).join(", ");
  if (one && fitting.every(({ off }) => off.equals(one.off))) return { ok: fixed(one.off, words) };
  const proven = facts.order && fitting.find(({ order }) => order === facts.order);
  if (proven) return { ok: fixed(proven.off, words) };
  const value = facts.value ? amountText(facts.value) : "empty";
  return refused(
    `(${words}) that can be meant in several ways, and none is settled by its value of ${value}`,
  );
}

/** `off`: of the net prices, in cents. `values`: what the deal's value may be under it. */
type Reading = { order: DiscountOrder; off: Decimal; values: Decimal[] };

/** Those that come out at the deal's value, with or without tax; without any, all of them, unless an amount may be meant with tax. */
function readings(discounts: DealDiscount[], facts: DiscountBase): Reading[] {
  const { base, withTax, value, tax } = facts;
  const isPercentOnly = discounts.every(({ type }) => type === "percentage");
  const orders = Object.keys(TAKEN_OFF) as DiscountOrder[];
  const all = orders.map((order) =>
    beforeTax(order, discounts, { ...facts, hasGross: isPercentOnly || tax === "before" }),
  );
  const fits = ({ values }: Reading) =>
    value !== null && values.some((one) => one.minus(value).abs().lte(0.005));
  const settled = all.filter(fits);
  if (settled.length > 0) return settled;
  if (isPercentOnly || withTax.equals(base)) return all;
  if (tax === undefined) return [];
  const proven = tax === "before" ? all : orders.map((order) => afterTax(order, discounts, facts));
  // A value that contradicts what was found out settles nothing.
  return value === null ? proven : proven.filter(fits);
}

function beforeTax(
  order: DiscountOrder,
  discounts: DealDiscount[],
  { base, withTax, currency, hasGross }: DiscountBase & { hasGross: boolean },
): Reading {
  const off = TAKEN_OFF[order](base, discounts);
  const left = base.minus(off);
  const gross = hasGross && !base.isZero() ? [left.times(withTax).dividedBy(base)] : [];
  return { order, off: toBookable(off, currency), values: [left, ...gross] };
}

/** What comes off the prices with tax takes the same share of those without. */
function afterTax(
  order: DiscountOrder,
  discounts: DealDiscount[],
  { base, withTax, currency }: DiscountBase,
): Reading {
  const off = TAKEN_OFF[order](withTax, discounts);
  const net = withTax.isZero() ? withTax : off.times(base).dividedBy(withTax);
  return { order, off: toBookable(net, currency), values: [withTax.minus(off)] };
}

const TAKEN_OFF: Record<DiscountOrder, (base: Decimal, discounts: DealDiscount[]) => Decimal> = {
  sequence: inTurn,
  percentages_first: (base, discounts) => inTurn(base, byType(discounts, "percentage", "amount")),
  amounts_first: (base, discounts) => inTurn(base, byType(discounts, "amount", "percentage")),
  total: ofTotal,
};

function ofTotal(base: Decimal, discounts: DealDiscount[]): Decimal {
  return discounts.reduce(
    (off, { type, amount }) =>
      off.plus(type === "amount" ? amount : base.times(amount).dividedBy(100)),
    base.times(0),
  );
}

function inTurn(base: Decimal, discounts: DealDiscount[]): Decimal {
  const left = discounts.reduce(
    (rest, { type, amount }) =>
      rest.minus(type === "amount" ? amount : rest.times(amount).dividedBy(100)),
    base,
  );
  return base.minus(left);
}

function byType(discounts: DealDiscount[], ...types: DealDiscount["type"][]): DealDiscount[] {
  return types.flatMap((type) => discounts.filter((one) => one.type === type));
}

function percentage(percent: Decimal, description: string): WholeDiscount {
  return {
    percent,
    words: discountWords({ type: "percentage", amount: percent, description }),
    amountOf: (base, currency) => toBookable(base.times(percent).dividedBy(100), currency),
  };
}

function fixed(amount: Decimal, words: string): WholeDiscount {
  return {
    percent: null,
    words: words || amountText(amount),
    amountOf: (_, currency) => toBookable(amount, currency),
  };
}

function discountWords({ type, amount, description }: DealDiscount): string {
  const figure = type === "percentage" ? `${plainText(amount)} %` : bareWords(amount);
  return description ? `${figure} ${description}` : figure;
}

function refused(why: string): { problem: Problem } {
  return {
    problem: {
      code: "unclear_discount",
      message: `The deal has discounts of its own ${why}: say what it is, as 5% or 50.00, or 0 for none.`,
      next: "--discount <discount>",
    },
  };
}

export function discountLine(
  lines: PricedLine[],
  { percent, words, amountOf }: WholeDiscount,
  currency: CurrencyCode,
) {
  const gross = lines.every(({ money }) => money.gross !== null);
  return {
    percent: percent ?? decimal(0),
    words,
    amount: amountOf(sum(lines.map(({ money }) => money.net)), currency),
    gross: gross ? amountOf(sum(lines.map(({ money }) => money.gross ?? ZERO)), currency) : null,
  };
}

/** The discount inside the lines, each less its share. */
export function discounted(
  lines: PricedLine[],
  discount: WholeDiscount,
  {
    isMeant,
    isOfNet,
    currency,
  }: { isMeant: (line: PricedLine) => boolean; isOfNet: boolean; currency: CurrencyCode },
): PricedLine[] {
  const paid = ({ money }: PricedLine) => (isOfNet ? money.net : (money.gross ?? money.net));
  const weights = lines.map((line) => (isMeant(line) ? paid(line) : ZERO));
  const shares = shareOut(discount.amountOf(sum(weights), currency), weights, currency);
  return lines.map((line, index) => {
    const share = shares[index] ?? ZERO;
    if (share.isZero()) return line;
    const left = paid(line).minus(share);
    const isGross = !isOfNet && line.money.gross !== null;
    const words = `less ${bareWords(share)} of the discount of ${discount.words}`;
    const money = withAmount(line.money, {
      net: isGross ? netOf(left, line.line.taxPercent) : left,
      gross: isGross ? left : null,
      discount: line.money.discount
        ? `${line.money.discount}, ${words}`
        : `${bareWords(paid(line))} ${words}`,
    });
    return { ...line, money };
  });
}
