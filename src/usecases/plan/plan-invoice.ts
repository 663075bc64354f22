/** Reads all that a plan needs, once, and plans as often as answers change. Writes nothing to either service. */

import { incomeAccounts, taxCandidates } from "../books/match-books.ts";
import { isClean, unlessRefused } from "./believable.ts";
import { proposing } from "./create-command.ts";
import { type CreateInput, noAnswers } from "./create-input.ts";
import { draftItem } from "./draft-item.ts";
import { linkedIds, planOnce } from "./plan-once.ts";
import type { PlanPorts, PlanReading } from "./plan-reading.ts";
import type { Planned, Planner } from "./planner.ts";
import { nameHolder, proposedCustomer } from "./proposed-customer.ts";
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
    installments: () => reading.facts.installments,
    facts: () => facts,
    billing: () => reading.billing(linkedIds(reading)),
    terms: () => reading.books.terms,
    taxCodes: () =>
      reading.books.taxCodes.filter(({ active, rates }) => active && rates.length > 0),
    preferences: () => reading.preferences,
    classes: reading.classes,
    locations: reading.locations,
    customerCandidates: reading.customerCandidates,
    itemCandidates: reading.itemCandidates,
    taxCandidates: (percent) => taxCandidates(reading.books.taxCodes, percent),
    newCustomer: () => proposedCustomer(reading, input),
    nameHolder: (name) => nameHolder(reading, name),
    newItem: (of, account) => draftItem(reading, of, account),
    openIncomeAccounts: async () => {
      const { chosen, all } = await incomeAccounts(ports, reading.setting("item.income-account"));
      return chosen ? [] : all;
    },
    async plan(answers) {
      const given = { ...input, ...answers.details };
      const asked = { given, answers };
      const planned = await unlessRefused(proposing(given, () => planOnce(reading, asked)));
      if (planned && isClean(planned)) return planned;
      if (reading.cache.isUsed()) reading = await withFreshBooks(reading);
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
