/** Generated deals: every tax method, both discount kinds, awkward decimals; Pipedrive's own figures by the judge's arithmetic. */
import * as fc from "fast-check";
import type { DealDiscount, DealLine, TaxMethod } from "../../src/domain/deal/deal.ts";
import { decimal } from "../../src/domain/money/money.ts";
import { line } from "./builders.ts";
import {
  cents,
  centsText,
  exact,
  type Fraction,
  HUNDRED,
  minus,
  ofCents,
  over,
  percentOf,
  plus,
  times,
  wholeUnits,
} from "./exact.ts";

/** The rates of the practice company in Quebec: two taxes in one code, one alone, a shared one, none. */
const PERCENTS = ["14.975", "13", "5", "0"];

export type GeneratedLine = {
  price: string;
  quantity: string;
  discount: string;
  discountType: "percentage" | "amount";
  perUnit: boolean;
  taxPercent: string;
  isEnabled: boolean;
};

export type GeneratedDeal = {
  method: TaxMethod;
  currency: "CAD" | "USD" | "JPY";
  lines: GeneratedLine[];
  discounts: { type: "percentage" | "amount"; amount: string }[];
  /** How Pipedrive applies several discounts: one after the other, or each to the full sum. */
  inTurn: boolean;
};

const digits = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: max * 10 ** places }), fc.integer({ min: 0, max: places }))
    .map(([value, kept]) => (Math.floor(value / 10 ** (places - kept)) / 10 ** kept).toFixed(kept));

const generatedLine: fc.Arbitrary<GeneratedLine> = fc.record({
  price: fc.oneof(digits(2000, 2), digits(99_999, 4)),
  quantity: fc.oneof(fc.integer({ min: 1, max: 12 }).map(String), digits(200, 3)),
  discount: fc.oneof({ weight: 3, arbitrary: fc.constant("0") }, digits(100, 2)),
  discountType: fc.constantFrom("percentage" as const, "amount" as const),
  perUnit: fc.boolean(),
  taxPercent: fc.constantFrom(...PERCENTS),
  isEnabled: fc.integer({ min: 0, max: 9 }).map((one) => one > 0),
});

export const generatedDeal: fc.Arbitrary<GeneratedDeal> = fc.record({
  currency: fc.constantFrom("CAD" as const, "USD" as const, "JPY" as const),
  method: fc.constantFrom("exclusive" as const, "inclusive" as const, "none" as const),
  lines: fc.array(generatedLine, { minLength: 1, maxLength: 8 }),
  discounts: fc.oneof(
    { weight: 3, arbitrary: fc.constant<GeneratedDeal["discounts"]>([]) },
    fc.array(
      fc.record({
        type: fc.constantFrom("percentage" as const, "amount" as const),
        amount: digits(40, 2).filter((amount) => Number(amount) > 0),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  ),
  inTurn: fc.boolean(),
});

/** What the line comes to after its discount, exactly. */
function paid(one: GeneratedLine): Fraction {
  const full = times(exact(one.price), exact(one.quantity));
  if (one.discountType === "percentage") return minus(full, percentOf(full, exact(one.discount)));
  const off = times(exact(one.discount), one.perUnit ? exact(one.quantity) : exact("1"));
  return minus(full, off);
}

/** What the line comes to in the smallest unit of its currency, in cents. */
const rounded = (one: GeneratedLine, currency: GeneratedDeal["currency"]): bigint =>
  currency === "JPY" ? wholeUnits(paid(one)) : cents(paid(one));

/** The net in cents: of prices with tax, what is left once the tax is taken out of the rounded price. */
export function net(one: GeneratedLine, { method, currency }: GeneratedDeal): bigint {
  const price = rounded(one, currency);
  if (method !== "inclusive") return price;
  return cents(over(times(ofCents(price), HUNDRED), plus(HUNDRED, exact(one.taxPercent))));
}

export function dealLines({ lines, method, currency }: GeneratedDeal): DealLine[] {
  return lines.map((one, index) => {
    const { perUnit: _reading, ...members } = one;
    const sum = centsText(rounded(one, currency));
    return line({ ...members, id: index + 1, taxMethod: method, currency, sum });
  });
}

export const dealDiscounts = ({ discounts }: GeneratedDeal): DealDiscount[] =>
  discounts.map(({ type, amount }) => ({ type, amount: decimal(amount), description: "" }));

/** The deal's value: its enabled lines less the discounts, tax not added. */
export function dealValue({ lines, discounts, inTurn, currency }: GeneratedDeal): string {
  const whole = lines
    .filter((one) => one.isEnabled)
    .reduce((sum, one) => plus(sum, ofCents(rounded(one, currency))), exact("0"));
  const left = discounts.reduce(
    (rest, { type, amount }) =>
      minus(
        rest,
        type === "amount" ? exact(amount) : percentOf(inTurn ? rest : whole, exact(amount)),
      ),
    whole,
  );
  return centsText(cents(left));
}
