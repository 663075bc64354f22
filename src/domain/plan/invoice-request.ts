/** What is asked of one invoice, beyond what the deal and the mapping say: by flags, a preset, or answers at the terminal. */
import type { Term } from "../books.ts";
import type { CalendarDate } from "../calendar-date.ts";
import type { TaxMethod } from "../deal/deal.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";

/** Of the whole invoice; an amount is in the deal's currency and on its price basis (net, or gross under inclusive). Takes the place of the deal's own discounts. */
export type RequestedDiscount = { type: "percentage" | "amount"; amount: Decimal };

/** Changes a line of this one invoice; its item is a choice (PlanChoices), as for any line. */
export type LineChange = { quantity?: Decimal; price?: Decimal; text?: string };

/** A line that is not on the deal; `price` on the deal's price basis. Without `taxPercent`: that of the deal's lines, if they share one. */
export type ExtraLine = { quantity: Decimal; price: Decimal; text: string; taxPercent?: Decimal };

/** A part of the deal instead of the whole (docs/design.md 7). A line and an installment are positions from 1. */
export type PartRequest =
  | { kind: "percent"; percent: Decimal }
  | { kind: "amount"; net: Decimal }
  | { kind: "lines"; positions: number[] }
  | { kind: "installment"; position: number }
  | { kind: "rest" };

/** All optional: what is left out follows from the deal, the mapping and the books. */
export type InvoiceRequest = {
  date?: CalendarDate;
  due?: CalendarDate | number;
  term?: Term;
  address?: string;
  /** An address, or `billing`. */
  shipTo?: string;
  email?: string;
  number?: string;
  memo?: string;
  note?: string;
  po?: string;
  customFields?: { name: string; value: string }[];
  /** As they were named; which ones are choices. */
  class?: string;
  location?: string;
  cc?: string;
  bcc?: string;
  /** Makes sure of the deal's currency. */
  currency?: CurrencyCode;
  /** Home units for one unit of the invoice's currency. */
  rate?: Decimal;
  tax?: TaxMethod;
  /** A tax code was named for this one invoice; which one is a choice. */
  taxCode?: string;
  discount?: RequestedDiscount;
  /** Positions of lines that are left out on purpose. */
  skipLines?: number[];
  lineChanges?: Map<number, LineChange>;
  extraLines?: ExtraLine[];
  /** Bills the recurring lines for this cycle, from 1. One-time lines belong to the first. */
  recurring?: number;
  /** Bills a deal that has no lines as one line of its value, at this tax percent. */
  fromValue?: { taxPercent: Decimal };
  part?: PartRequest;
  /** More than the deal is billed on purpose (`--again`). */
  again?: string | true;
  /** To be e-mailed once it is there. */
  send?: boolean;
};
