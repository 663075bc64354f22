import { clean } from "../../../cli/format.ts";
import { PdqbError } from "../../../domain/errors.ts";
import { refusePlan } from "../../../usecases/writes/create-order.ts";
import type { Context } from "../../context.ts";
import { planJson, planText } from "../../views/plan.ts";
import { remembered, rememberedText } from "../../views/remembered.ts";
import { isFinal, type PlannedInvoice } from "./session.ts";

/** Throws refused for a plan that is not the one that was reviewed, has problems, or has warnings where `--strict` refuses them. */
export async function checkPlan(
  context: Context,
  planned: PlannedInvoice,
  { expect, strict }: { expect?: string | undefined; strict?: boolean | undefined },
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

/** At a terminal, what an operator can still change is shown at the last question instead, with what is wrong. */
export async function checkFirstPlan(
  context: Context,
  planned: PlannedInvoice,
  options: { expect?: string | undefined; strict?: boolean | undefined },
): Promise<void> {
  const { io, globals } = context;
  const isAsked = io.canAsk && !globals.dryRun && !globals.yes;
  if (isAsked && !isFinal(planned) && planned.plan.problems.length > 0) return;
  await checkPlan(context, planned, options);
}

/** The plan that `invoice create` would carry out. */
export async function showPlan(
  { show, io }: Context,
  { plan, remember }: PlannedInvoice,
  outcome: "planned" | "refused",
): Promise<void> {
  // On one screen the error that follows says them.
  const problems = !(io.outIsTerminal && io.errIsTerminal);
  const kept = rememberedText({ plan, remember });
  const isReady = plan.problems.length === 0;
  await show({
    json: {
      outcome,
      invoice: null,
      plan: planJson(plan),
      remembered: remembered({ plan, remember }),
      warnings: plan.warnings,
    },
    text: (paint) =>
      planText(plan, paint, { problems }) +
      (isReady && kept !== "" ? `${clean(kept)}\n` : "") +
      (isReady ? `  Digest    ${plan.digest}\n` : ""),
  });
}
