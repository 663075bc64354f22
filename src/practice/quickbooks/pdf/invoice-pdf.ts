/** An invoice as a PDF: head, customer, lines, totals, page after page. Written object by object, in the fonts that every reader has. */
import type { Books } from "../books.ts";
import { companyInfo } from "../company.ts";
import { type JsonObject, objectAt, objectsAt, textAt } from "../json.ts";

const LINES_PER_PAGE = 32;
const LEFT = 56;
const RIGHT = 539;

type Line = { text: string; quantity: string; price: string; amount: string };

export function invoicePdf(books: Books, invoice: JsonObject): Buffer {
  const lines = objectsAt(invoice, "Line").flatMap(lineOf);
  const pages: Line[][] = [];
  for (let at = 0; at < Math.max(1, lines.length); at += LINES_PER_PAGE)
    pages.push(lines.slice(at, at + LINES_PER_PAGE));
  const contents = pages.map((page, index) =>
    pageContent(books, invoice, page, index, pages.length),
  );
  return document(contents);
}

function lineOf(line: JsonObject): Line[] {
  const detail = objectAt(line, "SalesItemLineDetail");
  const amount = money(line["Amount"]);
  if (detail) {
    const item = textAt(objectAt(detail, "ItemRef") ?? {}, "name") ?? "";
    const text = textAt(line, "Description") ?? item;
    return [
      {
        text: text.split("\n")[0] ?? "",
        quantity: String(detail["Qty"] ?? ""),
        price: plain(detail["UnitPrice"]),
        amount,
      },
    ];
  }
  if (objectAt(line, "DiscountLineDetail"))
    return [{ text: "Discount", quantity: "", price: "", amount: `-${amount}` }];
  const description = textAt(line, "Description");
  return description ? [{ text: description, quantity: "", price: "", amount: "" }] : [];
}

const plain = (value: unknown): string => (typeof value === "number" ? String(value) : "");
const money = (value: unknown): string => (typeof value === "number" ? value.toFixed(2) : "");

function pageContent(
  books: Books,
  invoice: JsonObject,
  lines: Line[],
  page: number,
  pages: number,
): string {
  const drawn: string[] = [];
  const put = (x: number, y: number, size: number, text: string, font = "F1") =>
    drawn.push(`BT /${font} ${size} Tf ${x.toFixed(1)} ${y} Td (${escaped(text)}) Tj ET`);
  const right = (x: number, y: number, size: number, text: string, font = "F1") =>
    put(x - latin(text).length * size * 0.5, y, size, text, font);
  const rule = (y: number, width: number) =>
    drawn.push(`${width} w ${LEFT} ${y} m ${RIGHT} ${y} l S`);
  const currency = textAt(objectAt(invoice, "CurrencyRef") ?? {}, "value") ?? "";

  put(LEFT, 786, 18, textAt(companyInfo(books), "CompanyName") ?? "", "F2");
  right(RIGHT, 786, 18, "INVOICE", "F2");
  const facts: [string, string | undefined][] = [
    ["Number", textAt(invoice, "DocNumber")],
    ["Date", textAt(invoice, "TxnDate")],
    ["Due", textAt(invoice, "DueDate")],
    ["Page", `${page + 1} of ${pages}`],
  ];
  facts.forEach(([name, value], index) => {
    put(400, 756 - index * 14, 10, name, "F2");
    right(RIGHT, 756 - index * 14, 10, value ?? "");
  });
  put(LEFT, 756, 10, "Bill to", "F2");
  billTo(invoice).forEach((text, index) => {
    put(LEFT, 742 - index * 13, 10, text);
  });

  let y = 650;
  put(LEFT, y, 9, "Description", "F2");
  right(380, y, 9, "Quantity", "F2");
  right(460, y, 9, "Price", "F2");
  right(RIGHT, y, 9, `Amount ${currency}`, "F2");
  rule(y - 6, 0.8);
  for (const line of lines) {
    y -= 15;
    put(LEFT, y, 9, line.text.slice(0, 56));
    right(380, y, 9, line.quantity);
    right(460, y, 9, line.price);
    right(RIGHT, y, 9, line.amount);
  }
  if (page === pages - 1) {
    const tax = objectAt(invoice, "TxnTaxDetail")?.["TotalTax"];
    const totals: [string, string][] = [
      ...(typeof tax === "number" ? [["Tax", money(tax)] as [string, string]] : []),
      ["Total", money(invoice["TotalAmt"])],
      ["Balance due", money(invoice["Balance"])],
    ];
    rule(y - 8, 0.4);
    totals.forEach(([name, value], index) => {
      put(400, y - 24 - index * 15, 10, name, "F2");
      right(RIGHT, y - 24 - index * 15, 10, `${value} ${currency}`, index === 0 ? "F1" : "F2");
    });
  }
  put(LEFT, 40, 8, textAt(objectAt(invoice, "CustomerMemo") ?? {}, "value") ?? "");
  return drawn.join("\n");
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
    .slice(0, 6);
}

/** The standard fonts know Latin 1 alone: accents are kept, other letters become a question mark. */
function latin(text: string): string {
  return [...text.normalize("NFC")]
    .map((sign) => (/[\u0020-\u007e\u00a0-\u00ff]/.test(sign) ? sign : /\s/.test(sign) ? " " : "?"))
    .join("");
}

const escaped = (text: string): string => latin(text).replace(/[\\()]/g, (sign) => `\\${sign}`);

function document(contents: string[]): Buffer {
  const pageIds = contents.map((_, index) => 5 + index * 2);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${contents.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${6 + index * 2} 0 R >>`,
      `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(text, "latin1");
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(text, "latin1");
  const entries = offsets
    .map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`)
    .join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
