/** Tax codes and their rates (docs/quickbooks.md 11). */
import { Decimal } from "decimal.js";
import { type Books, table } from "../books.ts";
import { objectAt, objectsAt, refAt, textAt } from "../json.ts";
import { sum } from "../money.ts";
import type { Rate } from "./tax-detail.ts";

/** The sales rates of a code; undefined if there is no such code. */
export function salesRates(books: Books, codeId: string): Rate[] | undefined {
  const code = table(books, "TaxCode").get(codeId);
  if (!code) return undefined;
  const details = objectsAt(objectAt(code.wire, "SalesTaxRateList") ?? {}, "TaxRateDetail");
  return details.flatMap((detail) => {
    const id = refAt(detail, "TaxRateRef");
    const rate = id === undefined ? undefined : table(books, "TaxRate").get(id);
    return rate
      ? [{ id: rate.id, percent: new Decimal(textAt(rate.wire, "RateValue") ?? "0") }]
      : [];
  });
}

export function percentOf(rates: Rate[]): Decimal {
  return sum(rates.map(({ percent }) => percent));
}
