import { cachedLookup } from "../../usecases/books/books-cache.ts";
import { findCustomer } from "../../usecases/books/match-books.ts";
import { defineCommand } from "../context.ts";
import { customerDetailJson, customerDetailLines } from "../views/customer.ts";

export const customerView = defineCommand({
  name: "view",
  summary: "Show a customer of QuickBooks and what is linked to it",
  effect: "reads",
  arguments: [{ name: "customer", summary: "QuickBooks id or full name", required: true }],
  flags: {},
  examples: ["pdqb customer view 417"],
  async run({ ports, connected, show }, { args: [text = ""] }) {
    const { quickbooks } = await connected();
    const customer = await findCustomer(ports, text);
    const terms = customer.termId === null ? [] : (await cachedLookup(ports, [])).terms;
    const term = terms.find(({ id }) => id === customer.termId)?.name ?? null;
    const detail = customerDetailJson(customer, term, quickbooks.country);
    const links = (await ports.ledger.customerLinks()).filter(
      ({ customerId }) => customerId === customer.id,
    );
    await show({
      json: {
        customer: {
          ...detail,
          links: links.map(({ source, sourceId, currency }) => ({
            source,
            source_id: sourceId,
            currency,
          })),
        },
      },
      text: () =>
        `${[
          ...customerDetailLines(customer, detail, quickbooks.country),
          ...links.map(
            ({ source, sourceId, currency }) => `  linked to ${source} ${sourceId} (${currency})`,
          ),
        ].join("\n")}\n`,
    });
  },
});
