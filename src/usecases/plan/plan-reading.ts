/** All that is read for a plan, each thing once: the deal, the books, the links, what is billed. Look-ups on demand are remembered. */
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import type { SettingName } from "../../domain/setting-names.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { Pipedrive } from "../../ports/pipedrive.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";
import type { Clock } from "../../ports/system.ts";
import type { DealBilling } from "../billing/billing.ts";
import type { CachedAnswers, LinkedBooks, PlanLookups } from "./look-ups.ts";

/** What planning needs of the world. */
export type PlanPorts = {
  pipedrive: Pipedrive;
  quickbooks: QuickBooks;
  ledger: Ledger;
  clock: Clock;
};

type CustomerId = Parameters<QuickBooks["customerState"]>[0];

/** What is billed of one deal, read at the first question for each part of it. */
export type BillingReading = {
  /** With the invoices of these customers. */
  billing(customerIds: CustomerId[]): Promise<DealBilling>;
  /** Invoices of whichever customer, where this deal's marker may stand. */
  others(): Promise<Remember["others"]>;
  /** With its invoices since some time before the deal was added: a deal that was merged into it may be older. */
  customerRead(
    customerId: CustomerId,
  ): Promise<Remember["customers"][number] & { customer: LinkedBooks["linkedCustomer"] }>;
};

/** All of it together, handed to each part of planning. */
export type PlanReading = LinkedBooks &
  PlanLookups &
  CachedAnswers &
  BillingReading & {
    ports: PlanPorts;
    profile: PinnedProfile;
    /** False in a dry run: then nothing that was read is kept. */
    save: boolean;
    /** When the deal was added. */
    since: string;
    facts: PlanFacts;
    setting(name: SettingName): string;
  };
