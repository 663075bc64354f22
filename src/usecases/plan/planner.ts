/** What a planner offers to whoever asks an operator: plans, as often as answers change, and what there is to choose from. */
import type {
  Account,
  Candidate,
  CustomerCandidate,
  Item,
  NamedEntry,
  NewCustomer,
  NewItem,
  TaxCode,
} from "../../domain/books.ts";
import type { DealFacts, DealLine } from "../../domain/deal/deal.ts";
import type { DealBalance } from "../../domain/invoice/deal-balance.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import type { DealBilling } from "../billing/billing.ts";
import type { Answers, Existing } from "./create-input.ts";

/** What came of planning: a plan with what goes with it, or the invoice that is there. */
export type Planned = Existing | { outcome: "planned"; plan: InvoicePlan; remember: Remember };

/** Of one deal, which was read when it was opened. */
export type Planner = {
  plan(answers: Answers): Promise<Planned>;
  /** Of the last plan: the deal, and terms and preferences as the books had them. */
  facts(): PlanFacts;
  /** What is billed of the deal, with the invoices of the customer that it is linked to. */
  billing(): Promise<DealBilling>;
  lineAt(position: number): DealLine | undefined;
  /** The deal's lines that are enabled, by position. */
  lines(): { position: number; line: DealLine }[];
  /** Those that stand on a sale. */
  taxCodes(): TaxCode[];
  classes(): Promise<NamedEntry[]>;
  locations(): Promise<NamedEntry[]>;
  customerCandidates(): Promise<CustomerCandidate[]>;
  itemCandidates(position: number): Promise<Candidate<Item>[]>;
  taxCandidates(percent: string): TaxCode[];
  /** Named by its currency where a customer of another one has the name. */
  newCustomer(): Promise<NewCustomer>;
  /** Who holds this name, in words; undefined where it is free. */
  nameHolder(name: string): Promise<string | undefined>;
  /** Of the line at a position, or of a name. */
  newItem(of: number | string, account: Account | undefined): Promise<NewItem>;
  /** Accounts that new items may book to, where it is not settled; empty where it is. */
  openIncomeAccounts(): Promise<Account[]>;
};

/** A deal as it would be billed. */
export type DealView = {
  facts: DealFacts;
  billing: DealBilling;
  balance: DealBalance;
  /** What `command` would bill; null where nothing is left. */
  next: { command: string; plan: InvoicePlan } | null;
};
