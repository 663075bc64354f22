import { type Column, tableOf } from "../../cli/column.ts";
import { sortRows } from "../../cli/flat.ts";
import { money } from "../../cli/format.ts";
import type { Item } from "../../domain/books.ts";
import { amountText } from "../../domain/money/money.ts";
import { defineCommand } from "../context.ts";

const COLUMNS: readonly Column<Item>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "name", title: "Name", value: ({ fullName }) => fullName, grow: true },
  { key: "sku", title: "SKU", value: ({ sku }) => sku ?? "" },
  { key: "type", title: "Type", value: ({ type }) => type },
  {
    key: "unit_price",
    title: "Price",
    align: "right",
    value: ({ unitPrice }) => (unitPrice ? amountText(unitPrice) : ""),
    terminal: ({ unitPrice }) => (unitPrice ? money(unitPrice, "").trim() : ""),
  },
];

const ROWS = {
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
    const items = sortRows(found.slice(0, limit), ROWS, globals.sort);
    await show({
      json: {
        items: items.map(ROWS.json),
        complete: found.length <= limit,
      },
      table: tableOf(items, COLUMNS),
      fields: ROWS.fields,
      empty: `QuickBooks has no active item with "${text}" in its name.`,
    });
  },
});
