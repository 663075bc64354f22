/** The plan: an invoice that is decided and not yet sent. `--dry-run` prints it, the question shows it, and applying sends it. */

import type { BillAddress } from "../address.ts";
import type {
  Company,
  Environment,
  ExchangeRate,
  NamedEntry,
  NewCustomer,
  NewItem,
} from "../books.ts";
import type { CalendarDate } from "../calendar-date.ts";
import type { PlannedUpdate, ShipTo } from "../customer/planned-update.ts";
import type { TaxMethod } from "../deal/deal.ts";
import type { Problem, Warning } from "../errors.ts";
import type { CustomerId, DealLineId, OrganizationId, PersonId, ProductId } from "../ids.ts";
import type { Billed } from "../invoice/billed.ts";
import type { InvoiceKey } from "../invoice/marker.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";

/** `automatic`: no tax code is sent and QuickBooks computes (US); the others send codes, prices being net, gross, or free of tax. */
export type TaxTreatment = TaxMethod | "automatic";

export type PlanLine = {
  /** Position among all lines of the deal, disabled ones counted, from 1; lines that are not on the deal come after them. */
  line: number;
  /** Null for a line that is not on the deal. */
  lineId: number | null;
  productId: ProductId | null;
  productName: string;
  /** The description on the invoice. */
  text: string;
  quantity: Decimal;
  /** Net per unit, unrounded; null where only the amount is sent, since no unit price gives it exactly. */
  unitPrice: Decimal | null;
  /** The discount in words, such as `249.50 less 7.5 %`; empty without one. */
  discount: string;
  /** Amount of the line without tax, in cents: what QuickBooks books as `Amount`. */
  net: Decimal;
  /** What the customer pays for the line under `inclusive`, else null. */
  gross: Decimal | null;
  taxPercent: Decimal;
  /** Tax on this line alone, for showing; the document's tax is `totals.tax`. Null where QuickBooks computes it. */
  tax: Decimal | null;
  taxCode: { id: string; name: string } | null;
  item: { id: string; name: string } | null;
  /** Set when the item is to be made first. */
  newItem: NewItem | null;
};

/** A line of the deal that is not invoiced, and why. */
export type LeftOutLine = { line: number; lineId: DealLineId; text: string; reason: string };

type PlanCustomer = {
  /** Null while it is to be made. */
  id: CustomerId | null;
  /** `Parent:Child` of a sub-customer. */
  name: string;
  create: NewCustomer | null;
  /** What QuickBooks takes from one that exists; null of a new one. */
  existing: {
    /** Full name of the parent that its bills go to; null: its own. */
    payer: string | null;
    email: string | null;
    /** US: no tax is charged to it, and why, as far as the books say. */
    exemption: { reasonId: string | null; resaleNumber: string | null } | null;
  } | null;
};

/** The customer block of this one invoice, from the mapping and the flags; null leaves the customer's own in place. */
type BillTo = {
  address: BillAddress | null;
  email: string | null;
  /** Comma separated; null leaves the company's own copies in place. */
  cc: string | null;
  bcc: string | null;
};

export type PlanTotals = {
  /** Sum of the lines. */
  net: Decimal;
  /** A discount that is a line of its own, as a positive amount; line discounts and spread ones are inside the net. */
  discount: Decimal;
  /** Null where QuickBooks computes the tax. */
  tax: Decimal | null;
  /** What the deal's own percents come to where QuickBooks computes the tax; null where the deal says nothing of tax. */
  dealTax: Decimal | null;
  total: Decimal | null;
};

export type InvoicePlan = {
  /** Ties what was reviewed to what is sent: changes when anything that is sent changes. */
  digest: string;
  company: Company & { environment: Environment };
  deal: {
    id: number;
    title: string;
    url: string;
    ownerId: number | null;
    pipelineId: number | null;
    value: Decimal | null;
  };
  key: InvoiceKey;
  /** Pipedrive's side of the customer link. */
  customerSource: {
    organizationId: OrganizationId | null;
    personId: PersonId | null;
    name: string;
  };
  customer: PlanCustomer | null;
  /** Where the customer differs from Pipedrive; null where it does not. */
  customerUpdate: PlannedUpdate | null;
  /** Null: neither the invoice nor its customer has one. */
  shipTo: ShipTo | null;
  billTo: BillTo;
  currency: CurrencyCode;
  /** True where the company books in several currencies, so that the currency has to be sent. */
  sendCurrency: boolean;
  /** Of a foreign invoice; null in the home currency. */
  exchange: ExchangeRate | null;
  homeCurrency: CurrencyCode;
  date: CalendarDate;
  /** Null: QuickBooks works it out from the term. */
  dueDate: CalendarDate | null;
  term: { id: string; name: string } | null;
  /** Null: QuickBooks numbers the invoice, or it takes the next one of `nextNumber`. */
  number: string | null;
  /** What the next number is when it was planned; the one that is free when it is sent is taken. */
  nextNumber: string | null;
  memo: string;
  /** The operator's own private note; the marker comes below it. */
  note: string;
  customFields: { id: string; name: string; value: string }[];
  class: (NamedEntry & { onLines: boolean }) | null;
  location: NamedEntry | null;
  taxTreatment: TaxTreatment;
  /** US with manual sales tax: the code of the whole document, where one was named. */
  documentTaxCode: { id: string; name: string } | null;
  /** Where it is e-mailed to once it is made; null if it is not. */
  sendTo: string | null;
  /** A percentage that goes out as a line of its own; its amount is in `totals`. */
  discount: { percent: Decimal; words: string } | null;
  /** What it bills of the deal, for the next part of it. */
  billed: Billed;
  lines: PlanLine[];
  leftOut: LeftOutLine[];
  totals: PlanTotals;
  problems: Problem[];
  warnings: Warning[];
  /** When the books were read for it, RFC 3339 UTC. Not part of the digest. */
  readAt: string;
};

export type PlannedLines = {
  lines: PlanLine[];
  leftOut: LeftOutLine[];
  treatment: TaxTreatment;
  documentTaxCode: InvoicePlan["documentTaxCode"];
  discount: InvoicePlan["discount"];
  billed: InvoicePlan["billed"];
  totals: PlanTotals;
  problems: InvoicePlan["problems"];
  warnings: InvoicePlan["warnings"];
};
