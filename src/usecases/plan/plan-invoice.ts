/** Reads all that a plan needs, once, and plans as often as answers change. Writes nothing to either service. */

import type {
  Account,
  Item,
  NamedEntry,
  NewCustomer,
  NewItem,
  Preferences,
  TaxCode,
  Term,
} from "../../domain/books.ts";
import type { CustomerCandidate } from "../../domain/customer/customer-match.ts";
import { holderText } from "../../domain/customer/customer-problems.ts";
import { customerName } from "../../domain/customer/new-customer.ts";
import type { DealLine } from "../../domain/deal/deal.ts";
import type { Warning } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { amountText, decimal } from "../../domain/money/money.ts";
import { assemblePlan } from "../../domain/plan/assemble-plan.ts";
import { isForeign, suffixed } from "../../domain/plan/currency.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { isUs } from "../../domain/plan/line-tax.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import { notAllowed } from "../../domain/policy.ts";
import type { BilledInvoice } from "../billing/deal-billing.ts";
import { isUnknownShare, nextRest } from "../billing/which-invoice.ts";
import { exchangeRate } from "../books/exchange-rate.ts";
import { type Candidate, incomeAccounts, taxCandidates } from "../books/match-books.ts";
import { proposing, withCommand } from "./create-command.ts";
import type { Answers, CreateInput } from "./create-input.ts";
import { draftCustomer } from "./customer-block.ts";
import {
  billingProblems,
  type Decision,
  decideInvoice,
  isSameRequest,
  otherRequest,
  unknownShare,
} from "./decide-invoice.ts";
import { bookProblems } from "./plan-checks.ts";
import { choose, draftItem, readFlags } from "./plan-choices.ts";
import { digestOf } from "./plan-digest.ts";
import {
  type PinnedProfile,
  type PlanPorts,
  type PlanReading,
  readForPlan,
} from "./plan-reading.ts";
import { requestText } from "./request-text.ts";
import { resolveRequest } from "./resolve-request.ts";
import { withExactMatches } from "./suggest-matches.ts";
import { toRemember } from "./to-remember.ts";

export type Planned =
  | { outcome: "already_exists"; known: KnownInvoice; share: string | null; warnings: Warning[] }
  | { outcome: "planned"; plan: InvoicePlan; remember: Remember };

export type Planner = {
  plan(answers: Answers): Promise<Planned>;
  lineAt(position: number): DealLine | undefined;
  /** The deal's lines that are enabled, by position. */
  lines(): { position: number; line: DealLine }[];
  terms: Term[];
  preferences: Preferences;
  classes(): Promise<NamedEntry[]>;
  locations(): Promise<NamedEntry[]>;
  customerCandidates(): Promise<CustomerCandidate[]>;
  itemCandidates(position: number): Promise<Candidate<Item>[]>;
  taxCandidates(percent: string): TaxCode[];
  /** Named by its currency where a customer of another one has the name. */
  newCustomer(): Promise<NewCustomer>;
  /** Who holds this name, in words; undefined where it is free. */
  nameHolder(name: string): Promise<string | undefined>;
  newItem(position: number, account: Account | undefined): Promise<NewItem>;
  /** Accounts that new items may book to, where it is not settled; empty where it is. */
  openIncomeAccounts(): Promise<Account[]>;
};

