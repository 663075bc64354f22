import { flag } from "../../../cli/command.ts";
import { PdqbError } from "../../../domain/errors.ts";
import { defineCommand } from "../../context.ts";
import { type CreateFlags, createFlags, createInput } from "../../details/create-flags.ts";
import { dealId } from "../../details/deal-reference.ts";
import { withNamedPreset } from "../../details/named-preset.ts";
import { createOne } from "./create-one.ts";
import { createSeveral, severalDeals } from "./create-several.ts";
import { createInRounds } from "./next-deal.ts";
import { missingDeal, pickDeal, readDeals } from "./pick-deal.ts";

export const invoiceCreate = defineCommand({
  name: "create",
  summary: "Create a QuickBooks invoice from a deal, exactly once",
  effect: "writes",
  arguments: [
    {
      name: "deal",
      summary: "Its id or Pipedrive address; the same as --deal",
      required: false,
      names: "deals",
      many: true,
    },
  ],
  description: `Several deals (1 2 3, or --deal 1,2,3, or rows of --from) are a run: planned and shown
together, created after one confirmation, and listed by "pdqb run list".`,
  flags: {
    ...createFlags,
    from: flag.text("Deals from a CSV with the column deal, and flags of this command", {
      value: "file",
    }),
  },
  fields: [
    ...["outcome", "invoice", "plan", "remembered", "warnings"],
    ...["run", "deals", "missing", "calls"],
  ],
  examples: [
    "pdqb invoice create 123",
    "pdqb invoice create --deal 123 --dry-run",
    "pdqb invoice create --deal 123 --yes --json",
    "pdqb invoice create 123 124 125",
    "pdqb invoice create --from november.csv --dry-run",
  ],
  async run(context, { args, flags }) {
    const { connected, globals, io } = context;
    const named = [args.length > 0, flags.deal !== undefined, flags.from !== undefined];
    if (named.filter(Boolean).length > 1)
      throw new PdqbError(
        "usage",
        "Name the deals once: as arguments, with --deal or with --from.",
      );
    const profile = await connected();
    const several = await severalDeals(context, profile, args, flags);
    const given = await withNamedPreset(context, flags);
    if (several) return createSeveral(context, profile, several, given);
    const typed = args[0] ?? flags.deal;
    if (typed === undefined && !io.canAsk) throw missingDeal();
    const first = typed === undefined ? undefined : dealId(typed, profile);
    const inputFor = (deal: number) => createInput(given, deal);
    const isOneAnswer = globals.yes || globals.dryRun || globals.json || globals.fields !== null;
    const isRound = io.canAsk && !isOneAnswer && isOfAnyDeal(flags);
    const create = (input: ReturnType<typeof inputFor>) =>
      createOne(context, profile, input, flags);
    if (isRound) return createInRounds(context, profile, first, { inputFor, create });
    const deal = first ?? (await pickDeal(context, await readDeals(context, profile), new Set()));
    await create(inputFor(deal));
  },
});

/** Flags that say nothing of one deal alone: with these, one deal may follow the other. */
const OF_ANY_DEAL: readonly (keyof CreateFlags)[] = [
  "deal",
  "updateCustomer",
  "date",
  "due",
  "terms",
  "class",
  "location",
  "preset",
  "cc",
  "bcc",
  "send",
  "strict",
];

function isOfAnyDeal(flags: CreateFlags): boolean {
  return Object.entries(flags).every(([name, value]) => {
    const isGiven = Array.isArray(value) ? value.length > 0 : Boolean(value);
    return !isGiven || (OF_ANY_DEAL as readonly string[]).includes(name);
  });
}
