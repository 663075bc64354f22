import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { linkCustomer } from "../../usecases/link-books.ts";
import { defineCommand } from "../context.ts";
import { linkAnswer } from "../views/link.ts";
import { SOURCE, sourceOf } from "./source.ts";

export const customerLink = defineCommand({
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
