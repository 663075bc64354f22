/** Organization or person ↔ customer. */
import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { type Column, sortRows } from "../../cli/table.ts";
import { addressLines } from "../../domain/bill-address.ts";
import type { Customer } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type CustomerSource, linkCustomer, unlinkCustomer } from "../../usecases/link-books.ts";
import { findCustomer } from "../../usecases/match-books.ts";
import { defineCommand } from "../context.ts";
import { linkAnswer, unlinkAnswer } from "../views/link.ts";

const SOURCE = {
  organization: flag.integer("Pipedrive organization", { value: "id" }),
  person: flag.integer("Pipedrive person, for deals without an organization", { value: "id" }),
};

function sourceOf(flags: {
  organization: number | undefined;
  person: number | undefined;
}): CustomerSource {
  const { organization, person } = flags;
  if (organization !== undefined && person === undefined)
    return { source: "organization", id: organization };
  if (person !== undefined && organization === undefined) return { source: "person", id: person };
  throw new PdqbError("usage", "Which one: an organization or a person?", {
    next: ["--organization <id>, or --person <id>"],
  });
}

const customerLink = defineCommand({
  name: "link",
  summary: "Link an organization or a person to a QuickBooks customer",
  effect: "writes",
  flags: {
    ...SOURCE,
    customer: flag.text("Customer: QuickBooks id or exact name", { value: "customer" }),
  },
  examples: ["pdqb customer link --organization 402 --customer 417"],
  async run({ ports, connected, globals, show }, { flags }) {
    const source = sourceOf(flags);
    if (flags.customer === undefined) {
      throw new PdqbError("usage", "Not linked: which customer?", {
        next: ['pdqb customer search "<text>"', "--customer <customer>"],
      });
    }
    await connected();
    const result = await linkCustomer(ports, {
      ...source,
      customer: flags.customer,
      dryRun: globals.dryRun,
    });
    const { link } = result;
    await show(
      linkAnswer(
        result,
        () => ({
          source: link.source,
          source_id: link.sourceId,
          currency: link.currency,
          customer: { id: link.customerId, name: link.customerName },
        }),
        `${link.source} ${link.sourceId} (${link.currency}) to customer ${link.customerId}, "${link.customerName}"`,
      ),
    );
  },
});

const customerUnlink = defineCommand({
  name: "unlink",
  summary: "Forget the customer of an organization or a person",
  effect: "writes",
  flags: SOURCE,
  examples: ["pdqb customer unlink --organization 402"],
  async run({ ports, connected, globals, show }, { flags }) {
    const source = sourceOf(flags);
    await connected();
    const result = await unlinkCustomer(ports, { ...source, dryRun: globals.dryRun });
    await show(unlinkAnswer(result, `${source.source} ${source.id}`));
  },
});

const customerView = defineCommand({
  name: "view",
  summary: "Show a customer of QuickBooks and what is linked to it",
  effect: "reads",
  arguments: [{ name: "customer", summary: "QuickBooks id or exact name", required: true }],
  flags: {},
  examples: ["pdqb customer view 417"],
  async run({ ports, connected, show }, { args: [text = ""] }) {
    await connected();
    const customer = await findCustomer(ports, text);
    const links = (await ports.ledger.customerLinks()).filter(
      ({ customerId }) => customerId === customer.id,
    );
    const address = customer.address ? addressLines(customer.address) : [];
    await show({
      json: {
        customer: {
          ...customerJson(customer),
          address,
          links: links.map(({ source, sourceId, currency }) => ({
            source,
            source_id: sourceId,
            currency,
          })),
        },
      },
      text: () =>
        `${[
          `${customer.name} (id ${customer.id}${customer.active ? "" : ", inactive"})`,
          ...address.map((line) => `  ${line}`),
          ...(customer.email ? [`  ${customer.email}`] : []),
          ...links.map(
            ({ source, sourceId, currency }) => `  linked to ${source} ${sourceId} (${currency})`,
          ),
        ].join("\n")}\n`,
    });
  },
});

const customerJson = (customer: Customer) => ({
  id: customer.id,
  name: customer.name,
  active: customer.active,
  currency: customer.currency,
  email: customer.email,
});

const COLUMNS: readonly Column<Customer>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "name", title: "Name", value: ({ name }) => name, grow: true },
  { key: "active", title: "Active", value: ({ active }) => String(active) },
  { key: "currency", title: "Currency", value: ({ currency }) => currency ?? "" },
  { key: "email", title: "E-mail", value: ({ email }) => email ?? "", grow: true },
];

const customerSearch = defineCommand({
  name: "search",
  summary: "Search QuickBooks' customers by a part of the name",
  effect: "reads",
  isList: true,
  arguments: [{ name: "text", summary: "Part of the customer's name", required: true }],
  flags: {},
  examples: ["pdqb customer search aurora"],
  async run({ ports, connected, globals, show }, { args: [text = ""] }) {
    await connected();
    const limit = globals.limit ?? 30;
    const found = await ports.quickbooks.searchCustomers(text, limit + 1);
    const customers = sortRows(found.slice(0, limit), COLUMNS, globals.sort);
    await show({
      json: { customers: customers.map(customerJson), complete: found.length <= limit },
      table: tableOf(customers, COLUMNS),
      empty: `QuickBooks has no active customer with "${text}" in its name.`,
      ...(found.length > limit
        ? { note: `More than ${limit} fit: narrow the text, or add --limit.` }
        : {}),
    });
  },
});

export const verbs = [customerLink, customerUnlink, customerView, customerSearch];
