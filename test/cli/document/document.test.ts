// A document is the same in all its faces: page, workbook and CSV. Text of the services stays text in each.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { XMLParser } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import readExcelFile from "read-excel-file/node";
import { afterAll, expect, it } from "vitest";
import { barChart } from "../../../src/cli/document/bar-chart.ts";
import { documentBytes } from "../../../src/cli/document/bytes.ts";
import { type PdqbDocument, partOf, TONES } from "../../../src/cli/document/document.ts";
import { STYLE } from "../../../src/cli/document/page.ts";
import { chromium, domOf, groundOf } from "../../support/chromium.ts";

type Row = { name: string; amount: string; currency: string; day: string; days: string };

const HOSTILE = [
  "<script>alert(1)</script>",
  "=HYPERLINK(1)",
  "+1",
  "@SUM(A1)",
  '"&amp;\u001b[31m',
  "\u202ereversed",
];
const rows: Row[] = [
  ...HOSTILE.map((name, index) => ({
    ...{ name, amount: `${index + 1}234567.05`, currency: "EUR", day: "2026-11-30", days: "-3" },
  })),
  { name: "Yen", amount: "-1200", currency: "JPY", day: "", days: "0" },
  { name: "Too exact", amount: "12345678901234567.89", currency: "EUR", day: "", days: "1" },
];
const document: PdqbDocument = {
  title: "Report of <b>November</b>",
  facts: [{ label: "Company", value: "Nordhafen & Söhne" }],
  parts: [
    partOf({
      name: "owed",
      title: "Who owes [most]: all / any?",
      rows,
      columns: [
        { key: "name", title: "Customer", kind: "text", value: (row: Row) => row.name },
        {
          ...{ key: "amount", title: "Owed", kind: "amount" as const },
          value: (row: Row) => row.amount,
          currency: (row: Row) => row.currency,
        },
        { key: "day", title: "Due", kind: "date", value: (row: Row) => row.day },
        { key: "days", title: "Days", kind: "number", value: (row: Row) => row.days },
      ],
      charts: [
        {
          ...{ title: "Owed <i>", currency: "EUR", bars: HOSTILE },
          series: [
            { name: "Owed", tone: "plain", values: HOSTILE.map((_one, index) => String(index)) },
          ],
        },
      ],
    }),
    partOf({ name: "none", title: "Nothing", rows: [], columns: [], empty: "Nothing here." }),
  ],
};

