/** An invoice as a PDF: head, customer, lines over as many pages as they take, and the totals with the tax of each rate. */
import type { Books } from "../books.ts";
import { companyInfo } from "../company.ts";
import { type JsonObject, objectAt, objectsAt, textAt } from "../json.ts";
import { pdfDocument } from "./document.ts";
import { newSheet, type Sheet, wrapped } from "./sheet.ts";

const LEFT = 56;
const RIGHT = 539;
const QUANTITY = 380;
const PRICE = 455;
const TOTALS = 330;
/** First row under the head of the table, and the lowest one above the foot. */
const TOP = 618;
const BOTTOM = 84;
const ROW = 13;

/** A row of the table, or one of the totals. `gap`: space above it. */
type Row = {
  text: string;
  quantity: string;
  price: string;
  amount: string;
  isTotal?: boolean;
  isBold?: boolean;
  gap: number;
};

export function invoicePdf(books: Books, invoice: JsonObject): Buffer {
  const pages = paged([...objectsAt(invoice, "Line").flatMap(lineRows), ...totalRows(invoice)]);
  return pdfDocument(
    pages.map((rows, index) => {
      const sheet = newSheet();
      head(sheet, books, invoice, `${index + 1} of ${pages.length}`);
      body(sheet, rows);
      foot(sheet, invoice);
      return sheet.content();
    }),
  );
}

const plainRow = { quantity: "", price: "", amount: "", gap: 0 };

function lineRows(line: JsonObject): Row[] {
  const detail = objectAt(line, "SalesItemLineDetail");
  const amount = money(line.Amount);
  const rows = (text: string, first: Partial<Row>): Row[] =>
    wrapped(text, 9, QUANTITY - LEFT - 60).map((part, index) => ({
      ...plainRow,
      text: part,
      ...(index === 0 && { gap: 3, ...first }),
    }));
  if (detail) {
    const item = textAt(objectAt(detail, "ItemRef") ?? {}, "name") ?? "";
    const quantity = typeof detail.Qty === "number" ? String(detail.Qty) : "";
    const price = unitPrice(detail.UnitPrice);
    return rows(textAt(line, "Description") ?? item, { quantity, price, amount });
  }
  if (objectAt(line, "SubTotalLineDetail"))
    return [{ ...plainRow, text: "Subtotal", amount, isTotal: true, gap: 12 }];
  const discount = objectAt(line, "DiscountLineDetail");
  if (discount) {
    const { DiscountPercent: percent } = discount;
    const text = typeof percent === "number" ? `Discount ${percent} %` : "Discount";
    return [{ ...plainRow, text, amount: `-${amount}`, isTotal: true, gap: 2 }];
  }
  const description = textAt(line, "Description");
  return description ? rows(description, {}) : [];
}

function totalRows(invoice: JsonObject): Row[] {
  const currency = textAt(objectAt(invoice, "CurrencyRef") ?? {}, "value") ?? "";
  const tax = objectAt(invoice, "TxnTaxDetail") ?? {};
  const total = (text: string, value: unknown, isBold = false): Row => ({
    ...plainRow,
    text,
    amount: isBold ? `${money(value)} ${currency}`.trim() : money(value),
    isTotal: true,
    isBold,
    gap: 2,
  });
  const rates = objectsAt(tax, "TaxLine").map((line) => {
    const { TaxPercent: percent, NetAmountTaxable: net } = objectAt(line, "TaxLineDetail") ?? {};
    return total(`Tax ${percent ?? ""} % of ${money(net)}`, line.Amount);
  });
  const sum = typeof tax.TotalTax === "number" && rates.length !== 1;
  return [
    ...rates,
    ...(sum ? [total("Tax", tax.TotalTax)] : []),
    total("Total", invoice.TotalAmt, true),
    total("Balance due", invoice.Balance, true),
  ];
}

const money = (value: unknown): string => (typeof value === "number" ? value.toFixed(2) : "");

/** At least two decimals; a price with more keeps them. */
function unitPrice(value: unknown): string {
  if (typeof value !== "number") return "";
  const decimals = String(value).split(".")[1]?.length ?? 0;
  return value.toFixed(Math.max(2, Math.min(decimals, 7)));
}

function paged(rows: Row[]): Row[][] {
  const pages: Row[][] = [[]];
  let y = TOP;
  for (const row of rows) {
    if (y - row.gap - ROW < BOTTOM) {
      pages.push([]);
      y = TOP;
    }
    y -= row.gap + ROW;
    pages.at(-1)?.push(row);
  }
  return pages;
}

function head(sheet: Sheet, books: Books, invoice: JsonObject, page: string): void {
  sheet.put(LEFT, 786, 18, textAt(companyInfo(books), "CompanyName") ?? "", "bold");
  sheet.right(RIGHT, 786, 18, "INVOICE", "bold");
  const facts: [string, string | undefined][] = [
    ["Number", textAt(invoice, "DocNumber")],
    ["Date", textAt(invoice, "TxnDate")],
    ["Due", textAt(invoice, "DueDate")],
    ["Page", page],
  ];
  facts.forEach(([name, value], index) => {
    sheet.put(400, 750 - index * 14, 10, name, "bold");
    sheet.right(RIGHT, 750 - index * 14, 10, value ?? "");
  });
  sheet.put(LEFT, 750, 10, "Bill to", "bold");
  billTo(invoice).forEach((text, index) => {
    sheet.put(LEFT, 736 - index * 13, 10, text);
  });
  sheet.put(LEFT, 636, 9, "Description", "bold");
  sheet.right(QUANTITY, 636, 9, "Quantity", "bold");
  sheet.right(PRICE, 636, 9, "Price", "bold");
  sheet.right(RIGHT, 636, 9, "Amount", "bold");
  sheet.rule(629, LEFT, RIGHT, 0.8);
}

function body(sheet: Sheet, rows: Row[]): void {
  let y = TOP + ROW - 2;
  for (const row of rows) {
    const isFirstTotal = row.isTotal && row.gap > 10;
    if (isFirstTotal) sheet.rule(y - 8, TOTALS, RIGHT, 0.4);
    y -= row.gap + ROW;
    const font = row.isBold ? "bold" : "plain";
    sheet.put(row.isTotal ? TOTALS : LEFT, y, 9, row.text, font);
    sheet.right(QUANTITY, y, 9, row.quantity);
    sheet.right(PRICE, y, 9, row.price);
    sheet.right(RIGHT, y, 9, row.amount, font);
  }
}

function foot(sheet: Sheet, invoice: JsonObject): void {
  const memo = textAt(objectAt(invoice, "CustomerMemo") ?? {}, "value") ?? "";
  for (const [index, text] of wrapped(memo, 8, RIGHT - LEFT)
    .slice(0, 4)
    .entries())
    sheet.put(LEFT, 58 - index * 10, 8, text);
}

function billTo(invoice: JsonObject): string[] {
  const address = objectAt(invoice, "BillAddr") ?? {};
  const name = textAt(objectAt(invoice, "CustomerRef") ?? {}, "name");
  const lines = ["Line1", "Line2", "Line3", "Line4", "Line5"].map((member) =>
    textAt(address, member),
  );
  const town = [textAt(address, "PostalCode"), textAt(address, "City")].filter(Boolean).join(" ");
  return [name, ...lines, town, textAt(address, "Country")]
    .filter((text): text is string => Boolean(text))
    .slice(0, 7);
}
