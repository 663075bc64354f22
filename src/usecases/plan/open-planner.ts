/** Reads all that plans of one deal need, once, and plans as often as answers change. Writes nothing to either service. */
import type { CreateInput } from "./create-input.ts";
import {
  draftItem,
  nameHolder,
  openIncomeAccounts,
  proposedCustomer,
  taxCodesOf,
} from "./drafts.ts";
import { believable, linkedIds, planOnce } from "./plan-invoice.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";
import type { Planner } from "./planner.ts";
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
