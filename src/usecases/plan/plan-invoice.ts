/** Reads all that a plan needs, once, and plans as often as answers change. Writes nothing to either service. */

import type { Term } from "../../domain/books.ts";
import { holderText } from "../../domain/customer/customer-problems.ts";
import { customerName } from "../../domain/customer/new-customer.ts";
import { PdqbError, type Problem } from "../../domain/errors.ts";
import { unreadWarnings } from "../../domain/invoice/unread-invoice.ts";
import { decimal } from "../../domain/money/money.ts";
import { assemblePlan } from "../../domain/plan/assemble-plan.ts";
import { isForeign, suffixed } from "../../domain/plan/currency.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { isUs } from "../../domain/plan/line-tax.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { notAllowed } from "../../domain/policy.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { isUnknownShare } from "../billing/which-invoice.ts";
import { exchangeRate } from "../books/exchange-rate.ts";
import { incomeAccounts, taxCandidates } from "../books/match-books.ts";
import { proposing, withCommand } from "./create-command.ts";
import type { Answers, CreateInput } from "./create-input.ts";
import { draftCustomer } from "./customer-block.ts";
import {
  billingProblems,
  type Decision,
  decideInvoice,
  otherRequest,
  unknownShare,
} from "./decide-invoice.ts";
import { existing, isBilledBy, isTheOne, keyAndBilled } from "./existing-invoice.ts";
import { bookProblems, largePlan } from "./plan-checks.ts";
import { choose, draftItem, readFlags } from "./plan-choices.ts";
import { digestOf } from "./plan-digest.ts";
import { type PlanPorts, type PlanReading, readForPlan, withFreshBooks } from "./plan-reading.ts";
import type { Planned, Planner } from "./planner.ts";
import { requestText } from "./request-text.ts";
import { resolveRequest } from "./resolve-request.ts";
import { withExactMatches } from "./suggest-matches.ts";
import { toRemember } from "./to-remember.ts";

/** Throws not_found (deal, customer, item, term named by a flag), usage, connection, unavailable. */
export async function openPlanner(
  ports: PlanPorts,
  profile: PinnedProfile,
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
    taxCandidates: (percent) => taxCandidates(reading.books.taxCodes, decimal(percent)),
    async newCustomer() {
      const draft = draftCustomer(reading, input);
      const isTaken = (await reading.customerCandidates()).some(
        ({ value }) => value.name === draft.name && value.currency !== draft.currency,
      );
      return isTaken && isForeign(reading.planFacts)
        ? { ...draft, name: suffixed(draft.name, facts.deal.currency) }
        : draft;
    },
    nameHolder: async (name) => {
      const [holder] = await reading.nameHolders(customerName(name));
      return holder && holderText(holder);
    },
    newItem: (at, account) => draftItem(reading, at, account),
    openIncomeAccounts: async () => {
      const { chosen, all } = await incomeAccounts(ports, reading.setting("item.income-account"));
      return chosen ? [] : all;
    },
    async plan(answers) {
      const given = { ...input, ...answers.details };
      const asked = { given, answers };
      const planned = await unlessRefused(proposing(given, () => planOnce(reading, asked)));
      if (planned && isClean(planned)) return planned;
      // What is cached never decides: neither a refusal nor a warning is believed before the books were read again.
      if (reading.cache.isUsed()) reading = await withFreshBooks(reading);
      else if (planned) return planned;
      return proposing(given, () => planOnce(reading, asked));
    },
  };
}

/** Warnings that come from the deal and the customer alone, which every plan reads. */
const READ_ANYWAY = [
  "country_fr",
  "customer_differs",
  "cut",
  "deal_not_won",
  "installment_difference",
  "name_changed",
  "price_in_text",
  "ship_to_differs",
  "tax_exempt",
  "unread_invoice",
];

const isClean = (planned: Planned) =>
  planned.outcome === "already_exists" ||
  (planned.plan.problems.length === 0 &&
    planned.plan.warnings.every(({ code }) => READ_ANYWAY.includes(code)));

/** Undefined where a flag names what the books do not have. */
async function unlessRefused(planning: Promise<Planned>): Promise<Planned | undefined> {
  try {
    return await planning;
  } catch (error) {
    if (error instanceof PdqbError && ["not_found", "usage"].includes(error.kind)) return undefined;
    throw error;
  }
}

/** The customer that the deal's organization or person is linked to. */
const linkedIds = ({ customerLink }: PlanReading) =>
  customerLink ? [customerLink.customerId] : [];

type Asked = { given: CreateInput; answers: Answers };

async function planOnce(reading: PlanReading, { given, answers }: Asked): Promise<Planned> {
  const { books, facts } = reading;
  const request = resolveRequest(facts, { ...books, isUs: isUs(reading.planFacts) }, given);
  const asked = requestText(facts.lines, request);
  const linked = linkedIds(reading);
  const early = await decideInvoice(reading, given, linked);
  if (early.existing && isTheOne(early.existing, given, asked))
    return existing(early.existing, reading);
  const flags = await readFlags(reading, given, answers.incomeAccount);
  const choices = await choose(reading, given, request, { flags, answers });
  const { customer } = choices;
  const chosenId = customer && "id" in customer ? customer.id : linked[0];
  const decision =
    chosenId === undefined || linked.includes(chosenId)
      ? early
      : await decideInvoice(reading, given, [...linked, chosenId]);
  const there = decision.existing;
  if (there && isTheOne(there, given, asked)) return existing(there, reading);
  const read = {
    terms: await termsFor(reading, customer),
    exchange: await exchangeRate(reading.cache, reading.planFacts, request),
    nextNumber: await numberAfter(reading, given),
    ...keyAndBilled(decision, given),
  };
  const assembled = assemblePlan({ ...reading.planFacts, ...read }, choices, request);
  const recurs = given.recurring !== undefined && { recurs: true };
  const plan = { ...assembled, billed: { ...assembled.billed, request: asked, ...recurs } };
  if (there && (await isBilledBy(reading, there, { given, plan }))) return existing(there, reading);
  const problems = await allProblems(reading, { given, answers, plan, decision });
  const digest = await digestOf(plan);
  const remember = await toRemember(reading, { flags, answers, choices, plan, decision, given });
  const warnings = [...plan.warnings, ...unreadWarnings(remember.others.unread)];
  return { outcome: "planned", plan: { ...plan, problems, warnings, digest }, remember };
}

/** What speaks against the plan, each with a command that mends it and what it may be instead. */
async function allProblems(
  reading: PlanReading,
  { given, answers, plan, decision }: Asked & { plan: InvoicePlan; decision: Decision },
): Promise<Problem[]> {
  const { existing: there } = decision;
  // An invoice that is there is shown all the same.
  const forbidden = notAllowed(reading.setting, "invoice") ?? [];
  const large = largePlan(plan, reading.setting("limit.invoice")) ?? [];
  const more = [forbidden, large, await bookProblems(reading, given, answers, plan)].flat();
  const billing = billingProblems(decision, plan, answers);
  if (there && given.part?.kind !== "rest")
    billing.push(isUnknownShare(there) ? unknownShare(there) : otherRequest(there, given));
  const all = [...billing, ...plan.problems, ...more];
  const isNamed = given.customer !== undefined;
  const found = await withExactMatches(reading, all, { plan, isNamed });
  return found.map((one) => withCommand(one, given));
}

/** All terms; the customer's and the company's own are not missed because a query does not show them yet. */
async function termsFor(
  { books, preferences, ports }: PlanReading,
  customer: PlanChoices["customer"],
): Promise<Term[]> {
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
