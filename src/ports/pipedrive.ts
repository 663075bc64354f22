/** Pipedrive, as the connected user sees it. */
import type {
  Deal,
  DealDiscount,
  DealLine,
  DealStatus,
  DealSummary,
  FieldDefinition,
  FieldOwner,
  Installment,
  NamedRow,
  Organization,
  Person,
  PipedriveUser,
  Product,
} from "../domain/deal.ts";

/** Pipedrive, as the connected user sees it. Reads throw kind `not_found` for an id that is unknown, deleted or invisible. */
export interface Pipedrive {
  me(): Promise<PipedriveUser>;
  /** Also finds archived deals (`isArchived`). A deleted deal is `not_found`. Cost 1. */
  deal(id: number): Promise<Deal>;
  /** Newest change first where `since` is given; at most `limit` rows. `complete` is false if there were more. */
  deals(query: {
    status?: DealStatus;
    since?: string;
    ownerId?: number;
    filterId?: number;
    limit: number;
  }): Promise<{ deals: DealSummary[]; complete: boolean }>;
  /** By title; needs two characters. */
  searchDeals(term: string, limit: number): Promise<DealSummary[]>;
  /** All lines in the order of the web app (`order_nr`, then id). Cost 10 a page. */
  dealLines(dealId: number): Promise<DealLine[]>;
  dealDiscounts(dealId: number): Promise<DealDiscount[]>;
  /** Empty where the plan has no installments (402, 403). */
  installments(dealId: number): Promise<Installment[]>;
  organization(id: number): Promise<Organization>;
  person(id: number): Promise<Person>;
  /** Unknown and deleted ids are left out, or come with `isDeleted`. */
  products(ids: number[]): Promise<Product[]>;
  searchProducts(term: string, limit: number): Promise<Product[]>;
  fields(owner: FieldOwner): Promise<FieldDefinition[]>;
  /** Names of organizations by id, 100 a call; unknown ids are left out. */
  organizationNames(ids: number[]): Promise<Map<number, string>>;
  owners(): Promise<NamedRow[]>;
  pipelines(): Promise<NamedRow[]>;
}
