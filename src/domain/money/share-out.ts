import { type CurrencyCode, type Decimal, minorUnits, sum, ZERO } from "./money.ts";

/**
 * Shares an amount out by weight, with nothing over: each share is the difference of two rounded running totals, so that none is
 * more than the smallest amount off, and none above its weight when the amount is not above all weights together. Shares have the
 * currency's decimals, or the cents that the weights have (nets of prices with tax, also in yen).
 */
export function shareOut(amount: Decimal, weights: Decimal[], currency: CurrencyCode): Decimal[] {
  const all = sum(weights);
  if (all.isZero()) return weights.map(() => ZERO);
  const finest = Math.max(...[amount, ...weights].map((one) => one.decimalPlaces()));
  const places = Math.min(2, Math.max(minorUnits(currency), finest));
  let weight = ZERO;
  let given = ZERO;
  return weights.map((own) => {
    weight = weight.plus(own);
    const upTo = amount.times(weight).dividedBy(all).toDecimalPlaces(places);
    const share = upTo.minus(given);
    given = upTo;
    return share;
  });
}
