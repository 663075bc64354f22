/** One deal after the other at a terminal, one alone, or several as a run. */
import type { Context } from "../../context.ts";
import { type CreateFlags, isGiven } from "../../details/create-flags.ts";
import { createInput } from "../../details/create-input.ts";
import { dealId } from "../../details/deal-reference.ts";
import { withNamedPreset } from "../../details/detail-flags.ts";
import { refuseNamedTwice, severalDeals } from "./named-deals.ts";
import { missingDeal, pickDeal, readDeals } from "./pick-deal.ts";

type Given = { args: string[]; flags: CreateFlags & { from: string | undefined } };

/** What `invoice create` does with what was typed. */
export async function runCreate(context: Context, { args, flags }: Given): Promise<void> {
  const { connected, globals, io } = context;
  refuseNamedTwice(args, flags);
  const profile = await connected();
  const given = await withNamedPreset(context, flags);
  const several = await severalDeals(context, profile, args, given);
  if (several) {
    const { createSeveral } = await import("./create-several.ts");
    return createSeveral(context, profile, several, given);
  }
  const typed = args[0] ?? flags.deal;
  if (typed === undefined && !io.canAsk) throw missingDeal();
  const first = typed === undefined ? undefined : dealId(typed, profile);
  const inputFor = (deal: number) => createInput(given, deal);
  const isOneAnswer = globals.yes || globals.dryRun || globals.json || globals.fields !== null;
  const isRound = io.canAsk && !isOneAnswer && isOfAnyDeal(flags);
  const { createOne } = await import("./create-one.ts");
  const create = (input: ReturnType<typeof inputFor>) => createOne(context, profile, input, flags);
  if (isRound) {
    const { createInRounds } = await import("./next-deal.ts");
    return createInRounds(context, profile, first, { inputFor, create });
  }
  const deal = first ?? (await pickDeal(context, await readDeals(context, profile), new Set()));
  await create(inputFor(deal));
}

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

const isOfAnyDeal = (flags: CreateFlags): boolean =>
  Object.entries(flags).every(
    ([name, value]) => !isGiven(value) || (OF_ANY_DEAL as readonly string[]).includes(name),
  );
