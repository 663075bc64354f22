/** An invoice as a PDF that a company would hand around: seller, buyer, lines over as many pages as they take, tax by rate, where to pay. */
import PDFDocument from "pdfkit";
import type { Reply } from "../../http.ts";
import { type Books, table } from "../books.ts";
import { companyInfo } from "../company.ts";
import { type JsonObject, objectAt, objectsAt, refAt, textAt } from "../values.ts";
import { addressLines, currencyOf, moneyText, nameAt } from "../web/figures.ts";
import { drawTable, LEFT, RIGHT, type Sheet, writable } from "./table.ts";

const TITLE = { font: "Helvetica-Bold", size: 20 };
const BOLD = { font: "Helvetica-Bold", size: 9 };
const PLAIN = { font: "Helvetica", size: 9 };
const MIDDLE = 320;
/** Of A4 in points, from the top. */
const FOOT = 800;

export async function pdfReply(books: Books, invoice: JsonObject): Promise<Reply> {
  const title = `Invoice ${textAt(invoice, "DocNumber") ?? ""}`.trim();
  const seller = sellerOf(books);
  const sheet: Sheet = new PDFDocument({
    ...{ size: "A4", margin: 0, bufferPages: true },
    info: { Title: title, Author: seller.name, CreationDate: books.now },
  });
  const chunks: Buffer[] = [];
  sheet.on("data", (chunk: Buffer) => chunks.push(chunk));
  const isWritten = new Promise((resolve) => sheet.once("end", resolve));
  const end = drawTable(sheet, invoice, head(sheet, books, invoice, seller));
  payment(sheet, invoice, seller, end);
  foot(sheet, seller, title);
  sheet.end();
  await isWritten;
  const body = Buffer.concat(chunks);
  return { status: 200, headers: { "content-type": "application/pdf" }, body };
}

type Seller = { name: string; lines: string[]; registration: string; bank: string[] };

function sellerOf(books: Books): Seller {
  const info = companyInfo(books);
  const hidden = table(books, "CompanyInfo").get("1")?.hidden ?? {};
  const bank = hidden["bank"];
  return {
    name: textAt(info, "CompanyName") ?? "",
    lines: [
      ...addressLines(objectAt(info, "CompanyAddr")),
      textAt(objectAt(info, "Email") ?? {}, "Address") ?? "",
      textAt(objectAt(info, "PrimaryPhone") ?? {}, "FreeFormNumber") ?? "",
    ].filter(Boolean),
    registration: textAt(hidden, "registration") ?? "",
    bank: Array.isArray(bank) ? bank.map(String) : [],
  };
}

type Style = { font: string; size: number };

/** Lines below each other; answers with the place below the last. */
function stack(sheet: Sheet, at: [x: number, y: number], lines: string[], style: Style): number {
  const [x, top] = at;
  const width = (x < MIDDLE ? MIDDLE - 20 : RIGHT) - x;
  let y = top;
  for (const line of lines) {
    sheet.font(style.font).fontSize(style.size).text(writable(line), x, y, { width });
    y = sheet.y + 1;
  }
  return y;
}

function head(sheet: Sheet, books: Books, invoice: JsonObject, seller: Seller): number {
  stack(sheet, [LEFT, 48], [seller.name], { ...TITLE, size: 16 });
  const afterSeller = stack(
    sheet,
    [LEFT, sheet.y + 4],
    [...seller.lines, `Tax registration: ${seller.registration}`],
    PLAIN,
  );
  stack(sheet, [MIDDLE, 46], ["INVOICE"], TITLE);
  let y = sheet.y + 4;
  for (const [name, value] of facts(books, invoice)) {
    stack(sheet, [MIDDLE, y], [name], BOLD);
    y = stack(sheet, [MIDDLE + 95, y], [value], PLAIN);
  }
  const top = Math.max(afterSeller, y) + 18;
  const left = party(sheet, [LEFT, top], "Bill to", [
    nameAt(invoice, "CustomerRef"),
    ...addressLines(objectAt(invoice, "BillAddr")),
  ]);
  const shipTo = addressLines(objectAt(invoice, "ShipAddr"));
  const right = shipTo.length > 0 ? party(sheet, [MIDDLE, top], "Ship to", shipTo) : top;
  return Math.max(left, right) + 20;
}

function party(
  sheet: Sheet,
  [x, y]: [x: number, y: number],
  name: string,
  lines: string[],
): number {
  return stack(sheet, [x, stack(sheet, [x, y], [name], BOLD)], lines, PLAIN);
}

function facts(books: Books, invoice: JsonObject): [name: string, value: string][] {
  const term = table(books, "Term").get(refAt(invoice, "SalesTermRef") ?? "");
  const all: [string, string | undefined][] = [
    ["Number", textAt(invoice, "DocNumber")],
    ["Date", textAt(invoice, "TxnDate")],
    ["Due date", textAt(invoice, "DueDate")],
    ["Terms", term && textAt(term.wire, "Name")],
    ["Currency", currencyOf(invoice)],
    ...objectsAt(invoice, "CustomField").map((field): [string, string | undefined] => [
      textAt(field, "Name") ?? "",
      textAt(field, "StringValue"),
    ]),
  ];
  return all.filter((row): row is [string, string] => Boolean(row[1]));
}

/** What is still to be paid, by when, and where to. */
function payment(sheet: Sheet, invoice: JsonObject, seller: Seller, top: number): void {
  const memo = textAt(objectAt(invoice, "CustomerMemo") ?? {}, "value");
  const due = textAt(invoice, "DueDate");
  const isOpen = due !== undefined && Number(invoice["Balance"] ?? 0) > 0;
  const number = textAt(invoice, "DocNumber");
  const how = isOpen
    ? [
        `Please pay ${moneyText(invoice["Balance"], invoice)} by ${due}.`,
        ...seller.bank,
        ...(number ? [`Reference: ${number}`] : []),
      ]
    : [];
  const rows = memo ? memo.split(/\r?\n/) : [];
  let y = top + 24;
  if (y + (how.length + rows.length + 2) * 12 > FOOT - 12) {
    sheet.addPage();
    y = 48;
  }
  if (how.length > 0) y = party(sheet, [LEFT, y], "Payment", how) + 12;
  sheet.font(PLAIN.font).fontSize(PLAIN.size);
  for (const row of rows) {
    sheet.text(writable(row), LEFT, y, { width: RIGHT - LEFT });
    y = sheet.y;
  }
}

function foot(sheet: Sheet, { name, registration }: Seller, title: string): void {
  const { count } = sheet.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    sheet.switchToPage(index);
    sheet.moveTo(LEFT, FOOT).lineTo(RIGHT, FOOT).lineWidth(0.4).stroke("#888888");
    sheet.font(PLAIN.font).fontSize(8).fillColor("#444444");
    const line = { width: RIGHT - LEFT, lineBreak: false };
    const left = `${name} · ${registration} · practice: no real books`;
    sheet.text(writable(left), LEFT, FOOT + 8, line);
    const page = `${title} · Page ${index + 1} of ${count}`;
    sheet.text(writable(page), LEFT, FOOT + 8, { ...line, align: "right" });
    sheet.fillColor("black");
  }
}
