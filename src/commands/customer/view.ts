import { addressLines } from "../../domain/customer/bill-address.ts";
import { findCustomer } from "../../usecases/books/match-books.ts";
import { defineCommand } from "../context.ts";
import { customerJson } from "../views/customer.ts";

export const customerView = defineCommand({
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
