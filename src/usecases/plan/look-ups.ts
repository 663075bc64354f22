/** Look-ups that a plan needs for what is not linked. */
import type { Item, ItemCandidate, NamedEntry, NameHolder } from "../../domain/books.ts";
import type { CustomerCandidate } from "../../domain/customer/customer-match.ts";
import type { DealLine, Product } from "../../domain/deal/deal.ts";

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
