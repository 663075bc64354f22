/** Who a plan bills: a customer that was found, one to be made, or none yet. */
import { planUpdate } from "../customer/customer-changes.ts";
import {
  type ContactRecord,
  goneCustomer,
  inactiveCustomer,
  noCustomer,
} from "../customer/customer-problems.ts";
import { fitNewCustomer } from "../customer/new-customer.ts";
import { exemptionWarnings, existingCustomer } from "./existing-customer.ts";
import type { InvoicePlan, PlanTotals } from "./invoice-plan.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";

type CustomerPart = Pick<InvoicePlan, "customer" | "problems" | "warnings"> & {
  update: InvoicePlan["customerUpdate"];
};

/** Found, to be made, or missing. `totals`: of the plan's lines, which an exempt customer should not be taxed for. */
export function planCustomer(
  facts: PlanFacts,
  choices: PlanChoices,
  totals: PlanTotals,
): CustomerPart {
  const part = customerPart(facts, choices);
  return { ...part, warnings: [...part.warnings, ...exemptionWarnings(part.customer, totals)] };
}

function customerPart(facts: PlanFacts, choices: PlanChoices): CustomerPart {
  const { customer, gone, customerUpdate } = choices;
  const contact = contactOf(facts);
  if (!customer) {
    const problem = gone && contact ? goneCustomer(contact, gone) : noCustomer(contact);
    return { customer: null, update: null, problems: [problem], warnings: [] };
  }
  if ("create" in customer) {
    const fitted = fitNewCustomer(customer.create, facts.company.country);
    const create = fitted.customer;
    const made = { id: null, name: create.name, create, existing: null };
    return { ...fitted, customer: made, update: null };
  }
  const found = existingCustomer(customer, facts.company.country);
  const inactive = inactiveCustomer(customer, choices.named?.customer ? null : contact);
  if (inactive.length > 0 || !customerUpdate)
    return { customer: found, update: null, problems: inactive, warnings: [] };
  return { customer: found, ...planUpdate(customer, customerUpdate, facts.company.country) };
}

function contactOf({ deal, contactName }: PlanFacts): ContactRecord | null {
  const name = contactName ?? "";
  if (deal.organizationId !== null) return { kind: "organization", id: deal.organizationId, name };
  return deal.personId === null ? null : { kind: "person", id: deal.personId, name };
}
