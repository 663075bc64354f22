/** One deal from reading to its invoice: planned, asked about, reviewed, sent, shown. */

import type { PinnedProfile } from "../../../domain/settings.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import { changeSetting } from "../../../usecases/setup/change-setting.ts";
import type { Context } from "../../context.ts";
import { checkFirstPlan, checkPlan } from "./check-plan.ts";
import { finish } from "./finish.ts";
import { firstPlan, openSession } from "./open-session.ts";
import { reviewPlan } from "./review.ts";
import { showExisting } from "./show-existing.ts";
import { showPlan } from "./show-plan.ts";

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
  const { ports, globals } = context;
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
  const account = session.answers.incomeAccount;
  if (account) {
    const name = await context.profileName();
    await changeSetting(ports, { profile: name, name: "item.income-account", value: account.id });
  }
  return finish(context, profile, { ...reviewed, account }, options);
}
