// The printed invoice: what a customer has to find on it, read back from the file.
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { QuickBooksSdk } from "./sdk.ts";

const sdk = new QuickBooksSdk();
beforeAll(() => sdk.start(), 30_000);
afterAll(() => sdk.stop());

/** The text of each page: every stream that is drawn, with its hexadecimal strings as letters. */
function pagesOf(pdf: Buffer): string[] {
  const pages: string[] = [];
  for (let at = pdf.indexOf("stream\n"); at !== -1; at = pdf.indexOf("\nstream\n", at) + 1 || -1) {
    const from = pdf.indexOf("\n", at) + 1;
    const drawn = inflateSync(pdf.subarray(from, pdf.indexOf("\nendstream", from))).toString();
    const rows = [...drawn.matchAll(/\[(.*?)\] TJ/g)].map(([, row = ""]) =>
      [...row.matchAll(/<([0-9a-f]+)>/g)]
        .map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1"))
        .join(""),
    );
    if (rows.length > 0) pages.push(rows.join("\n"));
    at = from;
  }
  return pages;
}

const line = (Amount: number, Description: string) => ({
  DetailType: "SalesItemLineDetail",
  Amount,
  Description,
  SalesItemLineDetail: { ItemRef: { value: "88" }, TaxCodeRef: { value: "5" } },
});
async function printed(lines: object[], change: object = {}): Promise<string[]> {
  const made = await sdk.post<{ Id: string }>("invoice", {
    CustomerRef: { value: "417" },
    GlobalTaxCalculation: "TaxExcluded",
    Line: lines,
    ...change,
  } as never);
  return pagesOf(Buffer.from(await sdk.call<Buffer>("getInvoicePdf", made.Id)));
}

it("names the seller with registration and bank, the terms, the currency, and figures with thousands", async () => {
  // 12,000.00 with 25.5 % on it is 15,060.00.
  const [page = ""] = await printed([line(12_000, "Refit")], {
    DocNumber: "P-1",
    CustomerMemo: { value: "Thank you" },
    DueDate: "2031-01-31",
  });
  for (const text of [
    "Pohjola Verstas Oy",
    "Vallilankatu 8",
    "Tax registration: FI28145607",
    "IBAN FI21 1234 5600 0007 85",
    "Aurora Design Oy",
    "Net 14",
    "Amount EUR",
    "Tax 25.5 % of 12,000.00",
    "15,060.00 EUR",
    "Please pay 15,060.00 EUR by 2031-01-31.",
    "Reference: P-1",
    "Thank you",
    "Page 1 of 1",
    "practice: no real books",
  ])
    expect(page).toContain(text);
});

it("goes over as many pages as the lines take, each with headings and its number", async () => {
  const pages = await printed(Array.from({ length: 120 }, (_, at) => line(1, `Line ${at + 1}`)));
  expect(pages.length).toBeGreaterThan(2);
  for (const [at, page] of pages.entries()) {
    expect(page).toContain("Description");
    expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
  }
  expect(pages.join("\n").match(/Line \d+/g)).toHaveLength(120);
});

it("shows every line of a text, brackets and umlauts too, and cuts a word that is too long", async () => {
  const [page = ""] = await printed([
    line(1, "Panel\nDelivered to (gate) B\nÄäkkönen"),
    line(1, "x".repeat(200)),
  ]);
  expect(page).toContain("Panel\nDelivered to (gate) B\nÄäkkönen");
  const parts = page.match(/^x+$/gm) ?? [];
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.join("")).toBe("x".repeat(200));
});

it("prints what its fonts do not have without an accent, or as a question mark", async () => {
  const [page = ""] = await printed([line(1, "Łódź, Żabka, 珊, ö")]);
  expect(page).toContain("?ódz, Zabka, ?, ö");
});
