/**
 * What is read for a plan once its choices are made, and what goes with it: its digest, and what is remembered once it is confirmed, the links
 * that its choices make and what was billed when it was made.
 */
import type { CustomerId } from "../../domain/ids.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { PlanChoices, PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import { taxCandidates } from "../books/match-books.ts";
import { createCommand } from "./create-command.ts";
import type { Answers, CreateInput, FlagChoices } from "./create-input.ts";
import type { Decision } from "./deal-request.ts";
import { digestOf } from "./plan-digest.ts";
import type { PlanReading } from "./plan-reading.ts";

/** The facts of a plan of these choices: terms, rate and number are read where it needs them. */
export async function factsFor(
  reading: PlanReading,
  { given, choices, decision }: { given: CreateInput; choices: PlanChoices; decision: Decision },
): Promise<PlanFacts> {
  const { facts } = reading;
  const { key, billed, asked } = decision;
  return {
    ...facts,
    terms: await termsFor(reading, choices.customer),
    exchange: asked.request.rate ? null : await reading.rate(asked.request.date ?? facts.today),
    nextNumber: await numberAfter(reading, given),
    key,
    billed,
    unread: (await reading.others()).unread,
  };
}

/** With what was asked for, by which its invoice is known again, and its digest. */
export async function withDigest(
  assembled: InvoicePlan,
  { asked }: Decision,
  { recurring }: CreateInput,
): Promise<InvoicePlan> {
  const recurs = recurring !== undefined && { recurs: true };
  const plan = { ...assembled, billed: { ...assembled.billed, request: asked.text, ...recurs } };
  return { ...plan, digest: await digestOf(plan) };
}

/** All terms; the customer's and the company's own are not missed because a query does not show them yet. */
async function termsFor(
  { facts: { terms, preferences }, ports }: PlanReading,
  customer: PlanChoices["customer"],
): Promise<PlanFacts["terms"]> {
  const own = [customer && "id" in customer ? customer.termId : null, preferences.defaultTermId];
  const ids = own.filter((id) => id !== null);
  const termIds = ids.filter((id) => terms.every((term) => term.id !== id));
  if (termIds.length === 0) return terms;
  return (await ports.quickbooks.lookup({ terms: true, termIds })).terms;
}

/** Only where the company numbers its invoices itself, and the operator gave none. */
async function numberAfter(
  { facts, freeNumber }: PlanReading,
  { number }: CreateInput,
): Promise<string | null> {
  return facts.preferences.customNumbers && number === undefined ? freeNumber() : null;
}

type ChosenPlan = {
  flags: FlagChoices;
  answers: Answers;
  choices: PlanChoices;
  plan: InvoicePlan;
  /** Whose invoices were read for it. */
  customerIds: CustomerId[];
  decision: Decision;
  given: CreateInput;
};

/** Links that this plan's choices make, beside those that are kept already. */
export async function toRemember(reading: PlanReading, planned: ChosenPlan): Promise<Remember> {
  const {
    flags,
    answers,
    choices: { customer, items },
    decision: { billing },
    customerIds,
    given,
  } = planned;
  const itemLinks = [...items].flatMap(([at, item]) => {
    const line = reading.facts.lines[at - 1];
    if (!line || line.productId === null || !("id" in item) || flags.changedItems.has(at))
      return [];
    // What a person picks takes the place of a link; a flag beside one is for this invoice.
    const link = reading.itemLink(line);
    if (link && (link.itemId === item.id || flags.items.has(at) || !answers.items.has(at)))
      return [];
    return [
      {
        productId: line.productId,
        variationId: line.variationId,
        itemId: item.id,
        itemName: item.name,
      },
    ];
  });
  const link = reading.customerLink;
  // A customer named by a flag beside a link is billed this once; a new one, and one that a person picked, takes its place.
  const isNew = customer !== null && "create" in customer;
  const isKept = !link || isNew || !flags.customer;
  return {
    fingerprint: billing.fingerprint,
    customers: await Promise.all(customerIds.map(reading.customerRead)),
    others: await reading.others(),
    customer: isKept && (isNew || !answers.isCustomerOnce),
    commands: { same: createCommand(given, {}), rest: createCommand(given, { with: "--rest" }) },
    reason: given.reason,
    replacedCustomerId: link?.customerId ?? null,
    items: itemLinks,
    ...taxesToRemember(reading, planned),
  };
}

function taxesToRemember(
  { taxLinks, facts }: PlanReading,
  { flags, answers, choices: { taxCodes }, plan }: ChosenPlan,
): Pick<Remember, "taxes" | "customerTaxes"> {
  // A code given for this one invoice says nothing of a percent; in the US none is sent.
  const isForOne = flags.taxCode !== undefined || plan.taxTreatment === "automatic";
  const customerId = plan.customer?.id ?? null;
  // What a person picked although there is a code for all is this customer's own.
  const isKnown = (percent: string) =>
    taxLinks.some(
      (link) =>
        link.percent === percent &&
        (link.customerId === null
          ? !answers.taxCodes.has(percent)
          : link.customerId === customerId),
    );
  const links = [...taxCodes]
    .filter(([percent]) => !isForOne && !isKnown(percent))
    .map(([percent, code]) => ({ percent, taxCodeId: code.id, taxCodeName: code.name }));
  // Of several codes of one percent, the one that was chosen says nothing of other customers.
  const isShared = ({ percent }: { percent: string }) =>
    taxCandidates(facts.taxCodes, percent).length < 2;
  return {
    taxes: links.filter(isShared).map((link) => ({ ...link, customerId: null })),
    customerTaxes: links.filter((link) => !isShared(link)),
  };
}
