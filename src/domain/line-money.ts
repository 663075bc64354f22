/**
 * What a deal line costs: from Pipedrive's price, quantity and discount to the amounts that QuickBooks will book.
 * Rules: design 9, reference/pipedrive.md 4.3, reference/quickbooks-online.md 4.2 (Amount = Qty × UnitPrice in cents) and 16.3.
 */
import type { DealLine, TaxMethod } from "./deal.ts";
import type { ProblemCode } from "./errors.ts";
import { amountText, type Decimal, plainText, toCents } from "./money.ts";

/** Decimals of a unit price that QuickBooks keeps (real answers show up to seven). */
const UNIT_PRICE_DECIMALS = 7;
const SIGNIFICANT_DIGITS_MAX = 15;

type LineMoney = {
  net: Decimal;
  /** Under `inclusive` alone. */
  gross: Decimal | null;
  /** Null: no unit price gives the amount exactly, so the amount goes alone. */
  unitPrice: Decimal | null;
  discount: string;
};

export type LineVerdict = { ok: LineMoney } | { ok: null; code: ProblemCode; reason: string };

export function lineMoney(line: DealLine, method: TaxMethod): LineVerdict {
  if (line.discountType === "amount" && !line.discount.isZero()) {
    return {
      ok: null,
      code: "unclear_discount",
      reason: `has a discount of ${amountText(line.discount)} ${line.currency} as an amount, which pdqb cannot invoice yet`,
    };
  }
  const factor = line.discount.dividedBy(-100).plus(1);
  const unit = line.price.times(factor);
  const afterDiscount = unit.times(line.quantity);
  if (line.sum !== null && !agrees(afterDiscount, line.sum)) {
    return {
      ok: null,
      code: line.discount.isZero() ? "not_exact" : "unclear_discount",
      reason: `comes to ${amountText(afterDiscount)} ${line.currency}, but Pipedrive's own sum is ${amountText(line.sum)}`,
    };
  }
  const paid = toCents(afterDiscount);
  const net =
    method === "inclusive" ? toCents(paid.dividedBy(line.taxPercent.dividedBy(100).plus(1))) : paid;
  if (net.precision(true) > SIGNIFICANT_DIGITS_MAX) {
    return { ok: null, code: "not_exact", reason: "is larger than QuickBooks can book exactly" };
  }
  return {
    ok: {
      net,
      gross: method === "inclusive" ? paid : null,
      unitPrice: unitPriceFor(method === "inclusive" ? null : unit, line.quantity, net),
      discount: line.discount.isZero()
        ? ""
        : `${amountText(line.price)} less ${plainText(line.discount)} %`,
    },
  };
}

/** Pipedrive's `sum` settles which reading is right; its own rounding is not documented, so half a cent is agreement. */
function agrees(ours: Decimal, theirs: Decimal): boolean {
  return ours.minus(theirs).abs().lte(0.005);
}

/** The unit price to send: as it is, else net ÷ quantity to seven decimals, if `round(quantity × price, 2)` is the net. */
function unitPriceFor(exact: Decimal | null, quantity: Decimal, net: Decimal): Decimal | null {
  const candidates = exact === null ? [] : [exact];
  if (!quantity.isZero()) {
    candidates.push(net.dividedBy(quantity).toDecimalPlaces(UNIT_PRICE_DECIMALS));
  }
  return (
    candidates.find(
      (price) =>
        price.decimalPlaces() <= UNIT_PRICE_DECIMALS &&
        price.precision() <= SIGNIFICANT_DIGITS_MAX &&
        toCents(price.times(quantity)).equals(net),
    ) ?? null
  );
}
