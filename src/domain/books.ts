/** QuickBooks' side but for invoices, as values. Source: docs/quickbooks.md 9 to 11. */

import type { BillAddress } from "./address.ts";
import type { CalendarDate } from "./calendar-date.ts";
import type { AccountId, CustomerId, ItemId, TaxCodeId, TermId } from "./ids.ts";
import type { CurrencyCode, Decimal } from "./money/money.ts";

export type Environment = "production" | "sandbox" | "practice";

/** The company (realm) that the books belong to. */
export type Company = {
  realm: string;
  name: string;
  /** Short code such as `FI`; `US` decides between the two tax regimes. */
  country: string;
  /** IANA zone of `DefaultTimeZone`; null if the service did not say (then UTC). */
  timeZone: string | null;
};

export type Preferences = {
  customNumbers: boolean;
  allowDiscount: boolean;
  multicurrency: boolean;
  homeCurrency: CurrencyCode;
  /** `off`: sales tax was never set up; `automated`: the US engine; `manual`: everything else. */
  tax: "off" | "automated" | "manual";
  bookCloseDate: CalendarDate | null;
  defaultTermId: TermId | null;
  /** The custom text fields of sales forms: DefinitionId and name. */
  customFields: NamedEntry[];
  /** Whether a class marks an invoice, or each of its lines. */
  classes: "off" | "transaction" | "line";
  /** Locations are departments on the wire. */
  locations: boolean;
};

/** A class, a location, a custom field: what is picked by name. */
export type NamedEntry = { id: string; name: string };

/** Home units for one unit of a currency. `date`: the day it is of; null where it was given by hand. */
export type ExchangeRate = { rate: Decimal; date: CalendarDate | null };

export type Customer = {
  id: CustomerId;
  /** Version: an update that carries an older one is refused with 5010. */
  syncToken: string;
  /** The display name; of a sub-customer only its last part, which another firm may be called as well. */
  name: string;
  /** `Parent:Child`; the display name of a customer without a parent. */
  fullName: string;
  parentId: string | null;
  /** Its bills go to the parent. */
  billWithParent: boolean;
  active: boolean;
  currency: CurrencyCode | null;
  email: string | null;
  address: BillAddress | null;
  /** Where QuickBooks says the goods go if an invoice does not: in the US it decides the tax. */
  shipAddress: BillAddress | null;
  termId: TermId | null;
  /** Null: the answer did not say. */
  taxable: boolean | null;
  /** US: why no tax is charged, as the number of QuickBooks' list. */
  exemptionReasonId: string | null;
  taxIds: CustomerTaxIds;
};

/** A customer's tax identifiers as answers show them; which one counts depends on the country (domain/customer/tax-id.ts). */
export type CustomerTaxIds = {
  /** Masked but for its last five characters: never compared, never written back. */
  registration: string | null;
  resale: string | null;
  gstin: string | null;
};

/** What a new customer is made of. */
export type NewCustomer = {
  /** The display name, unique over customers, vendors and employees. */
  name: string;
  companyName: string | null;
  currency: CurrencyCode | null;
  email: string | null;
  phone: string | null;
  address: BillAddress | null;
  taxId: string | null;
  termId: TermId | null;
};

/** New values for a customer that exists; what is absent stays as it is. */
export type CustomerUpdate = { address?: BillAddress; email?: string; taxId?: string };

export type ItemType = "Service" | "NonInventory" | "Inventory" | "Category" | "Group" | "Other";

export type Item = {
  id: ItemId;
  name: string;
  /** `Category:Name`. */
  fullName: string;
  sku: string | null;
  type: ItemType;
  active: boolean;
  unitPrice: Decimal | null;
};

export type NewItem = {
  name: string;
  sku: string | null;
  unitPrice: Decimal;
  incomeAccountId: AccountId;
  expenseAccountId: AccountId | null;
};

export type Account = { id: AccountId; name: string };

/** A tax code for sales, with the rates it is made of. */
export type TaxCode = {
  id: TaxCodeId;
  name: string;
  active: boolean;
  rates: { id: string; percent: Decimal }[];
};

export type Term = {
  id: TermId;
  name: string;
  /** Days after the issue date; null for a date-driven term, whose due date QuickBooks works out. */
  dueDays: number | null;
};

/** Where a display name is already in use: names are unique over three lists, inactive entries included (docs/quickbooks.md 9). */
export type NameHolder = {
  list: "Customer" | "Vendor" | "Employee";
  id: string;
  /** `Parent:Child` of a sub-customer. */
  name: string;
  isSubCustomer: boolean;
  active: boolean;
};

/** A candidate, and why it is one, for a person. */
export type Candidate<T> = { value: T; reason: string };

/** `by`: the better of the two ways in which it fits. */
export type ItemCandidate = Candidate<Item> & { by: "sku" | "name" };

export type CustomerCandidate = {
  value: Customer;
  /** For a person: `same e-mail, same name`. */
  reason: string;
  /** Same tax ID or same name, and billed in the deal's currency: what `match.customers` may take unasked. */
  isExact: boolean;
  /** The name is the last part of a sub-customer's, as another firm's may be: not to be put forward. */
  isSubOnly: boolean;
};
