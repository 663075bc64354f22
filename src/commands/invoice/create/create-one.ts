/** One deal from reading to its invoice: planned, asked about, reviewed, sent, shown. */
import { PartlyDone, PdqbError } from "../../../domain/errors.ts";
import { forgettingOnRefusal } from "../../../usecases/books/books-cache.ts";
import { type CreateInput, noAnswers } from "../../../usecases/plan/create-input.ts";
import { openPlanner, type Planned } from "../../../usecases/plan/plan-invoice.ts";
import type { PinnedProfile } from "../../../usecases/plan/plan-reading.ts";
import { changeSetting } from "../../../usecases/setup/change-setting.ts";
import {
  type CreateResult,
  createInvoice,
  refusePlan,
} from "../../../usecases/writes/create-invoice.ts";
import { resolveOpenIntents } from "../../../usecases/writes/earlier.ts";
import type { Context } from "../../context.ts";
import { backToPipedrive, backWarnings } from "../back.ts";
import { askAll, isFinal } from "./ask.ts";
import { askIncomeAccount } from "./ask-item.ts";
import {
  type Confirmed,
  showCreated,
  showExisting,
  showPartly,
  showPlan,
} from "./create-answers.ts";
import { pdfOfCreated } from "./created-pdf.ts";
import { reviewPlan } from "./review.ts";
import { sendCreated } from "./send-created.ts";
import type { PlannedInvoice, Session } from "./session.ts";

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
): Promise<CreateResult | null> {
  const { ports, globals } = context;
  const { dealId } = input;
  const session = await openSession(context, profile, input);
  const planned = await firstPlan(session);
  if (planned.outcome === "already_exists") {
    await showExisting(context, profile, planned, dealId);
    return null;
  }
  // What an operator can still change is shown at the last question, with what is wrong.
  const isAsked = context.io.canAsk && !globals.dryRun && !globals.yes;
  if (!isAsked || isFinal(planned) || planned.plan.problems.length === 0)
    await checkPlan(context, planned, options);
  if (globals.dryRun) {
    await showPlan(context, planned, "planned");
    return null;
  }
  const reviewed = await reviewPlan(session, planned);
  if (reviewed.outcome === "already_exists") {
    await showExisting(context, profile, reviewed, dealId);
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
  return { context, planner, input, answers: noAnswers() };
}

/** With the answers of whoever can be asked. */
async function firstPlan(session: Session): Promise<Planned> {
  const { context, planner, input, answers } = session;
  const { io, globals, progress } = context;
  const isAsked = io.canAsk && !globals.dryRun && !globals.yes;
  if (isAsked && input.createItems.length > 0) await askIncomeAccount(session);
  const planned = await progress.during("Planning", () => planner.plan(answers));
  return isAsked ? askAll(session, planned) : planned;
}

/** Throws refused for a plan that is not the one that was reviewed, has problems, or has warnings where `--strict` refuses them. */
async function checkPlan(
  context: Context,
  planned: PlannedInvoice,
  { expect, strict }: CreateOptions,
): Promise<void> {
  const { plan } = planned;
  if (expect !== undefined && expect !== plan.digest) {
    throw new PdqbError(
      "refused",
      "Invoice not created: the plan is not the one that was reviewed.",
      {
        reason: `Its digest is ${plan.digest} now: the deal or something else that it rests on has changed.`,
        next: [`pdqb invoice create --deal ${plan.deal.id} --dry-run`],
      },
    );
  }
  const isStrict = strict && plan.warnings.length > 0;
  if (plan.problems.length === 0 && !isStrict) return;
  await showPlan(context, planned, context.globals.dryRun ? "planned" : "refused");
  if (plan.problems.length > 0) throw refusePlan(plan);
  throw new PdqbError(
    "refused",
    "Invoice not created: the plan has warnings, and --strict refuses them.",
  );
}

async function finish(
  context: Context,
  profile: PinnedProfile,
  confirmed: Confirmed,
  options: CreateOptions,
): Promise<CreateResult> {
  const { plan } = confirmed;
  const made = await apply(context, profile, confirmed);
  const { result, sent } = (await sendCreated(context, plan, made)) ?? {
    result: made,
    sent: undefined,
  };
  const pdf = await pdfOfCreated(context, result.invoice, options.pdf);
  const back = await backToPipedrive(context, profile, [plan.deal.id]);
  result.warnings.push(...backWarnings(back));
  await showCreated(context, profile, confirmed, { result, sent, pdf });
  const failure = sent?.failure ?? pdf?.failure;
  if (failure) throw failure;
  return result;
}

/** Sends the plan, so that Ctrl-C waits for the answer. What was made before a failure is told on stdout. */
async function apply(
  context: Context,
  profile: PinnedProfile,
  { plan, remember }: PlannedInvoice,
): Promise<CreateResult> {
  const { ports, sending, progress } = context;
  const pipedriveCompany = profile.pipedrive.companyId;
  try {
    return await progress.lasting(
      "Writing the invoice to QuickBooks (safe to wait: it is never written twice)",
      () =>
        sending(() =>
          forgettingOnRefusal(ports, () =>
            createInvoice(ports, { plan, remember, pipedriveCompany }),
          ),
        ),
    );
  } catch (error) {
    if (error instanceof PartlyDone) await showPartly(context, plan, error);
    throw error;
  }
}
