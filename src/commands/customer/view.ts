import type { Ports } from "../../ports.ts";
import { findCustomer } from "../../usecases/books/match-books.ts";
import { orUnread } from "../../usecases/books/or-gone.ts";
import { defineCommand } from "../context.ts";
import { customerDetailJson, customerDetailLines } from "../views/customer.ts";

export const customerView = defineCommand({
  name: "view",
  summary: "Show a QuickBooks customer and what is linked to it",
  effect: "reads",
  arguments: [
    { name: "customer", summary: "QuickBooks id or full name", required: true, names: "customers" },
  ],
  flags: {},
  examples: ["pdqb customer view 417"],
  async run({ ports, connected, show }, { args: [text = ""] }) {
    const { quickbooks } = await connected();
    const customer = await findCustomer(ports, text);
    const term = await termName(ports, customer.termId);
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

async function termName({ quickbooks }: Ports, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const wanted = { terms: true, termIds: [id] };
  // Terms that cannot be read are told of beside the answer.
  const found = await orUnread(quickbooks.lookup(wanted));
  return found?.terms.find((term) => term.id === id)?.name ?? null;
}
