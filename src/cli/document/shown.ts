/** A cell of a document as people read it. */
import type { DocumentColumn } from "./document.ts";

/** Amounts as the terminal shows them: `1,653.15 EUR`. */
export function shownCell(
  { kind, value, currency }: DocumentColumn<unknown>,
  row: unknown,
): string {
  const text = value(row);
  if (kind !== "amount" || text === "") return text;
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const amount = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return currency ? `${amount} ${currency(row)}` : amount;
}

export const isRight = ({ kind }: DocumentColumn<unknown>) =>
  kind === "amount" || kind === "number";
