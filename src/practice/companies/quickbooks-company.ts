/** What the books of a practice company are made of, as one writes them down; quickbooks/seed.ts turns it into entities. */

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
