/** Customers: those that are linked, and those that the books have under a name. */
import { type Column, tableOf } from "../../cli/column.ts";
import { listAnswer, sortRows } from "../../cli/flat.ts";
import type { Customer } from "../../domain/books.ts";
import { type NamedCustomerLink, namedCustomerLinks } from "../../usecases/books/linked-names.ts";
import { defineCommand } from "../context.ts";
import { customerJson } from "../views/customer.ts";
import { UNNAMED } from "../views/link.ts";
import { customerLinkJson } from "./link.ts";

const COLUMNS: readonly Column<NamedCustomerLink>[] = [
  { key: "source", title: "Kind", value: ({ source }) => source },
  { key: "source_id", title: "Id", align: "right", value: ({ sourceId }) => String(sourceId) },
  { key: "source_name", title: "Name", value: ({ sourceName }) => sourceName ?? "", grow: true },
  { key: "currency", title: "Currency", value: ({ currency }) => currency, optional: true },
  { key: "customer_id", title: "Customer", align: "right", value: ({ customerId }) => customerId },
  {
    key: "customer",
    title: "Name in QuickBooks",
    value: ({ customerName }) => customerName,
    grow: true,
  },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["source", "source_id", "source_name", "currency", "customer"],
  json: (link: NamedCustomerLink) => {
    const { source, source_id, ...rest } = customerLinkJson(link);
    return { source, source_id, source_name: link.sourceName, ...rest };
  },
};

export const customerList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List the organizations and persons that are linked to a customer",
  effect: "reads",
  isList: true,
  flags: {},
  examples: ["pdqb customers list"],
  async run({ ports, connected, globals, show }) {
    await connected();
    const { links: all, isNamed } = await namedCustomerLinks(ports);
    await show({
      ...listAnswer("customers", all, ROWS, globals),
      empty: "No organization or person is linked yet.",
      ...(!isNamed && { note: UNNAMED }),
    });
  },
});

const FOUND_COLUMNS: readonly Column<Customer>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "name", title: "Name", value: ({ fullName }) => fullName, grow: true },
  { key: "active", title: "Active", value: ({ active }) => String(active) },
  { key: "currency", title: "Currency", value: ({ currency }) => currency ?? "" },
  { key: "email", title: "E-mail", value: ({ email }) => email ?? "", grow: true },
];

const FOUND = { fields: ["id", "name", "active", "currency", "email"], json: customerJson };

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
    const customers = sortRows(found.slice(0, limit), FOUND, globals.sort);
    await show({
      json: { customers: customers.map(customerJson), complete: found.length <= limit },
      table: tableOf(customers, FOUND_COLUMNS),
      fields: FOUND.fields,
      empty: `QuickBooks has no active customer with "${text}" in its name.`,
    });
  },
});
