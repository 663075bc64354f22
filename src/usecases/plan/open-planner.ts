/** Reads all that plans of one deal need, once, and plans as often as answers change. Writes nothing to either service. */
import { dealBalance } from "../../domain/invoice/deal-balance.ts";
import { createCommand } from "./create-command.ts";
import { type CreateInput, noAnswers } from "./create-input.ts";
import {
  draftItem,
  nameHolder,
  openIncomeAccounts,
  proposedCustomer,
  taxCodesOf,
} from "./drafts.ts";
import { believable, linkedIds, planOnce } from "./plan-invoice.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";
import type { DealView, Planner } from "./planner.ts";
import { readForPlan } from "./read-for-plan.ts";

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
    facts: () => reading.facts,
    billing: () => reading.billing(linkedIds(reading)),
    taxCodes: () =>
      reading.facts.taxCodes.filter(({ active, rates }) => active && rates.length > 0),
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
      const asked = { given: { ...input, ...answers.details }, answers };
      const { planned, ...believed } = await believable(reading, asked);
      reading = believed.reading;
      return planned ?? planOnce(reading, asked);
    },
  };
}

/**
 * One deal as it is billed: its lines, what is billed of them by which invoice, what stands in doubt, and what comes next. Throws not_found
 * for the deal. `input`: a create without a flag.
 */
export async function viewDeal(
  ports: PlanPorts,
  profile: PlanReading["profile"],
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
