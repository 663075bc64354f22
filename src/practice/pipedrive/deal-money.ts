/** A line's `sum` and a deal's value (docs/pipedrive.md 4.3, 4.5, 4.7). Computed on every read, so that a changed setting shows at once. */
import { Decimal } from "decimal.js";
import type { DealDiscount, DealLine, DealPartsRow } from "./rows.ts";
import type { Settings } from "./settings.ts";

const ROUNDINGS = { half_up: Decimal.ROUND_HALF_UP, half_even: Decimal.ROUND_HALF_EVEN };
const MONTHS: Record<string, string> = {
  weekly: "0.23076923076923077",
  monthly: "1",
  quarterly: "3",
  "semi-annually": "6",
  annually: "12",
};

/** Price times quantity less the line's discount; tax is not added. */
export function lineSum(line: DealLine, settings: Settings): Decimal {
  const price = new Decimal(line.item_price);
  const full = price.times(line.quantity);
  if (line.discount_type === "percentage")
    return round(full.times(new Decimal(100).minus(line.discount)).div(100), settings);
  const isPerUnit = settings("amount_discount") === "unit";
  return round(
    full.minus(new Decimal(line.discount).times(isPerUnit ? line.quantity : 1)),
    settings,
  );
}

export type DealMoney = {
  value: number;
  mrr: number | null;
  arr: number | null;
  acv: number | null;
};

/** Enabled lines (recurring ones by their cycles) less the deal's discounts; without lines, the value as typed. */
export function dealMoney(typed: number, parts: DealPartsRow, settings: Settings): DealMoney {
  if (parts.lines.length === 0) return { value: typed, mrr: null, arr: null, acv: null };
  const enabled = parts.lines.filter((line) => line.is_enabled);
  const totalOf = (amount: (line: DealLine) => Decimal) =>
    sumOf(enabled.map((line) => amount(line).times(line.billing_frequency_cycles ?? 1)));
  const net = totalOf((line) => lineSum(line, settings));
  const gross = totalOf((line) => withTax(line, settings));
  const recurring = enabled.filter((line) => line.billing_frequency !== "one-time");
  const value = round(discounted({ net, gross }, parts.discounts, settings), settings).toNumber();
  if (recurring.length === 0) return { value, mrr: null, arr: null, acv: null };
  const mrr = sumOf(
    recurring.map((line) => lineSum(line, settings).div(MONTHS[line.billing_frequency] ?? "1")),
  ).toDecimalPlaces(2);
  const arr = mrr.times(12).toNumber();
  return { value, mrr: mrr.toNumber(), arr, acv: arr };
}

function withTax(line: DealLine, settings: Settings): Decimal {
  const sum = lineSum(line, settings);
  if (settings("value_tax") === "excluded" || line.tax_method !== "exclusive") return sum;
  return round(sum.times(new Decimal(100).plus(line.tax)).div(100), settings);
}

/** Whether a discount comes off before exclusive tax is not documented: by setting. It makes a difference where a value holds tax. */
function discounted(
  { net, gross }: { net: Decimal; gross: Decimal },
  discounts: DealDiscount[],
  settings: Settings,
): Decimal {
  const base = settings("discount_tax") === "before" ? net : gross;
  const left = lessDiscounts(base, discounts, settings);
  return base.isZero() ? left : left.plus(gross.minus(base).times(left).div(base));
}

/** Order and base of several discounts are not documented: by setting; otherwise in the order of their making. */
function lessDiscounts(total: Decimal, discounts: DealDiscount[], settings: Settings): Decimal {
  const order = settings("discount_order");
  const first = order === "percentages_first" ? "percentage" : "amount";
  const inOrder = order.endsWith("_first")
    ? [
        ...discounts.filter(({ type }) => type === first),
        ...discounts.filter(({ type }) => type !== first),
      ]
    : discounts;
  return inOrder.reduce((left, { type, amount }) => {
    if (type === "amount") return left.minus(amount);
    return left.minus((order === "total" ? total : left).times(amount).div(100));
  }, total);
}

const sumOf = (amounts: Decimal[]): Decimal =>
  amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));

function round(amount: Decimal, settings: Settings): Decimal {
  const rule = settings("sum_rounding");
  if (rule === "none") return amount;
  return amount.toDecimalPlaces(2, ROUNDINGS[rule === "half_even" ? "half_even" : "half_up"]);
}
