/** One deal from reading to its invoice: planned, asked about, reviewed, sent, shown. */

import type { PinnedProfile } from "../../../domain/settings.ts";
import { type CreateInput, noAnswers } from "../../../usecases/plan/create-input.ts";
import { openPlanner } from "../../../usecases/plan/open-planner.ts";
import { resolveOpenIntents } from "../../../usecases/writes/open-intents.ts";
import type { Context } from "../../context.ts";
import { checkFirstPlan, checkPlan, showPlan } from "./check-plan.ts";
import { finish } from "./finish.ts";
import { reviewPlan } from "./review.ts";
import { type Session, STOP, sayDeal } from "./session.ts";
import { showExisting } from "./show-created.ts";

/** What is to be done beside the invoice itself. */
export type CreateOptions = {
  expect?: string | undefined;
  strict?: boolean | undefined;
  pdf?: string | true | undefined;
};

/** The invoice that was made; null where nothing was: it was there already, or it was a dry run. */
export async function createOne(
  context: Context,
  profile: PinnedProfile,
  input: CreateInput,
  options: CreateOptions,
): Promise<Awaited<ReturnType<typeof finish>> | null> {
  const { globals } = context;
  const session = await openSession(context, profile, input);
  const planned = await firstPlan(session);
  if (planned.outcome === "already_exists") {
    await showExisting(context, profile, planned, input);
    return null;
  }
  await checkFirstPlan(context, planned, options);
  if (globals.dryRun) {
    await showPlan(context, planned, "planned");
    return null;
  }
  const reviewed = await reviewPlan(session, planned);
  if (reviewed.outcome === "already_exists") {
    await showExisting(context, profile, reviewed, input);
    return null;
  }
  if (reviewed !== planned) await checkPlan(context, reviewed, { ...options, expect: undefined });
  return finish(context, profile, { ...reviewed, account: session.answers.incomeAccount }, options);
}

/** Read, with what an earlier run has left open settled. */
async function openSession(
  context: Context,
  profile: PinnedProfile,
  input: CreateInput,
): Promise<Session> {
  const { ports, progress, globals } = context;
  const { dealId } = input;
  if (!globals.dryRun) await resolveOpenIntents(ports, { butDeal: dealId });
  const planner = await progress.during(`Reading deal ${dealId}`, () =>
    openPlanner(ports, profile, input, { save: !globals.dryRun }),
  );
  return { context, planner, input, answers: noAnswers(), leave: STOP };
}

/** Asked about by whoever can be asked. */
async function firstPlan(session: Session) {
  const { context, planner, input, answers } = session;
  const { io, globals, progress } = context;
  const isAsked = io.canAsk && !globals.dryRun && !globals.yes;
  if (isAsked && input.createItems.length > 0) {
    await sayDeal(session);
    const { askIncomeAccount } = await import("./ask-line.ts");
    await askIncomeAccount(session);
  }
  const planned = await progress.during("Planning", () => planner.plan(answers));
  if (!isAsked) return planned;
  const { askAll } = await import("./ask.ts");
  return askAll(session, planned);
}
