import type { Problem } from "../../domain/errors.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { notAllowed } from "../../domain/policy.ts";
import { isUnknownShare } from "../billing/which-invoice.ts";
import { withCommand } from "./create-command.ts";
import type { Asked } from "./create-input.ts";
import { billingProblems, type Decision, otherRequest, unknownShare } from "./decide-invoice.ts";
import { bookProblems, largePlan } from "./plan-checks.ts";
import type { PlanReading } from "./plan-reading.ts";
import { withExactMatches } from "./suggest-matches.ts";

/** What speaks against the plan, each with a command that mends it and what it may be instead. */
export async function allProblems(
  reading: PlanReading,
  { given, answers, plan, decision }: Asked & { plan: InvoicePlan; decision: Decision },
): Promise<Problem[]> {
  const { existing: there } = decision;
  // An invoice that is there is shown all the same.
  const forbidden = notAllowed(reading.setting, "invoice") ?? [];
  const large = largePlan(plan, reading.setting("limit.invoice")) ?? [];
  const more = [forbidden, large, await bookProblems(reading, given, answers, plan)].flat();
  const billing = billingProblems(decision, plan, answers);
  if (there && given.part?.kind !== "rest")
    billing.push(isUnknownShare(there) ? unknownShare(there) : otherRequest(there, given));
  const all = [...billing, ...plan.problems, ...more];
  const isNamed = given.customer !== undefined;
  const found = await withExactMatches(reading, all, { plan, isNamed });
  return found.map((one) => withCommand(one, given));
}
