/** Reads all that a plan needs, once, and plans as often as answers change. Writes nothing to either service. */
import { allProblems } from "./all-problems.ts";
import { assembledPlan, toRemember } from "./assembled-plan.ts";
import { proposing, unlessRefused } from "./create-command.ts";
import { type Asked, type CreateInput, noAnswers } from "./create-input.ts";
import { alreadyThere, decideInvoice, isBilledBy } from "./decide-invoice.ts";
import {
  draftItem,
  nameHolder,
  openIncomeAccounts,
  proposedCustomer,
  taxCodesOf,
} from "./drafts.ts";
import { resolveChoices } from "./plan-choices.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";
import type { Planned, Planner } from "./planner.ts";
import { readForPlan, withFreshBooks } from "./read-for-plan.ts";

/** Throws not_found (deal, customer, item, term named by a flag), usage, connection, unavailable. */
export async function openPlanner(
  ports: PlanPorts,
  profile: PlanReading["profile"],
  input: CreateInput,
  { save }: { save: boolean } = { save: true },
): Promise<Planner> {
  let reading = await readForPlan(ports, profile, input, { save });
  const { facts } = reading;
  return {
    lineAt: (at) => facts.lines[at - 1],
    lines: () =>
      facts.lines
        .map((line, index) => ({ position: index + 1, line }))
        .filter(({ line }) => line.isEnabled),
    installments: () => facts.installments,
    facts: () => facts,
    billing: () => reading.billing(linkedIds(reading)),
    terms: () => reading.facts.terms,
    taxCodes: () =>
      reading.facts.taxCodes.filter(({ active, rates }) => active && rates.length > 0),
    preferences: () => reading.facts.preferences,
    classes: reading.classes,
    locations: reading.locations,
    customerCandidates: reading.customerCandidates,
    itemCandidates: reading.itemCandidates,
    taxCandidates: (percent) => taxCodesOf(reading, percent),
    newCustomer: () => proposedCustomer(reading, input),
    nameHolder: (name) => nameHolder(reading, name),
    newItem: (of, account) => draftItem(reading, of, account),
    openIncomeAccounts: () => openIncomeAccounts(reading),
    async plan(answers) {
      const given = { ...input, ...answers.details };
      const asked = { given, answers };
      const planned = await unlessRefused(proposing(given, () => planOnce(reading, asked)));
      if (planned && isClean(planned)) return planned;
      if (reading.isCached()) reading = await withFreshBooks(reading);
      else if (planned) return planned;
      return proposing(given, () => planOnce(reading, asked));
    },
  };
}

/** Plans once, by what is asked alone. Throws what opening a planner throws. */
export async function planInvoice(
  ports: PlanPorts,
  profile: PlanReading["profile"],
  input: CreateInput,
  how: { save: boolean },
): Promise<Planned> {
  const planner = await openPlanner(ports, profile, input, how);
  return planner.plan(noAnswers());
}

/** One plan of what was read and answered. Throws not_found or usage for what a flag names and neither books nor deal have. */
async function planOnce(reading: PlanReading, { given, answers }: Asked): Promise<Planned> {
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
  const plan = await assembledPlan(reading, { given, choices, decision });
  const { existing } = decision;
  if (existing && (await isBilledBy(reading, existing, { part: given.part, plan })))
    return alreadyThere(reading, existing);
  const problems = await allProblems(reading, { given, answers, plan, which: decision });
  const chosen = { flags, answers, choices, plan, decision, customerIds, given };
  const remember = await toRemember(reading, chosen);
  return { outcome: "planned", plan: { ...plan, problems }, remember };
}

/** The customer that the deal's organization or person is linked to. */
const linkedIds = ({ customerLink }: PlanReading) =>
  customerLink ? [customerLink.customerId] : [];

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

/**
 * Whether nothing speaks against the plan but what was read for it anyway. What is cached never decides: neither a refusal nor a warning is
 * believed before the books were read again.
 */
const isClean = (planned: Planned) =>
  planned.outcome === "already_exists" ||
  (planned.plan.problems.length === 0 &&
    planned.plan.warnings.every(({ code }) => READ_ANYWAY.includes(code)));
