/** What a company is made of in Pipedrive and in the books, as one writes it down; the seeds of the services turn it into rows. */
import type { Address, DealStatus, TaxMethod } from "../pipedrive/rows.ts";

export type CompanyName = "nordic" | "us" | "canadian" | "month-end" | "complex";

/** Line: product id, quantity, price, and what differs from an ordinary line. */
export type SeedLine = {
  product: number;
  quantity: number;
  price: number;
  comments?: string;
  discount?: number;
  amountDiscount?: number;
  tax?: number;
  isDisabled?: boolean;
  /** Id of a variation of its product. */
  variation?: number;
  billing?: { frequency: string; cycles: number | null; start?: string };
  name?: string;
};

export type SeedDeal = {
  id: number;
  title: string;
  organization?: number;
  person?: number;
  owner?: number;
  status?: DealStatus;
  currency?: string;
  taxMethod?: TaxMethod;
  /** Typed in, for a deal without lines. */
  value?: number;
  lines?: SeedLine[];
  discounts?: { type: "percentage" | "amount"; amount: number; description: string }[];
  installments?: { amount: number; description: string; billingDate?: string }[];
  /** Days before the day of seeding on which it was won (or opened). */
  daysAgo?: number;
  /** The day itself, instead of `daysAgo`. */
  wonOn?: string;
  isArchived?: boolean;
  isDeleted?: boolean;
  fields?: Record<string, unknown>;
};

export type SeedCompany = {
  company: {
    id: number;
    name: string;
    domain: string;
    country: string;
    currency: string;
    timeZone: string;
    locale: string;
  };
  users: { id: number; name: string; email: string }[];
  /** Tax percent of an ordinary line. */
  tax: number;
  organizations: { id: number; name: string; address: Address | null; taxNumber?: string }[];
  persons: {
    id: number;
    name: string;
    organization?: number;
    emails: { value: string; label: string; primary?: boolean }[];
  }[];
  products: {
    id: number;
    name: string;
    code: string;
    price: number;
    unit?: string;
    description?: string;
    isDeleted?: boolean;
    variations?: { id: number; name: string; price: number }[];
  }[];
  deals: SeedDeal[];
};

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

export type SeedAddress = {
  line: string;
  city: string;
  postalCode: string;
  country: string;
  region?: string;
};

export type SeedCustomer = {
  id: string;
  name: string;
  currency?: string;
  email?: string;
  address?: SeedAddress;
  shipTo?: SeedAddress;
  term?: string;
  isInactive?: boolean;
  /** US: one of the fifteen reasons why it pays no sales tax. */
  exemption?: number;
  /** Of a sub-customer. A project is one that only the web app can create. */
  parent?: { id: string; paysBills: boolean; isProject?: boolean };
};

/** A category cannot stand on a line. */
type SeedItem = {
  id: string;
  name: string;
  sku?: string;
  price?: number;
  income: string;
  isGoods?: boolean;
  isInactive?: boolean;
  isCategory?: boolean;
  /** Id of its category or parent item. */
  parent?: string;
  /** Goods that are counted. */
  stock?: { quantity: number; cost: number; asset: string; expense: string };
  /** What a bundle consists of. */
  bundle?: { item: string; quantity: number }[];
};

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
type SeedCredit = {
  customer: string;
  daysAgo: number;
  item: string;
  net: number;
  taxCode?: string;
  isApplied: boolean;
};

export type SeedRate = { id: string; name: string; percent: number };

export type SeedBooks = {
  realm: string;
  name: string;
  country: string;
  timeZone: string;
  address: SeedAddress;
  email: string;
  phone: string;
  /** What an invoice has to name besides: the seller's registration and where to pay. */
  registration: string;
  bank: string[];
  homeCurrency: string;
  currencies: string[];
  taxAgency: string;
  /** US alone. */
  taxPrefs: Record<string, unknown>;
  /** A code of one rate, or of several by their own ids (a rate may be in more than one code). */
  taxCodes: SeedTaxCode[];
  terms: { id: string; name: string; days: number }[];
  accounts: { id: string; name: string; type: string; subType: string }[];
  /** `Parent:Child` for one below another. */
  classes: string[];
  locations: string[];
  customFields: string[];
  customers: SeedCustomer[];
  vendors: string[];
  employees: string[];
  items: SeedItem[];
  invoices: SeedInvoice[];
  credits: SeedCredit[];
  /** Set once the past is booked. */
  habits?: { usesOwnNumbers?: boolean; closedDaysAgo?: number; defaultTerm?: string };
};
