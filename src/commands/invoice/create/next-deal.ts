/** The morning's round: one deal after the other at the terminal, and at the end what was done and what was not. */

import { clean, money } from "../../../cli/format.ts";
import { counted } from "../../../domain/counted.ts";
import { PdqbError } from "../../../domain/errors.ts";
import { sumsByCurrency } from "../../../domain/money/sums.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import type { CreateResult } from "../../../usecases/writes/create-order.ts";
import type { Context } from "../../context.ts";
import { type DealList, dealText, openDeals, pickDeal, readDeals } from "./pick-deal.ts";
import { Left } from "./session.ts";

type Round = {
  /** Billed or skipped: they are not offered again. */
  done: Set<number>;
  created: CreateResult[];
  skipped: { deal: number; why: string }[];
};

/** What stays the same for the next deal: days, words and sending, never what is about one deal. */
type InputFor = (deal: number) => CreateInput;

/** What makes the invoice of one deal: null where nothing was made. */
type CreateDeal = (input: CreateInput) => Promise<CreateResult | null>;

/** Until the operator ends it. Throws what is no failure of a single deal, once what was done is said. */
export async function createInRounds(
  context: Context,
  profile: PinnedProfile,
  first: number | undefined,
  { inputFor, create }: { inputFor: InputFor; create: CreateDeal },
): Promise<void> {
  const round: Round = { done: new Set(), created: [], skipped: [] };
  let list: DealList | undefined;
  let deal = first;
  try {
    if (deal === undefined) {
      list = await readDeals(context, profile);
      deal = await pickDeal(context, list, round.done);
    }
    for (;;) {
      const chosen = deal;
      round.done.add(deal);
      await oneOf(round, deal, { context, create: () => create(inputFor(chosen)) });
      // One deal was asked for, and nothing was to be done.
      if (deal === first && round.created.length === 0) break;
      list ??= await readDeals(context, profile);
      const next = await nextDeal(context, list, round);
      if (next === undefined) break;
      deal = next;
    }
  } catch (error) {
    await sayRound(context, round, list);
    // Stopped with nothing sent is said only where that is so.
    const isStopped = error instanceof PdqbError && error.kind === "interrupted";
    if (!isStopped || round.created.length === 0) throw error;
    return;
  }
  await sayRound(context, round, list);
}

type Work = { context: Context; create(): Promise<CreateResult | null> };

/** A deal that cannot be billed, or not now, does not end the round; the first one's failure is the command's own. */
async function oneOf(round: Round, deal: number, { context, create }: Work): Promise<void> {
  const isFirst = round.done.size === 1;
  try {
    const made = await create();
    if (made?.outcome === "created") round.created.push(made);
    else round.skipped.push({ deal, why: "invoiced already" });
  } catch (error) {
    if (!(error instanceof PdqbError) || isFirst) throw error;
    const isOfDeal = ["refused", "not_found", "usage", "interrupted"].includes(error.kind);
    if (!isOfDeal || context.signal.aborted) throw error;
    // The message says that there is no invoice, the reason why.
    const [reason = ""] = error.reason.split("\n");
    const why = error.kind === "interrupted" ? "left out by you" : reason || error.message;
    round.skipped.push({ deal, why });
    // Ctrl-C ends the round, the answer "stop" this deal alone.
    if (error.kind === "interrupted" && !(error instanceof Left)) throw error;
    if (error.kind === "interrupted") return;
    await context.say(`✗ ${[error.message, ...error.reason.split("\n")].join("\n  ")}`);
    for (const next of error.next) await context.say(`  Next: ${next}`);
  }
}

/** Undefined: the round is over. */
async function nextDeal(
  context: Context,
  list: DealList,
  round: Round,
): Promise<number | undefined> {
  for (;;) {
    const open = openDeals(list, round.done);
    const [next] = open;
    if (!next) return undefined;
    const left = `${open.length}${list.complete ? "" : "+"} left`;
    const answer = await context.ask.key<"go" | "other" | "skip" | "end">(
      `Next deal (${left}): ${dealText(next)}`,
      [
        { key: "y", name: "Go on with it", value: "go" },
        { key: "o", name: "Choose another one", value: "other" },
        { key: "s", name: "Skip it", value: "skip" },
        { key: "n", name: "End here", value: "end" },
      ],
      { flag: "--deal <deal>", default: "y" },
    );
    if (answer === "go") return next.deal.id;
    if (answer === "end") return undefined;
    if (answer === "other") return pickDeal(context, list, round.done);
    round.done.add(next.deal.id);
    round.skipped.push({ deal: next.deal.id, why: "left out by you" });
  }
}

/** How many, how much, what was skipped and why, and what is left; nothing after a single deal. */
async function sayRound(
  { say }: Context,
  { done, created, skipped }: Round,
  list: DealList | undefined,
): Promise<void> {
  if (done.size < 2 || !list) return;
  const totals = created.map(({ invoice: { currency, total } }) => ({ currency, amount: total }));
  const sums = sumsByCurrency(totals).map(({ currency, amount }) => money(amount, currency));
  const count = counted(created.length, "invoice");
  await say(`${count} created${sums.length > 0 ? `: ${sums.join(", ")}` : ""}.`);
  for (const { deal, why } of skipped) await say(`Not billed: deal ${deal} (${clean(why)})`);
  const left = openDeals(list, done).length + skipped.length;
  if (left > 0) await say(`${left} left to bill. Next: pdqb invoice create`);
}
