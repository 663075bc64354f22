/** Facts and choices → the plan, with every problem at once. No I/O, no clock: the same facts give the same plan. */
import { dealVerdict } from "../deal/deal-problems.ts";
import { planCurrency } from "./currency.ts";
import { invoiceDetails } from "./invoice-details.ts";
import type { InvoicePlan } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { lineWarnings } from "./line-warnings.ts";
import { planCustomer } from "./plan-customer.ts";
import { planDates } from "./plan-dates.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";
import { linesPart, planLines } from "./plan-lines.ts";

/** The digest is empty here: the use case adds it, since hashing is asynchronous. */
export function assemblePlan(
  facts: PlanFacts,
  choices: PlanChoices,
  request: InvoiceRequest,
): InvoicePlan {
  const { deal, preferences } = facts;
  const planned = planLines(facts, choices, request);
  const verdict = dealVerdict(facts);
  const customer = planCustomer(facts, choices, planned.totals);
  const existing = choices.customer && "id" in choices.customer ? choices.customer : undefined;
  const dates = planDates(facts, existing, request);
  const { date, due } = dates;
  const currency = planCurrency(facts, existing, request, date);
  const { details, ...told } = invoiceDetails(facts, choices, request, existing);
  const problems = [verdict, customer, currency, planned, dates, told].flatMap(
    (part) => part.problems,
  );
  const warnings = [
    ...verdict.warnings,
    ...customer.warnings,
    ...currency.warnings,
    ...dates.warnings,
    ...told.warnings,
    ...lineWarnings(facts, choices, planned, request),
  ];
  return {
    digest: "",
    company: facts.company,
    deal: {
      id: deal.id,
      title: deal.title,
      url: facts.dealUrl,
      ownerId: deal.ownerId,
      pipelineId: deal.pipelineId,
      value: deal.value,
    },
    key: facts.key,
    customerSource: {
      organizationId: deal.organizationId,
      personId: deal.personId,
      name: facts.contactName ?? "",
    },
    customer: customer.customer,
    customerUpdate: customer.update,
    ...details,
    currency: deal.currency,
    sendCurrency: preferences.multicurrency,
    exchange: currency.exchange,
    homeCurrency: preferences.homeCurrency,
    date,
    dueDate: due.dueDate,
    term: due.term && { id: due.term.id, name: due.term.name },
    nextNumber: details.number === null ? facts.nextNumber : null,
    ...linesPart(planned),
    problems,
    warnings,
    readAt: facts.readAt,
  };
}
