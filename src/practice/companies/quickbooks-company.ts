/** What the books of a practice company are made of, as one writes them down; quickbooks/seed.ts turns it into entities. */

export type SeedCustomer = {
  id: string;
  name: string;
  currency?: string;
  email?: string;
  address?: { line: string; city: string; postalCode: string; country: string; region?: string };
  term?: string;
  isInactive?: boolean;
};

/** `category`: cannot stand on a line. */
type SeedItem = {
  id: string;
  name: string;
  sku?: string;
  price?: number;
  income: string;
  isGoods?: boolean;
  isInactive?: boolean;
  isCategory?: boolean;
};

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
  city: string;
  homeCurrency: string;
  currencies: string[];
  taxAgency: string;
  /** US alone. */
  taxPrefs: Record<string, unknown>;
  /** A code of one rate, or of several by their own ids (a rate may be in more than one code). */
  taxCodes: ({ id: string; name: string } & ({ percent: number } | { rates: SeedRate[] }))[];
  terms: { id: string; name: string; days: number }[];
  accounts: { id: string; name: string; type: string; subType: string }[];
  classes: string[];
  locations: string[];
  customFields: string[];
  customers: SeedCustomer[];
  vendors: string[];
  items: SeedItem[];
  invoices: SeedInvoice[];
  credits: SeedCredit[];
};
