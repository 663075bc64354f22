/** Amounts of several currencies, which are never added up across them. */
import { type CurrencyCode, type Decimal, ZERO } from "./money.ts";

export type Sum = { currency: CurrencyCode; amount: Decimal };

/** One sum a currency, in the order in which the currencies first come. */
export function sumsByCurrency(all: readonly Sum[]): Sum[] {
  const sums = new Map<CurrencyCode, Decimal>();
  for (const { currency, amount } of all)
    sums.set(currency, amount.plus(sums.get(currency) ?? ZERO));
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}
