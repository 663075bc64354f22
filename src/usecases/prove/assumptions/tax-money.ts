/** What the experiments on tax share: the company's tax code, and amounts that tell two readings apart. */
import { type Decimal, decimal, toCents } from "../../../domain/money/money.ts";
import type { Books } from "../bench.ts";
import { NotPossible } from "../finding.ts";
import { amountAt, type Row, rowAt } from "../rows.ts";

export const NOT_IN_US = "In the US QuickBooks computes the tax from addresses.";

/** Of one rate; `percent` such as 25.5. */
export type TaxCode = { id: string; rateId: string; percent: Decimal };

/** Throws NotPossible in the US, and without such a code. */
export async function taxCodeOf(books: Books): Promise<TaxCode> {
  const { isUs, taxCode } = await books.facts();
  if (isUs) throw new NotPossible(NOT_IN_US);
  if (taxCode === null) throw new NotPossible("The company has no tax code of one rate.");
  const { id, percent } = taxCode.rates[0];
  return { id: taxCode.id, rateId: id, percent };
}

/** Rounded to cents. */
export const percentOf = (amount: Decimal, percent: Decimal) =>
  toCents(amount.times(percent).div(100));

/** Zero where the answer has none. */
export function totalTax(made: Row): Decimal {
  const detail = rowAt(made, "TxnTaxDetail");
  return "TotalTax" in detail ? amountAt(detail, "TotalTax") : decimal(0);
}

/** The smallest amount in cents that `tells` two readings apart. */
export function amountThat(tells: (amount: Decimal) => boolean): Decimal {
  for (let cents = 101; cents < 2_000; cents += 1) {
    const amount = decimal(cents).div(100);
    if (tells(amount)) return amount;
  }
  throw new NotPossible("No amount tells the readings apart at the company's rate.");
}
