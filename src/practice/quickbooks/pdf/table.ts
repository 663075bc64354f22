/** The table of a printed invoice: lines, and below them the totals with the tax of each rate. */
import { type JsonObject, objectAt, objectsAt, textAt } from "../values.ts";
import {
  amountText,
  currencyOf,
  moneyText,
  nameAt,
  priceText,
  quantityText,
} from "../web/figures.ts";

export type Sheet = PDFKit.PDFDocument;

export const LEFT = 56;
export const RIGHT = 539;
const TEXT_WIDTH = 250;
const QUANTITY = { x: 312, width: 50 };
const PRICE = { x: 366, width: 75 };
const AMOUNT = { x: 445, width: RIGHT - 445 };
const TOTALS = { x: 290, width: 150 };
const BOTTOM = 780;
const TOP = 48;

/** A row of the table, or one of the totals. `gap`: space above it. */
type Row = {
  text: string;
  quantity?: string;
  price?: string;
  amount: string;
  isTotal?: boolean;
  isBold?: boolean;
  gap: number;
};

/** Draws from `top` on, over as many pages as it takes; answers with the place below the last row. */
export function drawTable(sheet: Sheet, invoice: JsonObject, top: number): number {
  let y = headings(sheet, top, currencyOf(invoice));
  const rows = [...objectsAt(invoice, "Line").flatMap(lineRows), ...totalRows(invoice)];
  for (const row of rows) {
    const width = row.isTotal ? TOTALS.width : TEXT_WIDTH;
    sheet.font(row.isBold ? "Helvetica-Bold" : "Helvetica").fontSize(9);
    const height = sheet.heightOfString(writable(row.text) || " ", { width });
    if (y + row.gap + height > BOTTOM) {
      sheet.addPage();
      y = headings(sheet, TOP, currencyOf(invoice));
      sheet.font(row.isBold ? "Helvetica-Bold" : "Helvetica").fontSize(9);
    }
    y += row.gap;
    const isFirstTotal = row.isTotal && row.gap > 10;
    if (isFirstTotal) rule(sheet, y - 6, TOTALS.x);
    put(sheet, row, y);
    y += height;
  }
  return y;
}

function headings(sheet: Sheet, y: number, currency: string): number {
  sheet.font("Helvetica-Bold").fontSize(9);
  sheet.text("Description", LEFT, y, { width: TEXT_WIDTH });
  right(sheet, "Quantity", QUANTITY, y);
  right(sheet, "Price", PRICE, y);
  right(sheet, `Amount ${currency}`, AMOUNT, y);
  rule(sheet, y + 14, LEFT);
  return y + 17;
}

const rule = (sheet: Sheet, y: number, from: number) =>
  sheet.moveTo(from, y).lineTo(RIGHT, y).lineWidth(0.6).stroke("#888888").fillColor("black");

type Column = { x: number; width: number };

function right(sheet: Sheet, text: string, { x, width }: Column, y: number): void {
  sheet.text(text, x, y, { width, align: "right", lineBreak: false });
}

function put(sheet: Sheet, row: Row, y: number): void {
  const { x, width } = row.isTotal ? TOTALS : { x: LEFT, width: TEXT_WIDTH };
  sheet.text(writable(row.text), x, y, { width });
  right(sheet, row.quantity ?? "", QUANTITY, y);
  right(sheet, row.price ?? "", PRICE, y);
  right(sheet, row.amount, AMOUNT, y);
}

function lineRows(line: JsonObject): Row[] {
  const description = textAt(line, "Description");
  const amount = amountText(line["Amount"]);
  const detail = objectAt(line, "SalesItemLineDetail") ?? objectAt(line, "GroupLineDetail");
  if (detail) {
    const text = description ?? (nameAt(detail, "ItemRef") || nameAt(detail, "GroupItemRef"));
    const quantity = quantityText(detail["Qty"] ?? detail["Quantity"]);
    return [{ text, quantity, price: priceText(detail["UnitPrice"]), amount, gap: 4 }];
  }
  if (objectAt(line, "SubTotalLineDetail"))
    return [{ text: "Subtotal", amount, isTotal: true, gap: 16 }];
  const discount = objectAt(line, "DiscountLineDetail");
  if (discount) {
    const { DiscountPercent: percent } = discount;
    const text = typeof percent === "number" ? `Discount ${percent} %` : "Discount";
    return [{ text, amount: `-${amount}`, isTotal: true, gap: 3 }];
  }
  return description ? [{ text: description, amount: "", gap: 4 }] : [];
}

function totalRows(invoice: JsonObject): Row[] {
  const tax = objectAt(invoice, "TxnTaxDetail") ?? {};
  const total = (text: string, amount: string, isBold = false): Row => ({
    text,
    amount,
    isTotal: true,
    isBold,
    gap: isBold ? 6 : 3,
  });
  const rates = objectsAt(tax, "TaxLine").map((line) => {
    const { TaxPercent: percent, NetAmountTaxable: net } = objectAt(line, "TaxLineDetail") ?? {};
    const name = `Tax ${quantityText(percent)} % of ${amountText(net)}`;
    return total(name, amountText(line["Amount"]));
  });
  const paid = Number(invoice["TotalAmt"] ?? 0) - Number(invoice["Balance"] ?? 0);
  return [
    ...rates,
    ...(rates.length === 1 ? [] : [total("Tax", amountText(tax["TotalTax"]))]),
    total("Total", moneyText(invoice["TotalAmt"], invoice), true),
    ...(paid > 0 ? [total("Paid and credited", `-${amountText(paid)}`)] : []),
    total("Balance due", moneyText(invoice["Balance"], invoice), true),
  ];
}

/** The standard fonts know the letters of Western Europe: others lose their accent, or become a question mark. */
export function writable(text: string): string {
  const known =
    /[\n\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2122\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]/;
  return [...text.normalize("NFC").replace(/\r\n?/g, "\n")]
    .map((sign) => {
      if (known.test(sign)) return sign;
      if (/\s/.test(sign)) return " ";
      const plain = sign.normalize("NFD").charAt(0);
      return known.test(plain) ? plain : "?";
    })
    .join("");
}
