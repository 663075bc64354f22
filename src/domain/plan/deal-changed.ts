/** A deal that is not worth what it was when it was invoiced. Pure. */
import type { Warning } from "../errors.ts";
import { groupedText } from "../money/amount-words.ts";
import { amountText, type Decimal } from "../money/money.ts";

/** `before`: as its link keeps it; null where that is not known. */
export function dealChanged(before: string | null, value: Decimal | null): Warning[] {
  const now = value && amountText(value);
  if (before === null || before === now) return [];
  const message = `The deal's value was ${groupedText(before)} when it was invoiced and is ${now === null ? "empty" : groupedText(now)} now.`;
  return [{ code: "deal_changed", message }];
}
