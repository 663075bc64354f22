/** The lines of an invoice or credit memo as they were sent, checked and in the form in which they are kept (docs/quickbooks.md 4.2). */
import { Decimal } from "decimal.js";
import { type Books, type EntityRow, isActive, refTo, table } from "../books.ts";
import { accountingInfo, salesForms } from "../company.ts";
import { badReference, badValue, business, inactive, missing, refusal } from "../fault.ts";
import {
  amountAt,
  cents,
  compact,
  decimalAt,
  type JsonObject,
  objectAt,
  objectsAt,
  refAt,
  sum,
  textAt,
} from "../values.ts";
import { type LineTax, lineTaxCode, readDiscount } from "./line-details.ts";
import type { Discount, Line, Lines } from "./tax-detail.ts";

const SHIPPING = "SHIPPING_ITEM_ID";
const LINES_MAX = 750;

/** `kept`: lines that the books already hold, by id; what they have is not judged again. */
export type LineContext = { books: Books; tax: LineTax; kept: Map<string, JsonObject> };

export function readLines(sent: JsonObject[], context: LineContext): Lines {
  const lines: Line[] = [];
  let discount: Discount | undefined;
  for (const line of sent) {
    const type = textAt(line, "DetailType");
    if (type === undefined) throw missing("Line.DetailType");
    if (type === "SubTotalLineDetail") continue;
    if (type === "DiscountLineDetail") {
      if (discount) throw business("Only one discount line is allowed on a transaction.");
      discount = readDiscount(line, context.books);
    } else if (type === "SalesItemLineDetail") lines.push(readItemLine(line, context));
    else if (type === "DescriptionOnly") lines.push({ kind: "text", wire: textLine(line) });
    else if (type === "GroupLineDetail") lines.push(readGroup(line, context));
    else throw badValue("2170", "Line.DetailType", type);
  }
  if (lines.length === 0) throw refusal("2250", "You must enter at least one split line.", "Line");
  if (lines.length > LINES_MAX)
    throw business(`A transaction can have at most ${LINES_MAX} lines.`);
  return { lines, discount };
}

function textLine(line: JsonObject): JsonObject {
  const detail = objectAt(line, "DescriptionLineDetail") ?? {};
  return compact({
    Id: line["Id"],
    Description: line["Description"],
    DetailType: "DescriptionOnly",
    DescriptionLineDetail: detail,
  });
}

function readItemLine(line: JsonObject, context: LineContext): Line {
  const { books } = context;
  const detail = objectAt(line, "SalesItemLineDetail");
  if (!detail) throw missing("Line.SalesItemLineDetail");
  const itemId = refAt(detail, "ItemRef");
  // Without an item the line is documentation, and its amount does not count (docs/quickbooks.md 4.2).
  if (itemId === undefined) return { kind: "text", wire: textLine(line) };
  const isKept = isKeptLine(line, detail, context);
  const amount = decimalAt(line, "Amount");
  if (amount === undefined) throw missing("Line.Amount");
  if (amount.abs().gte("10000000000")) throw badValue("2110", "Line.Amount", amount);
  const quantity = decimalAt(detail, "Qty");
  const unitPrice = decimalAt(detail, "UnitPrice");
  if (!isKept) checkProduct(amount, quantity, unitPrice);
  const isShipping = itemId === SHIPPING;
  const item = isShipping ? undefined : usableItem(books, itemId, isKept);
  const taxCode = lineTaxCode(books, context.tax, detail, item?.wire);
  const account = item && refAt(item.wire, "IncomeAccountRef");
  const accountRow = account === undefined ? undefined : table(books, "Account").get(account);
  return {
    kind: "item",
    wire: compact({
      Id: line["Id"],
      Description: line["Description"],
      DetailType: "SalesItemLineDetail",
    }),
    detail: compact({
      ItemRef: item ? refTo(item) : { value: SHIPPING },
      ClassRef: classOf(books, detail),
      UnitPrice: unitPrice?.toNumber(),
      Qty: quantity?.toNumber(),
      ItemAccountRef: accountRow && refTo(accountRow),
      TaxCodeRef: taxCode === undefined ? undefined : { value: taxCode },
      ServiceDate:
        salesForms(books)["AllowServiceDate"] === true ? detail["ServiceDate"] : undefined,
    }),
    amount: cents(amount),
    gross: decimalAt(detail, "TaxInclusiveAmt"),
    taxCode,
    isShipping,
  };
}

