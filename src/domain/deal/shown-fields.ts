/** Whether the custom fields of a deal show what was written to them. */
import { decimal } from "../money/money.ts";
import type { Deal, FieldValue } from "./deal.ts";

/** Codes of fields that show something else than these values. */
export function shownOtherwise(deal: Deal, values: Record<string, unknown>): string[] {
  return Object.entries(values)
    .filter(([code, value]) => !isShown(deal.fields[code], value))
    .map(([code]) => code);
}

function isShown(field: FieldValue | undefined, value: unknown): boolean {
  if (value === null || value === "") return field === undefined;
  if (field === undefined) return false;
  const amount = typeof value === "object" ? (value as { value: number }).value : value;
  if (typeof amount === "number") return field.number?.equals(decimal(amount)) ?? false;
  return field.text === String(amount).trim() || field.date === amount;
}
