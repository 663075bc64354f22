/** Amounts are decimals inside and JSON numbers on the wire; half a cent goes away from zero (docs/quickbooks.md 16.3: 22.425 is 22.43). */
import { Decimal } from "decimal.js";

export const ZERO = new Decimal(0);

export function cents(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

export function sum(amounts: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const amount of amounts) total = total.plus(amount);
  return total;
}

/** Shares of `total` in the proportion of `weights`, in cents; the last one that has a weight takes the rest, so that they sum to it. */
export function spread(total: Decimal, weights: Decimal[]): Decimal[] {
  const whole = sum(weights);
  if (whole.isZero()) return weights.map(() => ZERO);
  const last = weights.findLastIndex((weight) => !weight.isZero());
  let rest = total;
  return weights.map((weight, index) => {
    if (index === last) return rest;
    const share = cents(total.times(weight).dividedBy(whole));
    rest = rest.minus(share);
    return share;
  });
}
