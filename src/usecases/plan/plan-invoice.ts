/** One plan of a deal, by what was read of it and what is asked. Writes nothing to either service. */
import { assemblePlan } from "../../domain/plan/assemble-plan.ts";
import { allProblems } from "./all-problems.ts";
import { factsFor, toRemember, withDigest } from "./around-plan.ts";
import { proposing, unlessRefused } from "./create-command.ts";
import { type Asked, type CreateInput, noAnswers } from "./create-input.ts";
import { alreadyThere, decideInvoice, isBilledBy } from "./decide-invoice.ts";
import { resolveChoices } from "./plan-choices.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";
import type { Planned } from "./planner.ts";
import { readForPlan, withFreshBooks } from "./read-for-plan.ts";

/** Plans once, by what is asked alone. Throws what opening a planner throws. */
export async function planInvoice(
  ports: PlanPorts,
  profile: PlanReading["profile"],
  input: CreateInput,
  how: { save: boolean },
): Promise<Planned> {
  const asked = { given: input, answers: noAnswers() };
  const { reading, planned } = await believable(
    await readForPlan(ports, profile, input, how),
    asked,
  );
  return planned ?? planOnce(reading, asked);
}

/**
 * The plan, and what it rests on. What is cached never decides: where it speaks against the plan, the books are read again, and there is no
 * plan yet.
 */
export async function believable(
  reading: PlanReading,
  asked: Asked,
): Promise<{ reading: PlanReading; planned: Planned | undefined }> {
  const planned = await unlessRefused(planOnce(reading, asked));
  const isBelieved = !reading.isCached() || (planned && isClean(planned));
  return isBelieved
    ? { reading, planned }
    : { reading: await withFreshBooks(reading), planned: undefined };
}

/** Warnings that come from the deal and the customer alone, which every plan reads. */
const READ_ANYWAY = [
  "country_fr",
  "customer_differs",
  "cut",
  "date_ahead",
  "deal_not_won",
  "installment_difference",
  "name_changed",
  "price_in_text",
  "ship_to_differs",
  "tax_exempt",
  "unread_invoice",
];

/** Whether nothing speaks against the plan but what was read for it anyway. */
const isClean = (planned: Planned) =>
  planned.outcome === "already_exists" ||
  (planned.plan.problems.length === 0 &&
    planned.plan.warnings.every(({ code }) => READ_ANYWAY.includes(code)));

/** One plan of what was read and answered. Throws not_found or usage for what a flag names and neither books nor deal have. */
export function planOnce(reading: PlanReading, asked: Asked): Promise<Planned> {
  return proposing(asked.given, () => onePlan(reading, asked));
}

async function onePlan(reading: PlanReading, { given, answers }: Asked): Promise<Planned> {
  const linked = linkedIds(reading);
  const early = await decideInvoice(reading, given, linked);
  if (early.same) return alreadyThere(reading, early.same);
  const { request } = early.asked;
  const { flags, choices } = await resolveChoices(reading, given, request, answers);
  const { customer } = choices;
  const chosenId = customer && "id" in customer ? customer.id : linked[0];
  const isLinked = chosenId === undefined || linked.includes(chosenId);
  const customerIds = isLinked ? linked : [...linked, chosenId];
  const decision = isLinked ? early : await decideInvoice(reading, given, customerIds);
  if (decision.same) return alreadyThere(reading, decision.same);
  const facts = await factsFor(reading, { given, choices, decision });
  const plan = await withDigest(assemblePlan(facts, choices, request), decision, given);
  const { existing } = decision;
  if (existing && (await isBilledBy(reading, existing, { part: given.part, plan })))
    return alreadyThere(reading, existing);
  const problems = await allProblems(reading, { given, answers, plan, which: decision });
  const chosen = { flags, answers, choices, plan, decision, customerIds, given };
  const remember = await toRemember(reading, chosen);
  return { outcome: "planned", plan: { ...plan, problems }, remember };
}

/** The customer that the deal's organization or person is linked to. */
export const linkedIds = ({ customerLink }: PlanReading) =>
  customerLink ? [customerLink.customerId] : [];
