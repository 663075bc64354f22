/**
 * Tax of a whole invoice, as QuickBooks is expected to book it (docs/quickbooks.md 16.3).
 * Prices without tax: per rate over the document or line by line, as the setting `tax.rounding` says, half up. Prices with tax: what the customer pays stays, and tax is the rest.
 */
import { type Decimal, sum, toCents, ZERO } from "../money/money.ts";

export type TaxedLine = {
  net: Decimal;
  gross: Decimal | null;
  /** The rates of the line's tax code; a code of two rates (Quebec) is taxed by each. */
  rates: { id: string; percent: Decimal }[];
};

export type TaxRounding = "per_rate" | "per_line";

export function exclusiveTax(lines: TaxedLine[], rounding: TaxRounding = "per_rate"): Decimal {
  if (rounding === "per_line")
    return sum(
      lines.flatMap(({ net, rates }) => rates.map(({ percent }) => percentOf(net, percent))),
    );
  const byRate = new Map<string, { percent: Decimal; net: Decimal }>();
  for (const line of lines) {
    for (const rate of line.rates) {
      const before = byRate.get(rate.id)?.net ?? ZERO;
      byRate.set(rate.id, { percent: rate.percent, net: before.plus(line.net) });
    }
  }
  return sum([...byRate.values()].map(({ percent, net }) => percentOf(net, percent)));
}

export function inclusiveTax(lines: TaxedLine[]): Decimal {
  return sum(lines.map((line) => (line.gross ?? line.net).minus(line.net)));
}

/** `percent` of an amount, in cents. */
export function percentOf(amount: Decimal, percent: Decimal): Decimal {
  return toCents(amount.times(percent).dividedBy(100));
}
