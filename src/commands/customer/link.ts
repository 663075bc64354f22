/** Organization or person ↔ customer: linked and unlinked. */
import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { CustomerLink } from "../../domain/ledger/ledger.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import {
  type CustomerSource,
  linkCustomer,
  unlinkCustomer,
} from "../../usecases/books/link-books.ts";
import { candidatesFor } from "../../usecases/plan/customer-candidates.ts";
import { type Context, defineCommand } from "../context.ts";
import { linkAnswer, unlinkAnswer } from "../views/link.ts";

const SOURCE = {
  organization: flag.integer("Pipedrive organization", { value: "id" }),
  person: flag.integer("Pipedrive person, for deals without an organization", { value: "id" }),
};

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

function sourceOf(flags: {
  organization: number | undefined;
  person: number | undefined;
}): CustomerSource {
  const { organization, person } = flags;
  if (organization !== undefined && person === undefined)
    return { source: "organization", id: organization };
  if (person !== undefined && organization === undefined) return { source: "person", id: person };
  throw new PdqbError("usage", "Which one: an organization or a person?", {
    next: ["--organization <id>", "--person <id>"],
  });
}

export const customerUnlink = defineCommand({
  name: "unlink",
  summary: "Unlink an organization or a person from its customer",
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
