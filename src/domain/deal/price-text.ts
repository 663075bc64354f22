/** Quantity and price where QuickBooks cannot hold them: they stand in the text of the line instead. */

import type { Warning } from "../errors.ts";
import { groupedText } from "../money/amount-words.ts";
import { amountText, type Decimal, plainText, toCents } from "../money/money.ts";
import type { LineMoney, PricedLine } from "./line-money.ts";

/** `278,362.5 × 0.01110515964`; empty where the invoice shows both as they are. A discount says its own price. */
export function priceText({ line, money }: Pick<PricedLine, "line" | "money">): string {
  const { price, quantity } = line;
  if (quantity.isZero() || !money.quantity.equals(quantity)) return "";
  const isShown = isPlain(line, money)
    ? money.unitPrice?.equals(price)
    : money.unitPrice !== null || quantity.equals(1);
  return isShown ? "" : `${grouped(quantity)} × ${grouped(price)}`;
}

export function priceTextWarnings(lines: PricedLine[]): Warning[] {
  return lines.flatMap((priced) => {
    const words = priceText(priced);
    if (words === "") return [];
    const { position, line, money } = priced;
    const message = `Line ${position}, "${line.name}": QuickBooks cannot hold ${words}, so the line has the amount ${groupedText(amountText(money.net))} and its text the quantity and price.`;
    return [{ code: "price_in_text", message }];
  });
}

/** Whether the net is the line's own price times its quantity: no discount, no tax taken out of it. */
function isPlain(line: PricedLine["line"], { discount, net }: LineMoney): boolean {
  return discount === "" && toCents(line.price.times(line.quantity)).equals(net);
}

const grouped = (value: Decimal) => groupedText(plainText(value));
