import type { Column } from "../../cli/column.ts";
import { listAnswer } from "../../cli/flat.ts";
import { type NamedItemLink, namedItemLinks } from "../../usecases/books/linked-names.ts";
import { defineCommand } from "../context.ts";
import { UNNAMED } from "../views/link.ts";
import { itemLinkJson } from "./link.ts";

const COLUMNS: readonly Column<NamedItemLink>[] = [
  { key: "product_id", title: "Product", align: "right", value: (link) => `${link.productId}` },
  { key: "product_name", title: "Name", value: ({ productName }) => productName ?? "", grow: true },
  {
    key: "variation_id",
    title: "Variation",
    value: ({ variationId }) => (variationId === null ? "" : String(variationId)),
    terminal: ({ variationId, variationName }) =>
      variationName ?? (variationId === null ? "" : String(variationId)),
    optional: true,
  },
  { key: "item_id", title: "Item", align: "right", value: (link) => link.itemId },
  { key: "item", title: "Name in QuickBooks", value: (link) => link.itemName, grow: true },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["product_id", "product_name", "variation_id", "variation_name", "item"],
  json: ({ productName, variationName, ...link }: NamedItemLink) => {
    const { product_id, variation_id, item } = itemLinkJson(link);
    return {
      product_id,
      product_name: productName,
      variation_id,
      variation_name: variationName,
      item,
    };
  },
};

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
    const { links: all, isNamed } = await namedItemLinks(ports);
    await show({
      ...listAnswer("products", all, ROWS, globals),
      empty: "No product is linked yet.",
      ...(!isNamed && { note: UNNAMED }),
    });
  },
});
