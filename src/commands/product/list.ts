import { tableOf } from "../../cli/answer.ts";
import { sortRows } from "../../cli/flat.ts";
import type { Column } from "../../cli/table.ts";
import type { ItemLink } from "../../domain/ledger/ledger.ts";
import { defineCommand } from "../context.ts";
import { itemLinkJson } from "./link.ts";

const COLUMNS: readonly Column<ItemLink>[] = [
  { key: "product_id", title: "Product", value: (link) => String(link.productId) },
  {
    key: "variation_id",
    title: "Variation",
    value: (link) => (link.variationId === null ? "" : String(link.variationId)),
  },
  { key: "item_id", title: "Item", value: (link) => link.itemId },
  { key: "item", title: "Name", value: (link) => link.itemName, grow: true },
];

const ROWS = { fields: ["product_id", "variation_id", "item"], json: itemLinkJson };

export const productList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List the products that are linked to an item",
  effect: "reads",
  isList: true,
  flags: {},
  examples: ["pdqb products list"],
  async run({ ports, connected, globals, show }) {
    await connected();
    const links = sortRows(await ports.ledger.itemLinks(), ROWS, globals.sort);
    const shown = links.slice(0, globals.limit ?? links.length);
    await show({
      json: { products: shown.map(itemLinkJson), complete: shown.length === links.length },
      table: tableOf(shown, COLUMNS),
      fields: ROWS.fields,
      empty: "No product is linked yet.",
    });
  },
});
