/** What a list of deals comes to, by currency. */
import { money } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { amountText, type CurrencyCode, type Decimal, ZERO } from "../../domain/money/money.ts";
import type { BilledDeal } from "../../usecases/invoices/list-deals.ts";

/** `value` as the deals say it; `invoiced` and `left` are net. */
export type DealSums = {
  currency: CurrencyCode;
  deals: number;
  value: Decimal;
  invoiced: Decimal;
  left: Decimal;
};

export function dealSums(rows: readonly BilledDeal[]): DealSums[] {
  const sums = new Map<CurrencyCode, DealSums>();
  for (const { deal, invoiced, left } of rows) {
    const { currency } = deal;
    const before = sums.get(currency);
    sums.set(currency, {
      currency,
      deals: (before?.deals ?? 0) + 1,
      value: (before?.value ?? ZERO).plus(deal.value ?? ZERO),
      invoiced: (before?.invoiced ?? ZERO).plus(invoiced),
      left: (before?.left ?? ZERO).plus(left ?? ZERO),
    });
  }
  return [...sums.values()];
}

export const dealSumsJson = ({ currency, deals, value, invoiced, left }: DealSums) => ({
  currency,
  deals,
  value: amountText(value),
  invoiced: amountText(invoiced),
  left: amountText(left),
});

/** Nothing of no deals. */
export function dealSumsText(sums: readonly DealSums[]): string[] {
  if (sums.length === 0) return [];
  const all = (of: (sums: DealSums) => Decimal) =>
    sums.map((one) => money(of(one), one.currency)).join(", ");
  const count = sums.reduce((total, one) => total + one.deals, 0);
  return [
    `${counted(count, "deal")}: ${all(({ value }) => value)}.`,
    `Left to bill, net: ${all(({ left }) => left)}.`,
  ];
}