/** Throws not_found (deal, customer, item, term named by a flag), usage, connection, unavailable. */
export async function openPlanner(
  ports: PlanPorts,
  profile: PinnedProfile,
  input: CreateInput,
  { save }: { save: boolean } = { save: true },
): Promise<Planner> {
  const reading = await readForPlan(ports, profile, input, { save });
  const { books, facts } = reading;
  const planOf = async (given: CreateInput, answers: Answers): Promise<Planned> => {
    const request = resolveRequest(facts, { ...books, isUs: isUs(reading.planFacts) }, given);
    const asked = requestText(facts.lines, request);
    const linkedId = reading.customerLink?.customerId;
    const linkedIds = linkedId === undefined ? [] : [linkedId];
    const early = await decideInvoice(reading, given, linkedIds);
    if (early.existing && isTheOne(early.existing, given, asked))
      return existing(early.existing, reading);
    const flags = await readFlags(reading, given);
    const choices = await choose(reading, given, flags, answers, request);
    const { customer } = choices;
    const chosenId = customer && "id" in customer ? customer.id : linkedId;
    const decision =
      chosenId === undefined || linkedIds.includes(chosenId)
        ? early
        : await decideInvoice(reading, given, [...linkedIds, chosenId]);
    const there = decision.existing;
    if (there && isTheOne(there, given, asked)) return existing(there, reading);
    const read = {
      exchange: await exchangeRate(ports, reading.planFacts, request),
      nextNumber: await numberAfter(reading, given),
      ...keyAndBilled(decision, given),
    };
    const assembled = assemblePlan({ ...reading.planFacts, ...read }, choices, request);
    const plan = { ...assembled, billed: { ...assembled.billed, request: asked } };
    if (there && (await isBilledBy(ports, there, { given, plan, save })))
      return existing(there, reading);
    // An invoice that is there is shown all the same.
    const forbidden = notAllowed(reading.setting, "invoice") ?? [];
    const more = [forbidden, await bookProblems(reading, given, answers, plan)].flat();
    const billing = billingProblems(decision, plan, answers);
    if (there && given.part?.kind !== "rest")
      billing.push(isUnknownShare(there) ? unknownShare(there) : otherRequest(there, given));
    const all = [...billing, ...plan.problems, ...more];
    const isNamed = given.customer !== undefined;
    const found = await withExactMatches(reading, all, { plan, isNamed });
    const problems = found.map((one) => withCommand(one, given));
    const digest = await digestOf(plan);
    const remember = await toRemember(reading, { flags, choices, plan, decision, given });
    return { outcome: "planned", plan: { ...plan, problems, digest }, remember };
  };
  return {
    lineAt: (at) => facts.lines[at - 1],
    lines: () =>
      facts.lines
        .map((line, index) => ({ position: index + 1, line }))
        .filter(({ line }) => line.isEnabled),
    terms: books.terms,
    preferences: reading.preferences,
    classes: () => reading.classes("all"),
    locations: () => reading.locations("all"),
    customerCandidates: reading.customerCandidates,
    itemCandidates: reading.itemCandidates,
    taxCandidates: (percent) => taxCandidates(books.taxCodes, decimal(percent)),
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
    plan(answers) {
      const given = { ...input, ...answers.details };
      return proposing(given, () => planOf(given, answers));
    },
  };
}

/** The invoice of the same request; what a rest or an invoice of unknown share bills is judged by the plan. */
function isTheOne(there: BilledInvoice, { part }: CreateInput, asked: string): boolean {
  if (part?.kind === "rest" || isUnknownShare(there)) return false;
  return isSameRequest(there, asked, there.link.billed?.share ?? null);
}

function existing({ known, link }: BilledInvoice, reading: PlanReading): Planned {
  return {
    outcome: "already_exists",
    known,
    share: link.billed?.share ?? null,
    warnings: changedDeal(known, reading),
  };
}

/** A further rest is another part; beside one of unknown share the plan is that of the whole. */
function keyAndBilled({ existing: there, key, billed }: Decision, { part }: CreateInput) {
  if (!there) return { key, billed };
  if (part?.kind === "rest")
    return { key: { ...key, part: nextRest(key.part), generation: 1 }, billed };
  const name = invoiceName(there.known.invoice);
  return { key, billed: billed.filter((one) => one.invoice !== name) };
}

/** Whether the invoice that is there turns out to bill what the plan would: then its share is known from now on. */
async function isBilledBy(
  { ledger }: PlanPorts,
  there: BilledInvoice,
  {
    given: { part },
    plan: { totals, billed, problems },
    save,
  }: { given: CreateInput; plan: InvoicePlan; save: boolean },
): Promise<boolean> {
  const { invoice } = there.known;
  if (part?.kind === "rest") return problems.some(({ code }) => code === "over_billed");
  if (!isUnknownShare(there)) return false;
  const isSame = invoice.total.minus(invoice.tax).equals(totals.net.minus(totals.discount));
  if (isSame && save) await ledger.putInvoiceLink({ ...there.link, billed });
  return isSame;
}

/** Only where the company numbers its invoices itself, and the operator gave none. */
async function numberAfter(
  { preferences, freeNumber }: PlanReading,
  { number }: CreateInput,
): Promise<string | null> {
  return preferences.customNumbers && number === undefined ? freeNumber("all") : null;
}

function changedDeal(known: KnownInvoice, { facts: { deal } }: PlanReading): Warning[] {
  const before = known.links.find(({ dealId }) => dealId === deal.id)?.dealValue ?? null;
  const now = deal.value && amountText(deal.value);
  if (before === null || before === now) return [];
  const message = `The deal's value was ${before} when it was invoiced and is ${now ?? "empty"} now.`;
  return [{ code: "deal_changed", message }];
}
