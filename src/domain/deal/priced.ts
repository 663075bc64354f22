/** Lines of an invoice before and after they are priced. */

import type { Problem } from "../errors.ts";
import type { Decimal } from "../money/money.ts";
import type { DealLine, TaxMethod } from "./deal.ts";

export type LineMoney = {
  quantity: Decimal;
  net: Decimal;
  /** Under `inclusive` alone: what the customer pays. */
  gross: Decimal | null;
  /** Null: no unit price gives the amount exactly, so the amount goes alone. */
  unitPrice: Decimal | null;
  /** The discounts in words, one after the other; empty without one. */
  discount: string;
};

export type BillableLine = {
  /** From 1, among all lines of the deal, disabled ones counted; extra lines come after them. */
  position: number;
  line: DealLine;
  /** The description on the invoice, without its discounts. */
  text: string;
  isOnDeal: boolean;
};

export type PricedLine = BillableLine & { money: LineMoney };

export type PricedLines = {
  lines: PricedLine[];
  /** Positions that a part leaves out. */
  notInPart: PricedLine[];
  /** One percentage as a line of its own; null where it is spread over the lines. */
  discount: { percent: Decimal; amount: Decimal; gross: Decimal | null; words: string } | null;
  /** The part in words; null for the whole. */
  share: string | null;
  /** Of a part: net of all that it is a part of. */
  wholeNet: Decimal | null;
  /** The tax method that the amounts are in: a part is always net. */
  method: TaxMethod;
  problems: Problem[];
};
