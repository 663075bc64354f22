/** What the planner is given: facts that were read, choices that a person or a flag made, and what was asked of the invoice. */

import type {
  Company,
  Customer,
  Environment,
  ExchangeRate,
  Item,
  NamedEntry,
  NewCustomer,
  NewItem,
  Preferences,
  TaxCode,
  Term,
} from "../books.ts";
import type { CalendarDate } from "../calendar-date.ts";
import type { CustomerBlock, UpdateDecision } from "../customer/planned-update.ts";
import type {
  Deal,
  DealDiscount,
  DealLine,
  DiscountOrder,
  DiscountTax,
  FieldSources,
  Installment,
} from "../deal/deal.ts";
import type { FieldMapping } from "../deal/mapping.ts";
import type { BilledPart } from "../invoice/billed.ts";
import type { UnreadInvoice } from "../invoice/invoice.ts";
import type { InvoiceKey } from "../invoice/marker.ts";
import type { TaxRounding } from "./document-tax.ts";

export type PlanFacts = {
  company: Company & { environment: Environment };
  preferences: Preferences;
  deal: Deal;
  dealUrl: string;
  lines: DealLine[];
  discounts: DealDiscount[];
  installments: Installment[];
  /** Display name of the deal's organization, else person; null if it has neither. */
  contactName: string | null;
  sources: FieldSources;
  mapping: FieldMapping;
  terms: Term[];
  taxCodes: TaxCode[];
  today: CalendarDate;
  readAt: string;
  key: InvoiceKey;
  /** What live invoices bill of this deal already, the one of `key` left out. */
  billed: BilledPart[];
  /** Invoices of other customers that cannot be read and carry no marker of this deal. */
  unread?: UnreadInvoice[];
  /** What QuickBooks has for the invoice's day; null where none is needed, or none is known. */
  exchange: ExchangeRate | null;
  /** The number after the newest, where the company numbers its invoices itself. */
  nextNumber: string | null;
  /** What an open or a lost deal means. */
  dealPolicy: Record<"open" | "lost", "warn" | "refuse">;
  /** US: whether the deal's tax percents decide which lines are taxable (`tax.us` = `deal`), or item and customer do. */
  taxByDeal: boolean;
  /** Where QuickBooks rounds the tax of net prices (`tax.rounding`); per rate if it was not found out. */
  taxRounding?: TaxRounding;
  /** In which order several discounts of a deal are taken off (`discount.order`), where that was found out. */
  discountOrder?: DiscountOrder;
  /** Whether an amount off the deal is of its prices before or after tax (`discount.base`), where that was found out. */
  discountBase?: DiscountTax;
  /** Whether QuickBooks takes the discount of an invoice off before its tax (`discount.tax`); before if it was not found out. */
  discountTax?: DiscountTax;
};

/** The decisions of links, flags and answers. A line is found by its position from 1. */
export type PlanChoices = {
  customer: Customer | { create: NewCustomer } | null;
  /** The customer that a link leads to and that the books do not have any more. */
  gone?: { id: string; name: string };
  /** What may be put into the customer that is billed; absent where it is billed this once. */
  customerUpdate?: { block: CustomerBlock; decision: UpdateDecision };
  items: Map<number, Item | { create: NewItem }>;
  /** What flags named for this invoice alone: a link would not change it. */
  named?: { customer: boolean; items: Set<number> };
  /** Linked items that the books do not have any more, by position. */
  goneItems: Map<number, { id: string; name: string }>;
  class?: NamedEntry | undefined;
  location?: NamedEntry | undefined;
  /** Percent, as shortest text → tax code. */
  taxCodes: Map<string, TaxCode>;
  /** Percents whose code is the one for all customers, though other active codes have the same percent: those codes. */
  otherTaxCodes?: Map<string, TaxCode[]>;
};
