import { assemblePlan } from "../../domain/plan/assemble-plan.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { exchangeRate } from "../books/exchange-rate.ts";
import type { CreateInput } from "./create-input.ts";
import type { Decision } from "./decide-invoice.ts";
import { keyAndBilled } from "./existing-invoice.ts";
import { digestOf } from "./plan-digest.ts";
import type { PlanReading } from "./plan-reading.ts";
import type { DealRequest } from "./request-text.ts";

type Decided = {
  given: CreateInput;
  choices: PlanChoices;
  decision: Decision;
  asked: DealRequest;
};

/** The plan of what was chosen, with its digest; terms, rate and number are read where it needs them. */
export async function assembledPlan(
  reading: PlanReading,
  { given, choices, decision, asked: { request, text } }: Decided,
): Promise<InvoicePlan> {
  const read = {
    terms: await termsFor(reading, choices.customer),
    exchange: await exchangeRate(reading.cache, reading.planFacts, request),
    nextNumber: await numberAfter(reading, given),
    ...keyAndBilled(decision, given),
    unread: (await reading.others()).unread,
  };
  const assembled = assemblePlan({ ...reading.planFacts, ...read }, choices, request);
  const recurs = given.recurring !== undefined && { recurs: true };
  const plan = { ...assembled, billed: { ...assembled.billed, request: text, ...recurs } };
  return { ...plan, digest: await digestOf(plan) };
}

/** All terms; the customer's and the company's own are not missed because a query does not show them yet. */
async function termsFor(
  { books, preferences, ports }: PlanReading,
  customer: PlanChoices["customer"],
): Promise<PlanReading["books"]["terms"]> {
  const own = [customer && "id" in customer ? customer.termId : null, preferences.defaultTermId];
  const ids = own.filter((id) => id !== null);
  const termIds = ids.filter((id) => books.terms.every((term) => term.id !== id));
  if (termIds.length === 0) return books.terms;
  const wanted = { customerIds: [], itemIds: [], taxCodes: false, terms: true, termIds };
  return (await ports.quickbooks.lookup(wanted)).terms;
}

/** Only where the company numbers its invoices itself, and the operator gave none. */
async function numberAfter(
  { preferences, freeNumber }: PlanReading,
  { number }: CreateInput,
): Promise<string | null> {
  return preferences.customNumbers && number === undefined ? freeNumber() : null;
}