const folder = mkdtempSync(join(tmpdir(), "pdqb-document-"));
const saved = async (name: string) => {
  const path = join(folder, name);
  writeFileSync(path, await documentBytes(document, path, "owed"));
  return path;
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.runIf(chromium)(
  "is a page that fetches nothing, in which all text is text",
  async () => {
    const url = pathToFileURL(await saved("report.html")).href;
    const dom = await domOf(url);
    const cells = [...dom.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text);
    expect(cells.slice(0, 4)).toEqual([
      ...["&lt;script&gt;alert(1)&lt;/script&gt;", "1,234,567.05 EUR", "2026-11-30", "-3"],
    ]);
    expect(cells).toContain("-1,200 JPY");
    expect(cells).toContain("12,345,678,901,234,567.89 EUR");
    expect(dom).toContain("<h1>Report of &lt;b&gt;November&lt;/b&gt;</h1>");
    expect(dom).toContain("default-src 'none'");
    expect(dom).toMatch(/<svg role="img" aria-label="Owed &lt;i&gt; \(EUR\)"/);
    expect(dom).not.toMatch(/<script|<b>|<i>|(src|href)=|url\(/);
    expect(dom).not.toContain("\u001b");
    const [light, dark] = [await groundOf(url, "light"), await groundOf(url, "dark")];
    expect([light, dark]).toEqual([
      [255, 255, 255],
      [21, 25, 30],
    ]);
  },
  120_000,
);

it("leaves its labels room in fonts that are wider than echarts reckons with", () => {
  const svg = barChart({
    ...{ title: "Owed", currency: "EUR", bars: ["Aurora Design Oy"] },
    series: [{ name: "Owed", tone: "plain", values: ["1"] }],
  });
  const [, end] = /translate\(([\d.]+) [^)]*\)" fill="[^"]*">Aurora Design Oy</.exec(svg) ?? [];
  // DejaVu Sans, a wide one, takes 6.6 of 12 pixels for a character of this name.
  expect(Number(end)).toBeGreaterThanOrEqual(6.6 * 16);
});

/** Of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other]
    .map((color) => {
      const [, hex = ""] = /^#(\w+)$/.exec(color) ?? [];
      const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
      const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
        const part = Number.parseInt(long.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((first, second) => second - first);
  return (light + 0.05) / (dark + 0.05);
}

it("draws what is worst in red with an outline, and each part of a bar with enough contrast", () => {
  expect(contrast("#000", "#fff")).toBeCloseTo(21);
  const schemes = STYLE.split(":root").slice(1);
  expect(schemes).toHaveLength(3);
  for (const scheme of schemes) {
    const colors = new Map(
      [...scheme.matchAll(/--([\w-]+): (#\w+)/g)].map(([, name = "", color = ""]) => [name, color]),
    );
    const ground = colors.get("ground") ?? "";
    // Graphics need 3 to 1, text 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3).
    for (const tone of TONES)
      expect(contrast(colors.get(`bar-${tone}`) ?? "", ground), tone).toBeGreaterThanOrEqual(3);
    for (const text of ["ink", "dim"])
      expect(contrast(colors.get(text) ?? "", ground), text).toBeGreaterThanOrEqual(4.5);
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
      Number.parseInt((colors.get("bar-bad") ?? "").slice(at, at + 2), 16),
    );
    expect(red).toBeGreaterThan(2 * Math.max(green, blue));
  }
  const svg = barChart({
    ...{ title: "Invoiced", currency: "EUR", bars: ["2026-11", "2026-10"] },
    series: [
      { name: "Open", tone: "plain", values: ["1", "3"] },
      { name: "Overdue", tone: "bad", values: ["2", "0.00"] },
    ],
  });
  const drawn = (tone: string) =>
    (svg.match(/<path[^>]*>/g) ?? []).filter((path) => path.includes(`var(--bar-${tone})`));
  // The bar, and its mark in the legend; where nothing is overdue there is no line either.
  expect(drawn("bad")).toHaveLength(2);
  for (const path of drawn("bad")) expect(path).toMatch(/stroke="var\(--ink\)"/);
  for (const path of drawn("plain")) expect(path).not.toContain("var(--ink)");
});

it("is a workbook of numbers, days and text, without a formula", async () => {
  const path = await saved("report.xlsx");
  const sheets = await readExcelFile(path);
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    "About",
    "Who owes  most   all   any",
    "Nothing",
  ]);
  const [head, first, ...others] = sheets[1]?.data ?? [];
  expect(head).toEqual(["Customer", "Owed", "Due", "Days"]);
  expect(first).toEqual([HOSTILE[0], 1234567.05, new Date("2026-11-30T00:00:00Z"), -3]);
  expect(others.map(([name]) => name)).toContain("=HYPERLINK(1)");
  expect(others.at(-1)?.[1]).toBe("12345678901234567.89");
  const files = unzipSync(await documentBytes(document, path));
  const sheet = strFromU8(files["xl/worksheets/sheet2.xml"] ?? new Uint8Array());
  const { worksheet } = new XMLParser({ ignoreAttributes: false }).parse(sheet);
  expect(worksheet.sheetViews.sheetView.pane).toMatchObject({
    "@_ySplit": "1",
    "@_state": "frozen",
  });
  expect(worksheet.autoFilter["@_ref"]).toBe("A1:D9");
  expect(sheet).not.toMatch(/<f[ >]/);
  const styles = strFromU8(files["xl/styles.xml"] ?? new Uint8Array());
  expect(styles).toContain("#,##0.00 &quot;EUR&quot;");
  expect(styles).toContain("#,##0 &quot;JPY&quot;");
});

it("is one table as CSV, in which no cell is a formula", async () => {
  const text = Buffer.from(await documentBytes(document, "report.csv", "owed")).toString();
  const [head, first, second] = text.split("\n");
  expect(head).toBe("name,amount,day,days,currency");
  expect(first).toBe("<script>alert(1)</script>,1234567.05,2026-11-30,-3,EUR");
  expect(second).toBe("'=HYPERLINK(1),2234567.05,2026-11-30,-3,EUR");
});

it.each([
  ["report.pdf", undefined, "has to end in .html, .xlsx or .csv"],
  ["report.csv", undefined, "--table says which"],
  ["report.csv", "owned", 'There is no table "owned"'],
])("refuses %s of table %s", async (path, table, words) => {
  await expect(documentBytes(document, path, table)).rejects.toThrow(words);
});
