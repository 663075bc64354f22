/** JSON as it travels, and reading it without trusting its shape. A member without a value counts as absent (docs/quickbooks.md 0). */
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
