/** Pipedrive, as the connected user sees it. */

import type {
  Deal,
  DealDiscount,
  DealLine,
  DealStatus,
  DealSummary,
  FieldDefinition,
  Installment,
  NamedRow,
  Organization,
  Person,
  PipedriveUser,
  Product,
} from "../domain/deal/deal.ts";
import type { FieldOwner } from "../domain/deal/mapping.ts";
import type { DealId, OrganizationId, PersonId, ProductId } from "../domain/ids.ts";
import type { PipedriveRequest, Written } from "./written.ts";

/** Which deals a list is to have. `since` and `until` are times of the last change: that time or later, and before it. */
export type DealsWanted = {
  status?: DealStatus | undefined;
  since?: string | undefined;
  until?: string | undefined;
  ownerId?: number | undefined;
  organizationId?: OrganizationId | undefined;
  pipelineId?: number | undefined;
  stageId?: number | undefined;
  filterId?: number | undefined;
};

/** Pipedrive, as the connected user sees it. Reads throw kind `not_found` for an id that is unknown, deleted or invisible. */
export interface Pipedrive {
  me(): Promise<PipedriveUser>;
  /** Also finds archived deals (`isArchived`). A deleted deal is `not_found`. Cost 1. */
  deal(id: DealId): Promise<Deal>;
  /**
   * By lists of ids, 100 a call (cost 10). Undefined: deleted, in the last 30 days. Ids that are unknown, deleted before, archived or
   * invisible are left out, and what cannot be read.
   */
  dealsByIds(ids: DealId[]): Promise<Map<DealId, Deal | undefined>>;
  /** The archived ones of these, 100 a call (cost 20); values of their fields may be ids of options. */
  archivedDeals(ids: DealId[]): Promise<Map<DealId, Deal | undefined>>;
  /** Newest change first; at most `limit` rows. `complete` is false if there were more. Throws not_found for a filter that is unknown. */
  deals(
    query: DealsWanted & { limit: number },
  ): Promise<{ deals: DealSummary[]; complete: boolean }>;
  /**
   * Every deal that fits, each whole: 500 a call (cost 10), deleted ones left out. A filter beats all else. `archived`: the archived ones
   * alone (cost 20), else all others; values of their fields may be ids of options. Throws not_found for a filter that is unknown.
   */
  dealsWhole(
    query: DealsWanted & { archived?: boolean },
  ): Promise<{ deals: Deal[]; complete: boolean }>;
  /**
   * Lines of many deals as `dealLines` gives them, 100 deals a call (cost 10 a page): an empty list for a deal without any, nothing for one
   * of whose lines one cannot be read.
   */
  linesOfDeals(dealIds: DealId[]): Promise<Map<DealId, DealLine[]>>;
  /** Likewise installments (cost 10). */
  installmentsOfDeals(dealIds: DealId[]): Promise<Map<DealId, Installment[]>>;
  /** 100 a call (cost 10); unknown, deleted and invisible ids are left out, and what cannot be read. */
  organizations(ids: OrganizationId[]): Promise<Organization[]>;
  persons(ids: PersonId[]): Promise<Person[]>;
  /** By title; needs two characters. */
  searchDeals(term: string, limit: number): Promise<DealSummary[]>;
  /** All lines in the order of the web app (`order_nr`, then id). Cost 10 a page. */
  dealLines(dealId: DealId): Promise<DealLine[]>;
  dealDiscounts(dealId: DealId): Promise<DealDiscount[]>;
  /** Empty where the plan has no installments (402, 403). */
  installments(dealId: DealId): Promise<Installment[]>;
  organization(id: OrganizationId): Promise<Organization>;
  person(id: PersonId): Promise<Person>;
  /** Unknown and deleted ids are left out, or come with `isDeleted`. */
  products(ids: ProductId[]): Promise<Product[]>;
  /** Names of a product's variations by their ids. */
  variationNames(productId: ProductId): Promise<Map<number, string>>;
  searchProducts(term: string, limit: number): Promise<Product[]>;
  fields(owner: FieldOwner): Promise<FieldDefinition[]>;
  /** Names of organizations by id, 100 a call; unknown ids are left out. */
  organizationNames(ids: OrganizationId[]): Promise<Map<OrganizationId, string>>;
  /** By name; needs two characters. The search lags some seconds behind writes. Cost 20. */
  searchOrganizations(term: string, limit: number): Promise<NamedRow[]>;
  owners(): Promise<NamedRow[]>;
  pipelines(): Promise<NamedRow[]>;

  /** One attempt, no retry. `bytes`: of its file. */
  send(request: PipedriveRequest, bytes?: Uint8Array): Promise<Written>;
  /** Notes, files and activities of a deal, with the text by which one is found again: words, name, subject. */
  onDeal(
    dealId: DealId,
    what: "notes" | "files" | "activities",
  ): Promise<{ id: number; text: string }[]>;
  /** Tokens of the company's daily budget that this run has cost so far, by the published price of each call (docs/pipedrive.md 9). */
  tokensSpent(): Promise<number>;
}
