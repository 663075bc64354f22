/** Cells of a row. The rows are our own, so a wrong type in one is a damaged ledger. */
import type { Row } from "./work.ts";

export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== "string") throw new Error(`Ledger column ${name} holds ${typeof value}`);
  return value;
}
export function integer(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== "number") throw new Error(`Ledger column ${name} holds ${typeof value}`);
  return value;
}
export const textOrNull = (row: Row, name: string) => (row[name] === null ? null : text(row, name));
export const integerOrNull = (row: Row, name: string) =>
  row[name] === null ? null : integer(row, name);
