import { PdqbError } from "../../../domain/errors.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import { presetNamed } from "../../../usecases/setup/presets.ts";
import { defineCommand } from "../../context.ts";
import { type CreateFlags, createFlags, createInput } from "../../details/create-flags.ts";
import { dealId } from "../../details/deal-reference.ts";
import { withPreset } from "../../details/detail-flags.ts";
import { createOne } from "./create-one.ts";
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
    },
  ],
  flags: createFlags,
  fields: ["outcome", "invoice", "plan", "remembered", "warnings"],
  examples: [
    "pdqb invoice create 123",
    "pdqb invoice create --deal 123 --dry-run",
    "pdqb invoice create --deal 123 --yes --json",
  ],
  async run(context, { args: [bare], flags }) {
    const { ports, connected, globals, io } = context;
    if (bare !== undefined && flags.deal !== undefined)
      throw new PdqbError("usage", "Name the deal once: as an argument or with --deal.");
    const profile = await connected();
    const typed = bare ?? flags.deal;
    if (typed === undefined && !io.canAsk) throw missingDeal();
    const first = typed === undefined ? undefined : dealId(typed, profile);
    const given =
      flags.preset === undefined
        ? flags
        : withPreset(flags, await presetNamed(ports, await context.profileName(), flags.preset));
    const inputFor = (deal: number) => createInput(given, deal);
    const isOneAnswer = globals.yes || globals.dryRun || globals.json || globals.fields !== null;
    const isRound = io.canAsk && !isOneAnswer && isOfAnyDeal(flags);
    const create = (input: CreateInput) => createOne(context, profile, input, flags);
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
