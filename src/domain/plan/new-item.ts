/** Names of new items within what QuickBooks takes (docs/quickbooks.md 10), never changed without a word. */

import type { Warning } from "../errors.ts";
import type { ProductId } from "../ids.ts";
import type { PlanLine } from "./invoice-plan.ts";

const NAME_MAX = 100;

/** No colon, tab or line break, and no more than 100 characters. */
export function itemName(name: string): string {
  return name
    .replace(/[:\t\r\n]+/g, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .slice(0, NAME_MAX)
    .trim();
}

/** Names the writes that create an item for this product, or by this name for a line without one. */
export function itemKey(productId: ProductId | null, name: string): string {
  return `item/product/${productId ?? name}`;
}

export function newItemWarnings(lines: readonly PlanLine[]): Warning[] {
  return lines.flatMap(({ line, newItem, productName }) =>
    newItem && newItem.name !== productName.replace(/ {2,}/g, " ").trim()
      ? [
          {
            code: "name_changed",
            message: `The new item of line ${line} is named "${newItem.name}": QuickBooks takes ${NAME_MAX} characters, and no colon, tab or line break.`,
          },
        ]
      : [],
  );
}
