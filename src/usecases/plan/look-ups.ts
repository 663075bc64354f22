/** What a plan knows of the books by the links of its deal, and look-ups for what is not linked. */
import type {
  Customer,
  CustomerCandidate,
  ExchangeRate,
  Item,
  ItemCandidate,
  NamedEntry,
  NameHolder,
} from "../../domain/books.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { ContactRecord } from "../../domain/customer/customer-problems.ts";
import type { DealLine, Product } from "../../domain/deal/deal.ts";
import type { DealLinks } from "../../domain/ledger/ledger.ts";

/** What the deal is linked to, and what of it the books have. */
export type LinkedBooks = DealLinks & {
  /** Whose customer it is at Pipedrive: the organization, else the person; null for a deal with neither. */
  contact: ContactRecord | null;
  /** The customer that it is linked to, as it stands in the books now; undefined without a link, and where it is gone. */
  linkedCustomer: Customer | undefined;
  /** Those that the deal's lines are linked to. */
  items: Item[];
};

/** Each asked once. */
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

/** What of the books may be an hour old. */
export type CachedAnswers = {
  /** The rate of a foreign invoice's day; null where none is needed or none is known. */
  rate(date: CalendarDate): Promise<ExchangeRate | null>;
  /** Whether an answer so far was an earlier one. */
  isCached(): boolean;
};
