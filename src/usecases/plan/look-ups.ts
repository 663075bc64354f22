/** Look-ups that a plan needs for what is not linked. */
import type { Customer, Item, ItemCandidate, NamedEntry, NameHolder } from "../../domain/books.ts";
import type { CustomerCandidate } from "../../domain/customer/customer-match.ts";
import type { DealLine, Product } from "../../domain/deal/deal.ts";

import type { CustomerId } from "../../domain/ids.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { Remember } from "../../domain/plan/remember.ts";
import type { DealBilling } from "../billing/billing.ts";

export type PlanLookups = {
  /** The product of a line that no item is linked to. */
  product(line: DealLine): Promise<Product | undefined>;
  itemCandidates(position: number): Promise<ItemCandidate[]>;
  customerCandidates(): Promise<CustomerCandidate[]>;
  nameHolders(name: string): Promise<NameHolder[]>;
  classes(): Promise<NamedEntry[]>;
  locations(): Promise<NamedEntry[]>;
  freeNumber(): Promise<string | null>;
  /** By what was typed, each once. */
  findItem(text: string): Promise<Item>;
};

/** What is billed of one deal, read at the first question for each part of it. */
export type BillingReading = {
  /** With the invoices of these customers. */
  billing(customerIds: CustomerId[]): Promise<DealBilling>;
  /** Invoices of whichever customer, where this deal's marker may stand. */
  others(): Promise<Remember["others"]>;
  /** The customer's invoices since some time before the deal was added: a deal that was merged into it may be older. */
  customerInvoices(customerId: CustomerId): Promise<Invoice[]>;
  customerRead(
    customerId: CustomerId,
  ): Promise<Remember["customers"][number] & { customer: Customer | undefined }>;
};
