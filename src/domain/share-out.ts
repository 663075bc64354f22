import { type Decimal, sum, toCents, ZERO } from "./money.ts";

/**
 * Shares an amount out by weight, in cents, with nothing over: each share is the difference of two rounded running totals, so
 * that none is more than a cent off and none is above its weight when the amount is not above all weights together.
 */
export function shareOut(amount: Decimal, weights: Decimal[]): Decimal[] {
  const all = sum(weights);
  if (all.isZero()) return weights.map(() => ZERO);
  let weight = ZERO;
  let given = ZERO;
  return weights.map((own) => {
    weight = weight.plus(own);
    const upTo = toCents(amount.times(weight).dividedBy(all));
    const share = upTo.minus(given);
    given = upTo;
    return share;
  });
}
