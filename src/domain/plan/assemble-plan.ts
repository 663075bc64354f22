/** Facts and choices → the plan, with every problem at once. No I/O, no clock: the same facts give the same plan. */

import { addDays } from "../calendar-date.ts";
import { planUpdate } from "../customer/customer-changes.ts";
import {
  type ContactRecord,
  goneCustomer,
  inactiveCustomer,
  noCustomer,
} from "../customer/customer-problems.ts";
import { fitNewCustomer } from "../customer/new-customer.ts";
import { dealVerdict } from "../deal/deal-problems.ts";
import { mappedValue } from "../deal/field-mapping.ts";
import { planCurrency } from "./currency.ts";
import { decideDue, dueWarnings, termNamed, unknownTerm } from "./due-date.ts";
import { exemptionWarnings, existingCustomer } from "./existing-customer.ts";
import { invoiceDetails } from "./invoice-details.ts";
import type { InvoicePlan } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { isUs } from "./line-tax.ts";
import { severalTaxCodes } from "./missing-links.ts";
import { newItemWarnings } from "./new-item.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";
import { planLines } from "./plan-lines.ts";
import { valueDifference } from "./value-difference.ts";

/** The digest is empty here: the use case adds it, since hashing is asynchronous. */
export function assemblePlan(
  facts: PlanFacts,
  choices: PlanChoices,
  request: InvoiceRequest,
): InvoicePlan {
  const { deal, preferences, sources, mapping } = facts;
  const planned = planLines(facts, choices, request);
  const { problems, warnings } = dealVerdict(facts);
  const customer = planCustomer(facts, choices);
  problems.push(...customer.problems);
  warnings.push(...customer.warnings, ...exemptionWarnings(customer.customer, planned.totals));
  const date = request.date ?? facts.today;
  const existing = choices.customer && "id" in choices.customer ? choices.customer : undefined;
  const currency = planCurrency(facts, existing, request, date);
  problems.push(...currency.problems, ...planned.problems);
  warnings.push(...currency.warnings);
  if (preferences.bookCloseDate !== null && date <= preferences.bookCloseDate) {
    problems.push({
      code: "closed_period",
      message: `The books are closed up to ${preferences.bookCloseDate}, and the invoice is dated ${date}.`,
      next:
        facts.today > preferences.bookCloseDate
          ? `--date ${facts.today}`
          : `--date ${addDays(preferences.bookCloseDate, 1)}`,
    });
  }
  const mappedTerm = mappedValue(mapping.terms, sources)?.text;
  const customerTerm = facts.terms.find((term) => term.id === existing?.termId);
  const companyTerm = facts.terms.find((term) => term.id === preferences.defaultTermId);
  const due = decideDue({
    date,
    dueFlag: request.due,
    termFlag: request.term,
    dueMapped:
      mapping.due && "days" in mapping.due ? mapping.due : mappedValue(mapping.due, sources),
    termMapped: termNamed(mappedTerm, facts.terms),
    customerTerm,
    companyTerm,
  });
  // A flag leaves the mapped term out.
  if (request.term === undefined && request.due === undefined)
    problems.push(...unknownTerm(mappedTerm, facts.terms, customerTerm ?? companyTerm));
  warnings.push(...dueWarnings(due, date));
  const { details, ...told } = invoiceDetails(facts, choices, request, existing);
  problems.push(...told.problems);
  warnings.push(...told.warnings);
  if (planned.treatment !== "automatic") warnings.push(...severalTaxCodes(choices));
  warnings.push(...newItemWarnings(planned.lines));
  warnings.push(...planned.warnings);
  const difference = valueDifference(facts, planned, request);
  if (difference) warnings.push({ code: "value_difference", message: difference });
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
    taxTreatment: planned.treatment,
    documentTaxCode: documentTaxCode(facts, choices, request),
    discount: planned.discount,
    billed: planned.billed,
    lines: planned.lines,
    leftOut: planned.leftOut,
    totals: planned.totals,
    problems,
    warnings,
    readAt: facts.readAt,
  };
}

type CustomerPart = Pick<InvoicePlan, "customer" | "problems" | "warnings"> & {
  update: InvoicePlan["customerUpdate"];
};

/** Who is billed: found, to be made, or missing. */
function planCustomer(facts: PlanFacts, choices: PlanChoices): CustomerPart {
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

/** The US with manual tax alone has a code of the whole document; the lines then say TAX. */
function documentTaxCode(
  facts: PlanFacts,
  { taxCodes }: PlanChoices,
  { taxCode }: InvoiceRequest,
): InvoicePlan["documentTaxCode"] {
  const [code] = isUs(facts) && taxCode !== undefined ? taxCodes.values() : [];
  return code ? { id: code.id, name: code.name } : null;
}
