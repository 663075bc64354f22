/** JSON as it travels, read without trusting its shape, and amounts: decimals inside and JSON numbers on the wire (docs/quickbooks.md 0, 16.3). */
import { Decimal } from "decimal.js";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [member: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectAt(object: JsonObject, member: string): JsonObject | undefined {
  const value = object[member];
  return isObject(value) ? value : undefined;
}

export function objectsAt(object: JsonObject, member: string): JsonObject[] {
  const value = object[member];
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

export function textAt(object: JsonObject, member: string): string | undefined {
  const value = object[member];
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function decimalAt(object: JsonObject, member: string): Decimal | undefined {
  const value = object[member];
  return typeof value === "number" ? new Decimal(value) : undefined;
}

export function amountAt(object: JsonObject, member: string): Decimal {
  return decimalAt(object, member) ?? new Decimal(0);
}

/** The id that a reference names. */
export function refAt(object: JsonObject, member: string): string | undefined {
  const reference = objectAt(object, member);
  return reference && textAt(reference, "value");
}

/** Without the members that have no value, so that answers never hold null. */
export function compact(members: Record<string, Json | undefined>): JsonObject {
  const object: JsonObject = {};
  for (const [member, value] of Object.entries(members)) {
    if (value !== undefined && value !== null) object[member] = value;
  }
  return object;
}

export function pick(object: JsonObject, members: readonly string[]): JsonObject {
  return compact(Object.fromEntries(members.map((member) => [member, object[member]])));
}

export const ZERO = new Decimal(0);

export function cents(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

export function sum(amounts: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const amount of amounts) total = total.plus(amount);
  return total;
}

/** Shares of `total` in the proportion of `weights`, in cents; the last one that has a weight takes the rest, so that they sum to it. */
export function spread(total: Decimal, weights: Decimal[]): Decimal[] {
  const whole = sum(weights);
  if (whole.isZero()) return weights.map(() => ZERO);
  const last = weights.findLastIndex((weight) => !weight.isZero());
  let rest = total;
  return weights.map((weight, index) => {
    if (index === last) return rest;
    const share = cents(total.times(weight).dividedBy(whole));
    rest = rest.minus(share);
    return share;
  });
}
