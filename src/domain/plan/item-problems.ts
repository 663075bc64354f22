/** What stands against an item on a line (docs/quickbooks.md 10): named before the write, with its id. */
import type { Item } from "../books.ts";
import type { Problem } from "../errors.ts";

/** `relink`: the command by which another item is chosen. */
export function itemProblem(item: Item, position: number, relink: string): Problem | undefined {
  const about = { line: position, next: relink };
  const named = `Line ${position}: item "${item.fullName}" (id ${item.id})`;
  if (!item.active) {
    const message = `${named} is inactive: make it active in QuickBooks, or choose another.`;
    return { ...about, code: "inactive_item", message };
  }
  if (item.type === "Category") {
    const message = `${named} is a category, which cannot stand on a line.`;
    return { ...about, code: "category_item", message };
  }
  if (item.type === "Group") {
    const message = `${named} is a bundle, which QuickBooks would expand into other lines and prices.`;
    return { ...about, code: "category_item", message };
  }
  return undefined;
}

/** The link leads to an item that the books do not have any more. */
export function goneItem(
  gone: { id: string; name: string },
  position: number,
  relink: string,
): Problem {
  return {
    code: "inactive_item",
    message: `Line ${position}: item "${gone.name}" (id ${gone.id}) is no longer in QuickBooks.`,
    next: relink,
    line: position,
  };
}
