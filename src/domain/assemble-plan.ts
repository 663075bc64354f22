/** Facts and choices → the plan, with every problem at once. No I/O, no clock: the same facts give the same plan. */
import { addressTooLong, mappedAddress, textAddress } from "./bill-address.ts";
import type { BillAddress } from "./books.ts";
import { planUpdate } from "./customer-changes.ts";
import {
  type ContactRecord,
  emailProblems,
  goneCustomer,
  inactiveCustomer,
  noCustomer,
} from "./customer-problems.ts";
import { decideDue } from "./due-date.ts";
import type { Problem, Warning } from "./errors.ts";
import { mappedValue } from "./field-mapping.ts";
import type { InvoicePlan } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import { isUs } from "./line-tax.ts";
import { fitNewCustomer } from "./new-customer.ts";
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
  const problems: Problem[] = dealProblems(facts);
  const warnings: Warning[] = [];
  const customer = planCustomer(facts, choices);
  problems.push(...customer.problems);
  warnings.push(...customer.warnings);
  const date = request.date ?? facts.today;
  const existing = choices.customer && "id" in choices.customer ? choices.customer : undefined;
  problems.push(...customerProblems(facts, existing), ...planned.problems);
  if (preferences.bookCloseDate !== null && date <= preferences.bookCloseDate) {
    problems.push({
      code: "closed_period",
      message: `The books are closed up to ${preferences.bookCloseDate}, and the invoice is dated ${date}.`,
      next: "Add --date with a later date.",
    });
  }
  const termNamed = (name: string | undefined) =>
    facts.terms.find((term) => term.name.toLowerCase() === name?.trim().toLowerCase());
  const due = decideDue({
    date,
    dueFlag: request.due,
    termFlag: request.term,
    dueMapped:
      mapping.due && "days" in mapping.due ? mapping.due : mappedValue(mapping.due, sources),
    termMapped: termNamed(mappedValue(mapping.terms, sources)?.text),
    customerTerm: facts.terms.find((term) => term.id === existing?.termId),
    companyTerm: facts.terms.find((term) => term.id === preferences.defaultTermId),
  });
  const address =
    request.address === undefined ? mappedAddress(mapping, sources) : textAddress(request.address);
  const email = request.email ?? mappedValue(mapping.email, sources)?.text ?? null;
  const number = request.number ?? null;
  const memo = request.memo ?? mappedValue(mapping.memo, sources)?.text ?? "";
  const note = request.note ?? "";
  const po = request.po ?? mappedValue(mapping.po, sources)?.text ?? "";
  const poField = preferences.customFields.find((field) =>
    /\b(po|p\.o\.|order)\b/i.test(field.name),
  );
  problems.push(...lengthProblems({ address, email, number, memo, note, po }));
  const own = existing ? existing.email : null;
  problems.push(...emailProblems(email, { isSent: request.send === true, own }));
  if (po && !poField) {
    problems.push({
      code: "feature_off",
      message: "The invoice forms of the company have no custom field for a PO number.",
      next: 'Add a field named "PO number" in QuickBooks, or leave the PO number out: --po ""',
    });
  }
  if (preferences.customNumbers && number === null) {
    warnings.push({
      code: "no_number",
      message: "The company numbers its invoices itself: without --number this one has no number.",
    });
  }
  if (deal.status !== "won") {
    warnings.push({ code: "deal_not_won", message: `The deal is ${deal.status}, not won.` });
  }
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
    billTo: { address, email },
    currency: deal.currency,
    sendCurrency: preferences.multicurrency,
    date,
    dueDate: due.dueDate,
    term: due.term && { id: due.term.id, name: due.term.name },
    number,
    memo,
    note,
    customFields: po && poField ? [{ id: poField.id, name: poField.name, value: po }] : [],
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
    return { ...fitted, customer: { id: null, name: create.name, create }, update: null };
  }
  const found = { id: customer.id, name: customer.name, create: null };
  const inactive = inactiveCustomer(customer, contact);
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

/** What the deal itself forbids. */
function dealProblems(facts: PlanFacts): Problem[] {
  const { deal, preferences } = facts;
  const problems: Problem[] = [];
  if (deal.isArchived) {
    problems.push({
      code: "archived_deal",
      message: "The deal is archived.",
      next: "Unarchive it in Pipedrive first.",
    });
  }
  if (deal.currency !== preferences.homeCurrency) {
    problems.push({
      code: preferences.multicurrency ? "currency_mismatch" : "multicurrency_off",
      message: `The deal is in ${deal.currency}, the books are in ${preferences.homeCurrency}; pdqb cannot invoice another currency yet.`,
      next: "Invoice this deal in QuickBooks.",
    });
  }
  return problems;
}

function customerProblems(
  facts: PlanFacts,
  customer: { name: string; currency: string | null } | undefined,
): Problem[] {
  if (!customer) return [];
  const problems: Problem[] = [];
  if (customer.currency !== null && customer.currency !== facts.deal.currency) {
    problems.push({
      code: "currency_mismatch",
      message: `Customer "${customer.name}" is billed in ${customer.currency}, the deal is in ${facts.deal.currency}.`,
      next: "Choose a customer of the deal's currency with --customer.",
    });
  }
  return problems;
}

/** QuickBooks' lengths (reference 4.3, 4.8): nothing is cut in silence. */
function lengthProblems(parts: {
  address: BillAddress | null;
  email: string | null;
  number: string | null;
  memo: string;
  note: string;
  po: string;
}): Problem[] {
  const limits: [string, string, number][] = [
    ["E-mail address", parts.email ?? "", 100],
    ["Number", parts.number ?? "", 21],
    ["Memo", parts.memo, 1000],
    ["Note", parts.note, 3960],
    ["PO number", parts.po, 31],
  ];
  const problems = limits
    .filter(([, text, max]) => text.length > max)
    .map(
      ([name, text, max]): Problem => ({
        code: "too_long",
        message: `${name}: ${text.length} characters, and QuickBooks takes ${max}.`,
        next: "Shorten it in Pipedrive, or give it by its flag.",
      }),
    );
  const tooLong = parts.address && addressTooLong(parts.address);
  if (tooLong) {
    problems.push({
      code: "too_long",
      message: `The address has ${tooLong}.`,
      next: "Shorten it in Pipedrive, or give it with --address.",
    });
  }
  return problems;
}
