/** The questions of `run mend` are those of `invoice create`: this asks one of them, about one deal. */
import { say } from "../cli/answer.ts";
import type { Problem } from "../domain/errors.ts";
import { type Missing, needName, needsOf } from "../domain/run/needs.ts";
import type { PinnedProfile } from "../domain/settings.ts";
import { type CreateInput, noAnswers } from "../usecases/plan/create-input.ts";
import { openPlanner } from "../usecases/plan/open-planner.ts";
import type { Context } from "./context.ts";
import { answerProblem, canAnswer } from "./invoice/create/ask.ts";
import { isFinal, Left, type Session } from "./invoice/create/session.ts";
import type { Asked } from "./run/mend-answer.ts";

export const canAsk = ({ code }: Missing) => canAnswer(code);

/** Null where the question was left, or the deal does not lack it any more. Throws interrupted at Ctrl-C. */
export async function askAbout(
  context: Context,
  profile: PinnedProfile,
  input: CreateInput,
  { need, heading }: { need: string; heading: string },
): Promise<Asked | null> {
  const { ports, progress, io } = context;
  const planner = await progress.during(`Reading deal ${input.dealId}`, () =>
    openPlanner(ports, profile, input),
  );
  const answers = noAnswers();
  const session: Session = { context, planner, input, answers, leave: "Leave it for now" };
  const planned = await planner.plan(answers);
  if (planned.outcome !== "planned" || isFinal(planned)) return null;
  const { plan } = planned;
  const problem = plan.problems.find((one) =>
    needsOf(plan, [one]).some((own) => needName(own) === need),
  );
  if (!problem || isTooEarly(problem, plan) || hasNoAnswer(problem, planner)) return null;
  await say(io, heading);
  try {
    if (!(await answerProblem(session, planned, problem))) return null;
    await askWhatFollows(session);
    return { planner, input, answers, plan };
  } catch (error) {
    if (error instanceof Left) return null;
    throw error;
  }
}

/** A customer who was chosen may be billed in another currency, and the name of a new one may be taken. */
async function askWhatFollows(session: Session): Promise<void> {
  if (session.answers.customer === undefined) return;
  for (const code of ["currency_mismatch", "name_taken"]) {
    const now = await session.planner.plan(session.answers);
    const next = now.outcome === "planned" && now.plan.problems.find((one) => one.code === code);
    if (next && now.outcome === "planned") await answerProblem(session, now, next);
  }
}

/** Of several codes of one percent each customer has its own: whose it is has to be known first. */
const isTooEarly = ({ code }: Problem, { customer }: Asked["plan"]) =>
  code === "several_tax_codes" && customer === null;

/** No tax code of the books has this percent: one is made in QuickBooks. */
const hasNoAnswer = ({ code, percent }: Problem, planner: Asked["planner"]) =>
  code === "unlinked_tax" && planner.taxCandidates(percent ?? "0").length === 0;
