/** What a company is made of in Pipedrive and in the books, as one writes it down; the seeds of the services turn it into rows. */
import type { Address, DealStatus, TaxMethod } from "../pipedrive/rows.ts";

export type CompanyName = "nordic" | "us" | "canadian" | "month-end" | "complex";

/** A line of a product; `variation`: the id of one of its product. */
export type SeedLine = Record<"product" | "quantity" | "price", number> &
  Partial<Record<"discount" | "amountDiscount" | "tax" | "variation", number>> &
  Partial<Record<"name" | "comments", string>> & {
    isDisabled?: boolean;
    billing?: { frequency: string; cycles: number | null; start?: string };
  };

/** `value`: typed in, for a deal without lines. It was won so many `daysAgo` before the day of seeding (or opened), or `wonOn` a day. */
export type SeedDeal = { id: number; title: string; lines?: SeedLine[] } & Partial<
  Record<"organization" | "person" | "owner" | "value" | "daysAgo", number> &
    Record<"currency" | "wonOn", string> &
    Record<"isArchived" | "isDeleted", boolean> & {
      status: DealStatus;
      taxMethod: TaxMethod;
      discounts: { type: "percentage" | "amount"; amount: number; description: string }[];
      installments: { amount: number; description: string; billingDate?: string }[];
      fields: Record<string, unknown>;
    }
>;

/** `tax`: percent of an ordinary line. */
export type SeedCompany = {
  company: { id: number } & Record<"name" | "domain" | "country" | "currency", string> &
    Record<"timeZone" | "locale", string>;
  users: { id: number; name: string; email: string }[];
  tax: number;
  organizations: { id: number; name: string; address: Address | null; taxNumber?: string }[];
  persons: (Named & {
    organization?: number;
    emails: { value: string; label: string; primary?: boolean }[];
  })[];
  products: (Named & { code: string; price: number; isDeleted?: boolean } & Partial<
      Record<"unit" | "description", string>
    > & { variations?: (Named & { price: number })[] })[];
  deals: SeedDeal[];
};
type Named = { id: number; name: string };

/** Codes of the custom fields: fixed, so that a mapping survives a reset. */
export const FIELD_CODES = {
  poNumber: "b7a1c0de5f2943d18e6072c4a95d3b8f10e2a6c1",
  paymentDays: "0c4e8d2b7f6a4913a5d0e8b1c2f7a6d94b3e5f20",
  invoiceDate: "3f9b6a1e0d8c47b2a4e5f6071829304a5b6c7d8e",
  billingEmail: "9d2e4f6a8b0c41d3e5f708192a3b4c5d6e7f8091",
  contractType: "5f1a2b3c4d5e4f60718293a4b5c6d7e8f9001122",
  budget: "6a7b8c9d0e1f42a3b4c5d6e7f8091a2b3c4d5e6f",
  services: "7e8f90a1b2c343d4e5f60718293a4b5c6d7e8f90",
  taxNumber: "8091a2b3c4d544e5f60718293a4b5c6d7e8f9012",
  salutation: "91a2b3c4d5e645f60718293a4b5c6d7e8f901234",
} as const;

export type SeedAddress = Record<"line" | "city" | "postalCode" | "country", string> & {
  region?: string;
};

/**
 * `exemption`: in the US, one of the fifteen reasons why it pays no sales tax. `parent`: of a sub-customer; a project is one that only the
 * web app can create.
 */
export type SeedCustomer = { id: string; name: string } & Partial<
  Record<"currency" | "email" | "term", string> &
    Record<"address" | "shipTo", SeedAddress> & {
      isInactive: boolean;
      exemption: number;
      parent: { id: string; paysBills: boolean; isProject?: boolean };
    }
>;

/** A category cannot stand on a line. `parent`: id of its category or parent item. `stock`: of goods that are counted. */
type SeedItem = Record<"id" | "name" | "income", string> &
  Partial<Record<"sku" | "parent", string>> &
  Partial<Record<"isGoods" | "isInactive" | "isCategory", boolean>> & {
    price?: number;
    stock?: { quantity: number; cost: number; asset: string; expense: string };
    bundle?: { item: string; quantity: number }[];
  };

/** A code of one rate, or of several by their own ids (a rate may be in more than one code). */
export type SeedTaxCode = {
  id: string;
  name: string;
  /** US: where the engine applies it; without a city, in all of the state that no other code names. */
  place?: { state: string; city?: string };
} & ({ percent: number } | { rates: SeedRate[] });

export type SeedInvoice = {
  customer: string;
  /** Days before the day of seeding. */
  daysAgo: number;
  lines: { item: string; quantity: number; price: number; taxCode?: string }[];
  /** Part of the total that was paid, from 0 to 1. */
  paid?: number;
  isVoided?: boolean;
  /** Of a customer with another currency: home units for one of it. */
  rate?: number;
};

/** A credit of so much net for one item; applied to the customer's oldest open invoice, or left open. */
type SeedCredit = Record<"customer" | "item", string> &
  Record<"daysAgo" | "net", number> & { taxCode?: string; isApplied: boolean };

export type SeedRate = { id: string; name: string; percent: number };

/**
 * `registration` and `bank`: what an invoice has to name besides. `taxPrefs`: of the US alone. Classes and locations are `Parent:Child`
 * for one below another. `habits`: set once the past is booked.
 */
export type SeedBooks = Record<"realm" | "name" | "country" | "timeZone" | "email", string> &
  Record<"phone" | "registration" | "homeCurrency" | "taxAgency", string> &
  Record<"bank" | "currencies" | "classes" | "locations" | "customFields", string[]> &
  Record<"vendors" | "employees", string[]> & {
    address: SeedAddress;
    taxPrefs: Record<string, unknown>;
    taxCodes: SeedTaxCode[];
    terms: { id: string; name: string; days: number }[];
    accounts: Record<"id" | "name" | "type" | "subType", string>[];
    customers: SeedCustomer[];
    items: SeedItem[];
    invoices: SeedInvoice[];
    credits: SeedCredit[];
    habits?: { usesOwnNumbers?: boolean; closedDaysAgo?: number; defaultTerm?: string };
  };
