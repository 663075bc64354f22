import type { Item } from "../../../domain/books.ts";
import type { Context } from "../../context.ts";

const ROWS = 30;

/** An item that is searched as one types; null: back. */
export async function pickItem({ ask, ports }: Context, question: string): Promise<Item | null> {
  return ask.search<Item | null>(
    `${question} (type to search)`,
    async (term) => [
      ...(await ports.quickbooks.searchItems(term ?? "", ROWS)).map((item) => ({
        value: item,
        name: `${item.fullName}${item.sku ? `, SKU ${item.sku}` : ""} (id ${item.id})`,
      })),
      { value: null, name: "Back, as it is" },
    ],
    { flag: "--line", remote: true },
  );
}
