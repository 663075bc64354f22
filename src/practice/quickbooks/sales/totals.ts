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
  const isInclusive = mode === "codes" && globalTax === "TaxInclusive";
  if (isInclusive) for (const line of items) fixGross(books, line);
  const goods = items.filter((line) => !line.isShipping);
  const shipping = sum(items.filter((line) => line.isShipping).map((line) => line.amount));
  const subtotal = sum(goods.map((line) => line.amount));
  const discount = discountOf(lines.discount, subtotal);
  const tax = taxOf(books, input, { items, discount, subtotal });
  const total = subtotal.minus(discount).plus(shipping).plus(tax.total);
  if (total.isNegative()) throw business("Transaction amount must be 0 or greater.");
  return { total, tax, lines: linesInOrder(lines, { subtotal, discount, isInclusive }) };
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

function linesInOrder(
  { lines, discount: discountLine }: Lines,
  figures: { subtotal: Decimal; discount: Decimal; isInclusive: boolean },
): JsonObject[] {
  const ids = new Set(
    lines.map((line) => textAt(line.wire, "Id")).filter((id) => id !== undefined),
  );
  let last = Math.max(0, ...[...ids].map(Number).filter(Number.isFinite));
  const used = new Set<string>();
  const idOf = (wire: JsonObject): string => {
    const id = textAt(wire, "Id");
    if (id !== undefined && !used.has(id)) {
      used.add(id);
      return id;
    }
    last += 1;
    return String(last);
  };
  const result: JsonObject[] = [];
  const shipping: JsonObject[] = [];
  let number = 0;
  let running = ZERO;
  for (const line of lines) {
    if (line.kind === "item" && line.isShipping) {
      shipping.push(itemWire(line));
      continue;
    }
    number += 1;
    const head = { Id: idOf(line.wire), LineNum: number };
    const amounts = line.kind === "text" ? [] : itemLinesOf([line]).map((item) => item.amount);
    running = running.plus(sum(amounts));
    if (line.kind === "item") result.push({ ...head, ...itemWire(line), ...head });
    else if (line.kind === "group")
      result.push({ ...head, ...groupWire(line.wire, line.members), ...head });
    else {
      const isSubtotal = textAt(line.wire, "Description")?.startsWith("Subtotal:") === true;
      result.push({
        ...head,
        ...line.wire,
        ...head,
        ...(isSubtotal && { Amount: running.toNumber() }),
      });
      if (isSubtotal) running = ZERO;
    }
  }
  result.push({
    Amount: figures.subtotal.toNumber(),
    DetailType: "SubTotalLineDetail",
    SubTotalLineDetail: {},
  });
  if (discountLine) result.push({ Amount: figures.discount.toNumber(), ...discountLine.wire });
  return [...result, ...shipping];
}

function itemWire(line: ItemLine): JsonObject {
  return compact({
    ...line.wire,
    Amount: line.amount.toNumber(),
    SalesItemLineDetail: line.detail,
  });
}

function groupWire(wire: JsonObject, members: ItemLine[]): JsonObject {
  const detail = objectAt(wire, "GroupLineDetail") ?? {};
  return { ...wire, GroupLineDetail: { ...detail, Line: members.map(itemWire) } };
}
