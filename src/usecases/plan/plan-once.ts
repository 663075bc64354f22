import { allProblems } from "./all-problems.ts";
import { assembledPlan } from "./assembled-plan.ts";
import type { Asked } from "./create-input.ts";
import { decideInvoice } from "./decide-invoice.ts";
import { existing, isBilledBy, isTheOne } from "./existing-invoice.ts";
import { resolveChoices } from "./plan-choices.ts";
import type { PlanReading } from "./plan-reading.ts";
import type { Planned } from "./planner.ts";
import { dealRequest } from "./request-text.ts";
import { toRemember } from "./to-remember.ts";

/** One plan of what was read and answered. Throws not_found or usage for what a flag names and neither books nor deal have. */
export async function planOnce(reading: PlanReading, { given, answers }: Asked): Promise<Planned> {
  const asked = dealRequest(reading, given);
  const linked = linkedIds(reading);
  const early = await decideInvoice(reading, given, linked);
  if (early.existing && isTheOne(early.existing, given, asked.text))
    return existing(early.existing, reading);
  const { flags, choices } = await resolveChoices(reading, given, asked.request, answers);
  const { customer } = choices;
  const chosenId = customer && "id" in customer ? customer.id : linked[0];
  const decision =
    chosenId === undefined || linked.includes(chosenId)
      ? early
      : await decideInvoice(reading, given, [...linked, chosenId]);
  const there = decision.existing;
  if (there && isTheOne(there, given, asked.text)) return existing(there, reading);
  const plan = await assembledPlan(reading, { given, choices, decision, asked });
  if (there && (await isBilledBy(reading, there, { given, plan }))) return existing(there, reading);
  const problems = await allProblems(reading, { given, answers, plan, decision });
  const remember = await toRemember(reading, { flags, answers, choices, plan, decision, given });
  return { outcome: "planned", plan: { ...plan, problems }, remember };
}

/** The customer that the deal's organization or person is linked to. */
export const linkedIds = ({ customerLink }: PlanReading) =>
  customerLink ? [customerLink.customerId] : [];
