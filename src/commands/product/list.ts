/** Products that are linked, and the items of the books. */
import { type Column, tableOf } from "../../cli/column.ts";
import { listAnswer, sortRows } from "../../cli/flat.ts";
import { amountColumn, money } from "../../cli/format.ts";
import type { Item } from "../../domain/books.ts";
import { amountText } from "../../domain/money/money.ts";
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

const FOUND_COLUMNS: readonly Column<Item>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "name", title: "Name", value: ({ fullName }) => fullName, grow: true },
  { key: "sku", title: "SKU", value: ({ sku }) => sku ?? "" },
  { key: "type", title: "Type", value: ({ type }) => type },
  amountColumn(
    { key: "unit_price", title: "Price" },
    ({ unitPrice }) => unitPrice,
    (price) => money(price, "").trim(),
  ),
];

const FOUND = {
  fields: ["id", "name", "sku", "type", "unit_price"],
  json: (item: Item) => ({
    id: item.id,
    name: item.fullName,
    sku: item.sku,
    type: item.type,
    unit_price: item.unitPrice && amountText(item.unitPrice),
  }),
};

export const productSearch = defineCommand({
  name: "search",
  summary: "Search QuickBooks items by part of the name",
  effect: "reads",
  isList: true,
  arguments: [
    {
      name: "text",
      summary: "Part of the item's name",
      required: true,
      rule: { mayBeEmpty: true },
    },
  ],
  flags: {},
  examples: ["pdqb product search setup"],
  async run({ ports, connected, globals, show }, { args: [text = ""] }) {
    await connected();
    const limit = globals.limit ?? 30;
    const found = await ports.quickbooks.searchItems(text, limit + 1);
    const items = sortRows(found.slice(0, limit), FOUND, globals.sort);
    await show({
      json: {
        items: items.map(FOUND.json),
        complete: found.length <= limit,
      },
      table: tableOf(items, FOUND_COLUMNS),
      fields: FOUND.fields,
      empty: `QuickBooks has no active item with "${text}" in its name.`,
    });
  },
});
