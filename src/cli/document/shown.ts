/** A cell of a document as people read it. */
import { groupedText } from "../../domain/money/amount-words.ts";
import type { DocumentColumn } from "./document.ts";

/** Amounts as the terminal shows them: `1,653.15 EUR`. */
export function shownCell(
  { kind, value, currency }: DocumentColumn<unknown>,
  row: unknown,
): string {
  const text = value(row);
  if (kind !== "amount" || text === "") return text;
  const amount = groupedText(text);
  return currency ? `${amount} ${currency(row)}` : amount;
}

export const isRight = ({ kind }: DocumentColumn<unknown>) =>
  kind === "amount" || kind === "number";
