import { type Column, tableOf } from "../../cli/column.ts";
import { sortRows } from "../../cli/flat.ts";
import type { Customer } from "../../domain/books.ts";
import { defineCommand } from "../context.ts";
import { customerJson } from "../views/customer.ts";

const COLUMNS: readonly Column<Customer>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "name", title: "Name", value: ({ fullName }) => fullName, grow: true },
  { key: "active", title: "Active", value: ({ active }) => String(active) },
  { key: "currency", title: "Currency", value: ({ currency }) => currency ?? "" },
  { key: "email", title: "E-mail", value: ({ email }) => email ?? "", grow: true },
];

const ROWS = { fields: ["id", "name", "active", "currency", "email"], json: customerJson };

export const customerSearch = defineCommand({
  name: "search",
  summary: "Search QuickBooks customers by part of the name",
  effect: "reads",
  isList: true,
  arguments: [
    {
      name: "text",
      summary: "Part of the customer's name",
      required: true,
      rule: { mayBeEmpty: true },
    },
  ],
  flags: {},
  examples: ["pdqb customer search aurora"],
  async run({ ports, connected, globals, show }, { args: [text = ""] }) {
    await connected();
    const limit = globals.limit ?? 30;
    const found = await ports.quickbooks.searchCustomers(text, limit + 1);
    const customers = sortRows(found.slice(0, limit), ROWS, globals.sort);
    await show({
      json: { customers: customers.map(customerJson), complete: found.length <= limit },
      table: tableOf(customers, COLUMNS),
      fields: ROWS.fields,
      empty: `QuickBooks has no active customer with "${text}" in its name.`,
    });
  },
});
