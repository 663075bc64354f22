/** One deal as it is billed: its lines, what is billed of them by which invoice, what stands in doubt, and what comes next. */
import { dealBalance } from "../../domain/invoice/deal-balance.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { createCommand } from "./create-command.ts";
import { type CreateInput, noAnswers } from "./create-input.ts";
import { openPlanner } from "./open-planner.ts";
import type { PlanPorts } from "./plan-reading.ts";
import type { DealView } from "./planner.ts";

/** Throws not_found for the deal. `input`: a create without a flag. */
export async function viewDeal(
  ports: PlanPorts,
  profile: PinnedProfile,
  input: CreateInput,
): Promise<DealView> {
  const planner = await openPlanner(ports, profile, input);
  const whole = await planner.plan(noAnswers());
  const billing = await planner.billing();
  const facts = planner.facts();
  const balance = dealBalance(facts.deal, billing.live);
  const isPart =
    whole.outcome === "planned" && whole.plan.problems.some(({ code }) => code === "partly_billed");
  const isWhole = billing.live.length > 0 && balance.left?.lte(0) === true;
  const planned = isPart
    ? await planner.plan({ ...noAnswers(), details: { part: { kind: "rest" } } })
    : whole;
  const command = createCommand(input, isPart ? { with: "--rest" } : {});
  const next = isWhole || planned.outcome !== "planned" ? null : { command, plan: planned.plan };
  return { facts, billing, balance, next };
}
