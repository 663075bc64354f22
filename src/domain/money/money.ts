/**
 * Decimal arithmetic and the one rounding rule. Amounts are decimal.js values and never floats;
 * whatever holds an amount holds its currency beside it.
 */
import { Decimal as Base } from "decimal.js";

/** 40 significant digits: far beyond any product of a 15-digit amount and a rate. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_UP });
export type Decimal = Base;

/** An ISO 4217 code such as `EUR`. */
export type CurrencyCode = string;

export const ZERO: Decimal = new Decimal(0);

/** From decimal text, or from a number as it was read from JSON (its shortest form). Throws on anything that is not a finite number. */
export function decimal(value: string | number | Decimal): Decimal {
  const result = new Decimal(value);
  if (!result.isFinite()) throw new RangeError(`Not a finite number: ${value}`);
  return result;
}

/** Like `decimal`, or undefined where the text is not a plain decimal number (no exponent, no separators). */
export function parseDecimal(text: string): Decimal | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? new Decimal(text.trim()) : undefined;
}

const MINOR_UNITS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Decimals of a currency (ISO 4217); 2 for a code that is not in the table. */
export function minorUnits(currency: CurrencyCode): number {
  return MINOR_UNITS[currency] ?? 2;
}

/**
 * The one rounding rule: half away from zero at two decimals, which is what QuickBooks books in every currency
 * (docs/quickbooks.md 4.2, 16.3: 22.425 goes up to 22.43).
 */
export function toCents(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Base.ROUND_HALF_UP);
}

/** The smallest amount that can stand on a line: a cent, or a whole yen. */
export function smallestAmount(currency: CurrencyCode): Decimal {
  return new Decimal(10).pow(-Math.min(2, minorUnits(currency)));
}

/**
 * An amount as it can stand on a line: in the currency's decimals, and at most the two that QuickBooks keeps (924.075 is 924.08 EUR
 * and 924 JPY). Tax is QuickBooks' own, in cents in every currency.
 */
export function toBookable(amount: Decimal, currency: CurrencyCode): Decimal {
  return amount.toDecimalPlaces(smallestAmount(currency).decimalPlaces(), Base.ROUND_HALF_UP);
}

/** Decimal text for JSON and the wire, with at least two decimals and no exponent: `1653.15`, `4.9545833`. */
export function amountText(amount: Decimal): string {
  return amount.decimalPlaces() <= 2 ? amount.toFixed(2) : amount.toFixed();
}

/** Shortest decimal text, for quantities and percentages: `4`, `7.5`. */
export function plainText(value: Decimal): string {
  return value.toFixed();
}

export function sum(amounts: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const amount of amounts) total = total.plus(amount);
  return total;
}
