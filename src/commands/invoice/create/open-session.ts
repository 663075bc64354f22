/** A deal is read and planned for the first time, with the answers of whoever can be asked. */

import type { PinnedProfile } from "../../../domain/settings.ts";
import { type CreateInput, noAnswers } from "../../../usecases/plan/create-input.ts";
import { openPlanner } from "../../../usecases/plan/plan-invoice.ts";
import type { Planned } from "../../../usecases/plan/planner.ts";
import { resolveOpenIntents } from "../../../usecases/writes/open-intents.ts";
import type { Context } from "../../context.ts";
import { askAll } from "./ask.ts";
import { askIncomeAccount } from "./ask-item.ts";
import { type Session, STOP, sayDeal } from "./session.ts";

export async function openSession(
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

export async function firstPlan(session: Session): Promise<Planned> {
  const { context, planner, input, answers } = session;
  const { io, globals, progress } = context;
  const isAsked = io.canAsk && !globals.dryRun && !globals.yes;
  if (isAsked && input.createItems.length > 0) {
    await sayDeal(session);
    await askIncomeAccount(session);
  }
  const planned = await progress.during("Planning", () => planner.plan(answers));
  return isAsked ? askAll(session, planned) : planned;
}
