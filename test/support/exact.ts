/**
 * Arithmetic of its own to judge by: whole numbers alone (BigInt fractions), so that it shares nothing with the decimals of the
 * program and of the practice services.
 */
export type Fraction = { top: bigint; bottom: bigint };

/** From decimal text such as `-12.345`. */
export function exact(text: string): Fraction {
  const [whole = "0", part = ""] = text.split(".");
  return { top: BigInt(whole + part), bottom: 10n ** BigInt(part.length) };
}

export const times = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.top,
  bottom: a.bottom * b.bottom,
});
export const plus = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.bottom + b.top * a.bottom,
  bottom: a.bottom * b.bottom,
});
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { ...b, top: -b.top });
export const over = (a: Fraction, b: Fraction): Fraction => {
  const sign = b.top < 0n ? -1n : 1n;
  return { top: sign * a.top * b.bottom, bottom: sign * a.bottom * b.top };
};
export const HUNDRED = exact("100");

/** `percent` of an amount. */
export const percentOf = (amount: Fraction, percent: Fraction): Fraction =>
  over(times(amount, percent), HUNDRED);

/** Cents of a currency without any: whole units, half away from zero, a hundred cents each. */
export const wholeUnits = (amount: Fraction): bigint => cents(over(amount, HUNDRED)) * 100n;

/** Cents, half away from zero. */
export function cents({ top, bottom }: Fraction): bigint {
  const size = top < 0n ? -top : top;
  const rounded = (size * 200n + bottom) / (2n * bottom);
  return top < 0n ? -rounded : rounded;
}

export const ofCents = (amount: bigint): Fraction => ({ top: amount, bottom: 100n });

/** `1653.15` */
export function centsText(amount: bigint): string {
  const size = amount < 0n ? -amount : amount;
  const text = `${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
  return amount < 0n ? `-${text}` : text;
}
