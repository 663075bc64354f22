/** The plan that `invoice create` would carry out. */
import { clean } from "../../../cli/format.ts";
import type { Context } from "../../context.ts";
import { planJson, planText } from "../../views/plan.ts";
import { remembered, rememberedText } from "../../views/remembered.ts";
import type { PlannedInvoice } from "./session.ts";

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
    fits: true,
    text: (paint) =>
      planText(plan, paint, { problems }) +
      (isReady && kept !== "" ? `${clean(kept)}\n` : "") +
      (isReady ? `  Digest    ${plan.digest}\n` : ""),
  });
}
