/** Members of an answer, none of which is taken for granted. */
import { type Decimal, decimal } from "../../domain/money/money.ts";
import { NotClear } from "./finding.ts";

/** Members of an answer, unchecked. */
export type Row = Record<string, unknown>;

/** A member that is an object; an empty one where it is not. */
export function rowAt(row: unknown, member: string): Row {
  const value = isRow(row) ? row[member] : undefined;
  return isRow(value) ? value : {};
}

export function rowsAt(row: unknown, member: string): Row[] {
  const value = isRow(row) ? row[member] : undefined;
  return Array.isArray(value) ? value.filter(isRow) : [];
}

export function textAt(row: unknown, member: string): string {
  const value = isRow(row) ? row[member] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An amount of an answer; a text in its place is not repeated, since it may be anyone's. */
export function amountAt(row: Row, member: string): Decimal {
  const amount = row[member];
  if (typeof amount === "number") return decimal(amount);
  throw new NotClear("An amount was not a number.");
}
