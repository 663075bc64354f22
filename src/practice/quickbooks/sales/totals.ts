/** From checked lines to subtotal, discount, tax and total, and the lines in the order in which answers have them (docs/quickbooks.md 16.2). */
import type { Decimal } from "decimal.js";
import type { Books } from "../books.ts";
import type { TaxMode } from "../company.ts";
import { business, refusal } from "../fault.ts";
import { cents, compact, type JsonObject, objectAt, sum, textAt, ZERO } from "../values.ts";
import { excludedTax, grossOf, inclusiveTax, netOf, withSentTax } from "./document-tax.ts";
import {
  type Discount,
  type ItemLine,
  itemLinesOf,
  type Line,
  type Lines,
  type TaxResult,
  zeroTax,
} from "./tax-detail.ts";
import { usTax } from "./us-tax.ts";

export type Totals = { total: Decimal; lines: JsonObject[]; tax: TaxResult };
export type TotalsInput = {
  lines: Lines;
  mode: TaxMode;
  globalTax: string | undefined;
  members: JsonObject;
  /** The customer pays no sales tax (US). */
  isExempt: boolean;
  isUpdate: boolean;
  /** The request named TxnTaxDetail. */
  isTaxSent: boolean;
};

export function totalsOf(books: Books, input: TotalsInput): Totals {
  const { lines, mode, globalTax } = input;
  const items = itemLinesOf(lines.lines);
  if (mode === "codes" && globalTax === "TaxInclusive")
    for (const line of items) fixGross(books, line);
  const goods = items.filter((line) => !line.isShipping);
  const shipping = sum(items.filter((line) => line.isShipping).map((line) => line.amount));
  const subtotal = sum(goods.map((line) => line.amount));
  const discount = discountOf(lines.discount, subtotal);
  const tax = taxOf(books, input, { items, discount, subtotal });
  const total = subtotal.minus(discount).plus(shipping).plus(tax.total);
  if (total.isNegative()) throw business("Transaction amount must be 0 or greater.");
  return { total, tax, lines: linesInOrder(lines, { subtotal, discount }) };
}

function discountOf(discount: Discount | undefined, subtotal: Decimal): Decimal {
  if (!discount) return ZERO;
  return discount.percent
    ? cents(subtotal.times(discount.percent).dividedBy(100))
    : discount.amount;
}

function taxOf(
  books: Books,
  { lines, mode, globalTax, members, isExempt, isUpdate, isTaxSent }: TotalsInput,
  { items, discount, subtotal }: { items: ItemLine[]; discount: Decimal; subtotal: Decimal },
): TaxResult {
  const sent = objectAt(members, "TxnTaxDetail");
  if (mode !== "codes") {
    const isAfter = members["ApplyTaxAfterDiscount"] === true;
    return usTax(books, mode, {
      lines: items,
      discount: isAfter ? discount : ZERO,
      sent,
      shipTo: objectAt(members, "ShipAddr"),
      isExempt,
      isUpdate,
    });
  }
  if (globalTax === "NotApplicable") {
    const isEmpty = !sent || (Object.keys(sent).length === 1 && sent["TotalTax"] === 0);
    if (isEmpty) return zeroTax();
    throw refusal(
      "6170",
      "The TxnTaxDetail attribute isn't allowed when GlobalTaxCalculation is set to NotApplicable.",
      "TxnTaxDetail",
    );
  }
  const result =
    globalTax === "TaxInclusive"
      ? inclusiveTax(books, items, {
          net: discount,
          gross: grossDiscount(lines.discount, items, discount, subtotal),
        })
      : excludedTax(books, items, books.settings("discount_tax") === "before" ? discount : ZERO);
  return withSentTax(books, { detail: sent, isUpdate, isSent: isTaxSent }, result);
}

/** The discount takes its share of the gross; the gross after it is kept (docs/quickbooks.md 16.3, the Canadian case). */
function grossDiscount(
  discount: Discount | undefined,
  items: ItemLine[],
  net: Decimal,
  subtotal: Decimal,
): Decimal {
  if (!discount || subtotal.isZero()) return ZERO;
  const goods = items.filter((line) => !line.isShipping);
  const gross = sum(goods.map((line) => line.gross ?? line.amount));
  const share = discount.percent
    ? gross.times(discount.percent).dividedBy(100)
    : gross.times(net).dividedBy(subtotal);
  return cents(share);
}

/** TaxInclusive: the gross price is what is fixed, and the net and the unit price follow from it. */
function fixGross(books: Books, line: ItemLine): void {
  if (line.gross === undefined) {
    line.gross = grossOf(books, line.taxCode, line.amount);
  } else {
    const net = netOf(books, line.taxCode, line.gross);
    if (net.minus(line.amount).abs().gt("0.02"))
      throw business("Amount is not the net figure of TaxInclusiveAmt.", "Line.Amount");
    line.amount = net;
  }
  line.detail["TaxInclusiveAmt"] = line.gross.toNumber();
  const quantity = line.detail["Qty"];
  if (typeof quantity === "number" && quantity !== 0)
    line.detail["UnitPrice"] = line.amount.dividedBy(quantity).toDecimalPlaces(7).toNumber();
}

/** An id that a line has stays its own; the others get the next ones. */
function idGiver(lines: Line[]): (line: Line) => string {
  const numbers = lines.map(({ wire }) => Number(textAt(wire, "Id") ?? 0));
  let last = Math.max(0, ...numbers.filter(Number.isFinite));
  const used = new Set<string>();
  return ({ wire }) => {
    const own = textAt(wire, "Id");
    const id = own === undefined || used.has(own) ? String(++last) : own;
    if (id === own) used.add(id);
    return id;
  };
}

function linesInOrder(
  { lines, discount: discountLine }: Lines,
  { subtotal, discount }: { subtotal: Decimal; discount: Decimal },
): JsonObject[] {
  const idOf = idGiver(lines);
  const result: JsonObject[] = [];
  let running = ZERO;
  for (const line of lines.filter((one) => !isShipping(one))) {
    const head = { Id: idOf(line), LineNum: result.length + 1 };
    running = running.plus(sum(itemLinesOf([line]).map((item) => item.amount)));
    const text = line.kind === "text" ? textAt(line.wire, "Description") : undefined;
    const isSubtotal = text?.startsWith("Subtotal:") === true;
    const amount = isSubtotal && { Amount: running.toNumber() };
    result.push({ ...head, ...wireOf(line), ...head, ...amount });
    if (isSubtotal) running = ZERO;
  }
  const Amount = subtotal.toNumber();
  result.push({ Amount, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} });
  if (discountLine) result.push({ Amount: discount.toNumber(), ...discountLine.wire });
  return [...result, ...lines.filter(isShipping).map(wireOf)];
}

const isShipping = (line: Line): boolean => line.kind === "item" && line.isShipping;

function wireOf(line: Line): JsonObject {
  const { kind, wire } = line;
  if (kind === "text") return wire;
  if (kind === "item")
    return compact({ ...wire, Amount: line.amount.toNumber(), SalesItemLineDetail: line.detail });
  const detail = objectAt(wire, "GroupLineDetail") ?? {};
  return { ...wire, GroupLineDetail: { ...detail, Line: line.members.map(wireOf) } };
}
