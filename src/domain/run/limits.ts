/** How much one call of `run apply` may bill: it stops before the invoice that would exceed a limit. */
import { type CurrencyCode, type Decimal, decimal, ZERO } from "../money/money.ts";
import type { RunRow } from "./run.ts";

export type RunLimits = {
  invoices?: number | undefined;
  /** Of each currency, or with one of that alone. */
  totals: { amount: Decimal; currency: CurrencyCode | null }[];
};

export type LimitGate = {
  /** Counts the invoice in, or says which limit it would exceed. */
  take(row: RunRow): string | undefined;
  /** It was not made after all. */
  giveBack(row: RunRow): void;
};

export function openLimits({ invoices, totals }: RunLimits): LimitGate {
  let taken = 0;
  const sums = new Map<string, Decimal>();
  const sumWith = (row: RunRow) => (sums.get(row.currency) ?? ZERO).plus(amountOf(row) ?? ZERO);
  return {
    take(row) {
      if (invoices !== undefined && taken >= invoices) return `--max-invoices ${invoices}`;
      const sum = sumWith(row);
      const limit = totals.find(
        ({ amount, currency }) =>
          (currency === null || currency === row.currency) && sum.greaterThan(amount),
      );
      if (limit) return `--max-total ${limit.amount.toFixed()} ${row.currency}`;
      taken += 1;
      sums.set(row.currency, sum);
      return undefined;
    },
    giveBack(row) {
      taken -= 1;
      sums.set(row.currency, (sums.get(row.currency) ?? ZERO).minus(amountOf(row) ?? ZERO));
    },
  };
}

/** What the customer is to pay; net where QuickBooks computes the tax. */
export function amountOf({ totals }: Pick<RunRow, "totals">): Decimal | null {
  if (!totals) return null;
  return totals.total === null ? decimal(totals.net).minus(totals.discount) : decimal(totals.total);
}
