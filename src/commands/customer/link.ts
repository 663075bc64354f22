import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { CustomerLink } from "../../domain/ledger/ledger.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { type CustomerSource, linkCustomer } from "../../usecases/books/link-books.ts";
import { candidatesFor } from "../../usecases/plan/customer-candidates.ts";
import { type Context, defineCommand } from "../context.ts";
import { linkAnswer } from "../views/link.ts";
import { SOURCE, sourceOf } from "./source.ts";

export const customerLink = defineCommand({
  name: "link",
  summary: "Link an organization or a person to a QuickBooks customer",
  description: `Without --customer it lists the likely customers and why; at a terminal it asks
which one it is.`,
  effect: "writes",
  flags: {
    ...SOURCE,
    customer: flag.text("Customer: QuickBooks id or exact name", {
      value: "customer",
      names: "customers",
    }),
  },
  examples: [
    "pdqb customer link --organization 402 --customer 417",
    "pdqb customer link --organization 402",
  ],
  async run(context, { flags }) {
    const { ports, connected, globals, show } = context;
    const source = sourceOf(flags);
    const profile = await connected();
    const customer = flags.customer ?? (await askCustomer(context, source, profile));
    const result = await linkCustomer(ports, { ...source, customer, dryRun: globals.dryRun });
    const { link } = result;
    await show(
      linkAnswer(
        result,
        customerLinkJson,
        `${link.source} ${link.sourceId} (${link.currency}) to customer ${link.customerId}, "${link.customerName}"`,
      ),
    );
  },
});

/** A link as `--json` prints it. */
export const customerLinkJson = (link: CustomerLink) => ({
  source: link.source,
  source_id: link.sourceId,
  currency: link.currency,
  customer: { id: link.customerId, name: link.customerName },
});

/** None is taken by guess: without a person to ask they are told. */
async function askCustomer(
  { ports, io, ask, progress }: Context,
  source: CustomerSource,
  { quickbooks }: PinnedProfile,
): Promise<string> {
  const candidates = await progress.during("Looking for candidates", () =>
    candidatesFor(ports, source, quickbooks.country),
  );
  const names = candidates.map(({ value, reason }) =>
    clean(`${value.id}  ${value.fullName} (${reason})`),
  );
  const [first] = candidates;
  if (!first || !io.canAsk)
    throw new PdqbError("usage", "Not linked: which customer?", {
      reason: names,
      next: [
        first ? `--customer ${first.value.id}, if it is that one` : "--customer <customer>",
        'pdqb customer search "<text>"',
      ],
    });
  return ask.select(
    "Which customer is it?",
    candidates.map(({ value }, index) => ({
      value: value.id,
      name: names[index] ?? value.fullName,
    })),
    { flag: "--customer <customer>" },
  );
}