function isKeptLine(line: JsonObject, detail: JsonObject, { kept }: LineContext): boolean {
  const before = kept.get(textAt(line, "Id") ?? "");
  const old = before && objectAt(before, "SalesItemLineDetail");
  if (!old || refAt(old, "ItemRef") !== refAt(detail, "ItemRef")) return false;
  return (
    before["Amount"] === line["Amount"] &&
    old["Qty"] === detail["Qty"] &&
    old["UnitPrice"] === detail["UnitPrice"]
  );
}

/** 6070: Amount must be Qty × UnitPrice to the cent. Both zero beside an amount is known to pass (docs/quickbooks.md 16.1). */
function checkProduct(amount: Decimal, quantity?: Decimal, unitPrice?: Decimal): void {
  if (!quantity || !unitPrice) return;
  if (quantity.isZero() && unitPrice.isZero()) return;
  if (cents(quantity.times(unitPrice)).eq(amount)) return;
  const supplied = amount.toFixed().replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
  throw refusal(
    "6070",
    `Amount is not equal to UnitPrice * Qty. Supplied value:${supplied}`,
    "Line.Amount",
  );
}

function usableItem(books: Books, id: string, isKept = false): EntityRow {
  const item = table(books, "Item").get(id);
  if (!item) throw badReference("Items", id);
  if (item.wire["Type"] === "Category")
    throw refusal(
      "2500",
      "Invalid Reference Id : An item in this transaction is set up as a category instead of a product or service.",
      "Reference Id",
    );
  if (item.wire["Type"] === "Group")
    throw refusal(
      "2500",
      `Invalid Reference Id : Items element id ${id} is a bundle.`,
      "Reference Id",
    );
  if (!isKept && !isActive(item)) throw inactive(books.settings("inactive_item"), "Line");
  return item;
}

/** Classes on lines count only if the company tracks them there; else they are ignored (docs/quickbooks.md 4.3). */
function classOf(books: Books, detail: JsonObject): JsonObject | undefined {
  const id = refAt(detail, "ClassRef");
  if (id === undefined || accountingInfo(books)["ClassTrackingPerTxnLine"] !== true)
    return undefined;
  const row = table(books, "Class").get(id);
  if (!row) throw badReference("Klasses", id);
  return refTo(row);
}

/** A bundle: the server expands it into its members (docs/quickbooks.md 4.2). */
function readGroup(line: JsonObject, context: LineContext): Line {
  const { books } = context;
  const detail = objectAt(line, "GroupLineDetail") ?? {};
  const id = refAt(detail, "GroupItemRef");
  if (id === undefined) throw missing("Line.GroupLineDetail.GroupItemRef");
  const group = table(books, "Item").get(id);
  if (group?.wire["Type"] !== "Group") throw badReference("Items", id);
  const quantity = decimalAt(detail, "Quantity") ?? new Decimal(1);
  const parts = objectsAt(objectAt(group.wire, "ItemGroupDetail") ?? {}, "ItemGroupLine");
  const members = parts.flatMap((part) => {
    const item = table(books, "Item").get(refAt(part, "ItemRef") ?? "");
    if (!item) return [];
    const count = quantity.times(decimalAt(part, "Qty") ?? 1);
    const price = amountAt(item.wire, "UnitPrice");
    const taxCodeRef = objectAt(objectAt(line, "GroupLineDetail") ?? {}, "TaxCodeRef");
    const read = readItemLine(
      compact({
        Description: item.wire["Description"],
        Amount: cents(count.times(price)).toNumber(),
        SalesItemLineDetail: compact({
          ItemRef: { value: item.id },
          Qty: count.toNumber(),
          UnitPrice: price.toNumber(),
          TaxCodeRef: taxCodeRef ?? objectAt(item.wire, "SalesTaxCodeRef"),
        }),
      }),
      context,
    );
    return read.kind === "item" ? [read] : [];
  });
  return {
    kind: "group",
    members,
    wire: compact({
      Id: line["Id"],
      Description: line["Description"] ?? group.wire["Description"],
      Amount: sum(members.map((member) => member.amount)).toNumber(),
      DetailType: "GroupLineDetail",
      GroupLineDetail: {
        GroupItemRef: refTo(group, "Name"),
        Quantity: quantity.toNumber(),
      },
    }),
  };
}
