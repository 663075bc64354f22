/** Pipedrive's side, as values. Source of every member: docs/pipedrive.md 3 to 6. */

import type { CalendarDate } from "../calendar-date.ts";
import type {
  DealId,
  DealLineId,
  InstallmentId,
  OrganizationId,
  PersonId,
  ProductId,
} from "../ids.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";
import type { FieldOwner } from "./mapping.ts";

/** An address as Pipedrive keeps it: the text as typed, and the parts where geocoding filled them (6.3). */
export type PipedriveAddress = {
  text: string;
  streetNumber: string | null;
  route: string | null;
  subpremise: string | null;
  sublocality: string | null;
  locality: string | null;
  region: string | null;
  postalCode: string | null;
  country: string | null;
};

/** The value of any field, built-in or custom; empty ones are absent from the record that holds them. `text` is what a person reads. */
export type FieldValue = {
  text: string;
  number?: Decimal;
  date?: CalendarDate;
  address?: PipedriveAddress;
};

/** Field code → value. */
export type FieldValues = Record<string, FieldValue>;

/** The values that a mapping can draw from, by owner; an owner that the deal lacks is empty. */
export type FieldSources = Record<FieldOwner, FieldValues>;

export type FieldDefinition = {
  owner: FieldOwner;
  code: string;
  label: string;
  type: string;
  isCustom: boolean;
};

export type DealStatus = "open" | "won" | "lost" | "deleted";

export type Deal = {
  id: DealId;
  title: string;
  status: DealStatus;
  value: Decimal | null;
  currency: CurrencyCode;
  organizationId: OrganizationId | null;
  personId: PersonId | null;
  ownerId: number | null;
  pipelineId: number | null;
  stageId: number | null;
  /** RFC 3339, UTC. */
  addTime: string | null;
  wonTime: string | null;
  isArchived: boolean;
  fields: FieldValues;
};

/** A hit of a search or a row of a list: enough to choose from. */
export type DealSummary = {
  id: DealId;
  title: string;
  status: DealStatus;
  value: Decimal | null;
  currency: CurrencyCode;
  organizationId: OrganizationId | null;
  personId: PersonId | null;
  /** Known from a search alone; a list row gives only the id. */
  organizationName: string | null;
  ownerId: number | null;
  pipelineId: number | null;
  stageId: number | null;
  wonTime: string | null;
};

export type TaxMethod = "exclusive" | "inclusive" | "none";

export type DealLine = {
  /** Id of the line, not of the product; 0 for a line that is not on the deal. */
  id: DealLineId;
  productId: ProductId | null;
  variationId: number | null;
  /** Of the variation, where the line has one that could be read. */
  variationName?: string;
  name: string;
  comments: string;
  /** Per unit, in `currency`. */
  price: Decimal;
  quantity: Decimal;
  discount: Decimal;
  discountType: "percentage" | "amount";
  taxPercent: Decimal;
  taxMethod: TaxMethod;
  /** Pipedrive's own line total: after the line discount, exclusive tax not added (4.3). A cross-check, never the source. */
  sum: Decimal | null;
  currency: CurrencyCode;
  isEnabled: boolean;
  /** `one-time`, or how often it recurs. */
  billingFrequency: string;
  billingCycles: number | null;
  billingStart: CalendarDate | null;
};

/** A discount on the deal as a whole (4.5). */
export type DealDiscount = { description: string; type: "percentage" | "amount"; amount: Decimal };

/** A dated part of the one-time revenue (4.6). */
export type Installment = {
  id: InstallmentId;
  amount: Decimal;
  billingDate: CalendarDate | null;
  description: string;
};

export type Organization = { id: OrganizationId; name: string; fields: FieldValues };

export type Person = {
  id: PersonId;
  name: string;
  organizationId: OrganizationId | null;
  fields: FieldValues;
};

export type Product = {
  id: ProductId;
  name: string;
  /** The SKU; free text, not unique. */
  code: string | null;
  unit: string | null;
  isDeleted: boolean;
};

/** Who the connection acts as, and in which company. */
export type PipedriveUser = {
  name: string;
  email: string;
  companyId: string;
  companyName: string;
  /** The first part of the company's host: `nordhafen` of nordhafen.pipedrive.com. */
  companyDomain: string;
  currency: CurrencyCode | null;
};

/** A user, a pipeline: what is told by its name. */
export type NamedRow = { id: number; name: string };

/** Whether a discount comes off before the tax is added, or after it. */
export type DiscountTax = "before" | "after";

/** One after the other as listed, percentages first, amounts first, or each of the full sum. */
export type DiscountOrder = "sequence" | "percentages_first" | "amounts_first" | "total";

/** Several conditions narrow. */
export type DealConditions = {
  /** Won in these days, both included; null leaves that end open. */
  won?: { since: CalendarDate | null; until: CalendarDate | null };
  ownerId?: number;
  organizationId?: OrganizationId;
  pipelineId?: number;
  stageId?: number;
  filterId?: number;
};

export type DealFacts = {
  deal: Deal;
  lines: DealLine[];
  discounts: DealDiscount[];
  installments: Installment[];
  /** Organization's name, else person's. */
  contactName: string | null;
  sources: FieldSources;
};
