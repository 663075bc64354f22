// A report says the same in JSON, page, workbook and CSV, and what it says is what happened in the books.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, domOf } from "../../support/chromium.ts";
import { shellWords } from "../../support/command-line.ts";
import { pages } from "../../support/manual.ts";
import { openPractice, practicePipedrive } from "../../support/practice.ts";
import { withPrinter } from "../../support/printing.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
type Row = Record<string, string | number | null>;
type Report = { tables: Record<string, Row[]> };

const NAME = '<script>alert("1")</script> =1+1';
let report: Report;
beforeAll(async () => {
  await openPractice(home, { matching: true });
  const pipedrive = await practicePipedrive(home);
  const numbers: string[] = [];
  for (const deal of [142, 143, 144, 145]) {
    const { invoice } = (await home.json(`invoice create --deal ${deal} --yes`)) as unknown as {
      invoice: { number: string };
    };
    numbers.push(invoice.number);
  }
  await pipedrive("POST", "v2/deals", {
    ...{ title: NAME, org_id: 402, status: "won", currency: "EUR", value: 12.5 },
  });
  await home.run(`practice pay ${numbers[0]} 100.45`);
  await home.run(["invoice", "void", numbers[3] ?? "", "--yes", "--reason", "=Billed twice"]);
  await home.run("run plan --deals 148");
  await home.run("invoices refresh");
  report = (await home.json("report month")) as unknown as Report;
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const cents = (text: Row[string] | undefined) => Math.round(Number(text) * 100);

it("says what was invoiced, paid, owed, not billed, run and cancelled", async () => {
  const { bridge = [], owed = [], cancelled, runs, not_billed = [] } = report.tables;
  // Deals 142 to 144 come to 622.45, 779.32 and 936.18 EUR with tax; 100.45 of the first is paid.
  const total = owed.find((row) => row["customer"] === "Total" && row["currency"] === "EUR");
  expect(total?.["total"]).toBe("2237.50");
  expect(cancelled).toMatchObject([{ action: "void invoice", reason: "=Billed twice" }]);
  expect(runs).toMatchObject([{ state: "planned", created: 0 }]);
  const inEuros = (rows: Row[]) => rows.filter((row) => row["currency"] === "EUR");
  const line = inEuros(bridge).find((row) => row["line"] === "not billed");
  const sum = inEuros(not_billed).reduce((all, row) => all + cents(row["amount"]), 0);
  expect(sum).toBe(-cents(line?.["amount"]));
  const { bridge: own } = JSON.parse((await home.run("check --json")).stdout) as { bridge: Row[] };
  expect(inEuros(bridge).at(-1)?.["amount"]).toBe(inEuros(own)[0]?.["invoiced"]);
}, 60_000);

it("shows the same tables in workbook and CSV, with text of the services as text", async () => {
  const file = join(home.path, "month.xlsx");
  expect((await home.run(["report", "month", "--output", file])).code).toBe(0);
  const sheets = await readExcelFile(file);
  const data = (title: RegExp) =>
    sheets.find(({ sheet }) => title.test(sheet))?.data.slice(1) ?? [];
  const owed = report.tables["owed"] ?? [];
  expect(data(/^Owed/).map(([name, ...amounts]) => [name, ...amounts.map(Number)])).toEqual(
    owed.map(({ customer, currency: _currency, ...amounts }) => [
      customer,
      ...Object.values(amounts).map(Number),
    ]),
  );
  expect(data(/^Mismatches/).map((row) => row[2])).toContain(NAME);
  const table = join(home.path, "cancelled.csv");
  await home.run(["report", "month", "--output", table, "--table", "cancelled"]);
  expect(parse(readFileSync(table, "utf8"), { columns: true })).toMatchObject([
    { reason: "'=Billed twice" },
  ]);
}, 60_000);

it("shows the lines of a run with the prices of their plan", async () => {
  const file = join(home.path, "lines.csv");
  expect((await home.run(["run", "view", "--output", file, "--table", "lines"])).code).toBe(0);
  const { plan } = (await home.json("invoice create --deal 148 --dry-run")) as unknown as {
    plan: { lines: Row[] };
  };
  const rows = parse(readFileSync(file, "utf8"), { columns: true }) as Row[];
  const prices = (lines: Row[]) => lines.map((one) => [one["unit_price"], one["net"], one["tax"]]);
  expect(prices(rows)).toEqual(prices(plan.lines));
});

it.runIf(chromium).each(["month", "debtors", "day"])(
  "shows the numbers of report %s in a browser as the command prints them",
  async (which) => {
    const file = join(home.path, "shown.html");
    const { tables } = (await home.json(`report ${which}`)) as unknown as Report;
    expect((await home.run(["report", which, "--output", file])).code).toBe(0);
    const dom = await domOf(pathToFileURL(file).href);
    expect(dom).toContain("</html>");
    for (const [name, rows] of Object.entries(tables).filter(([name]) => name !== "calls")) {
      const section = dom.slice(dom.indexOf(`<section id="${name}">`)).split("</section>")[0] ?? "";
      const shown: string[][] = [];
      for (const [, kind = "", line = ""] of section.matchAll(
        /<tr(?: class="(\w*).*?")?>(.*?)<\/tr>/gs,
      )) {
        const texts = [...line.matchAll(/<(td|p)[^>]*>([^<]*)<\/\1>/g)].map(([, , text = ""]) =>
          plain(text),
        );
        // What is said of a row stands below it.
        if (kind === "note")
          shown.at(-1)?.push(...texts.map((text) => text.replace(/^(Before|After|Why): /, "")));
        else if (!line.includes("<th")) shown.push(texts);
      }
      expect(shown.length, name).toBe(rows.length);
      // A column without a word is not shown.
      const words = (texts: string[]) => texts.filter((text) => text !== "");
      shown.forEach((texts, index) => {
        expect(words(texts), name).toEqual(words(cellsOf(rows[index] ?? {})));
      });
    }
    expect(dom).not.toMatch(/<script|(src|href)=|url\(/);
    expect(dom).toContain("default-src 'none'");
  },
  120_000,
);

it.runIf(chromium)(
  "prints each page on A4 and Letter with no column cut off, shows it light and dark, and asks for nothing else",
  () =>
    withPrinter(async (print) => {
      for (const command of ["check", "report month", "report debtors", "report day", "run view"]) {
        const file = join(home.path, "printed.html");
        const { code, stderr } = await home.run(`${command} --output ${file}`);
        expect([code === 0 || code === 7, stderr]).toEqual([true, stderr]);
        const url = pathToFileURL(file).href;
        const rows = readFileSync(file, "utf8").match(/<tr/g)?.length ?? 0;
        for (const paper of ["A4", "Letter"] as const) {
          const { cut, sheets, requests, spoken, screen } = await print(url, paper);
          expect([command, paper, cut]).toEqual([command, paper, []]);
          // Each table and picture is named, and by nothing that is not said above it.
          const headings = spoken.flatMap(({ role, name }) => (role === "heading" ? name : []));
          const tables = spoken.flatMap(({ role, name }) => (role === "table" ? name : []));
          expect(tables.length).toBeGreaterThan(0);
          expect(headings).toEqual(expect.arrayContaining(tables));
          expect(spoken.filter(({ name }) => name === "")).toEqual([]);
          expect(requests).toEqual([url]);
          expect(screen).toEqual({
            light: ["rgb(255, 255, 255)", "rgb(27, 31, 36)"],
            dark: ["rgb(21, 25, 30)", "rgb(230, 233, 236)"],
          });
          // A sheet has room for eight rows at least, however many lines their texts take.
          expect(sheets).toBeGreaterThanOrEqual(1);
          expect(sheets).toBeLessThanOrEqual(2 + rows / 8);
        }
      }
    }),
  120_000,
);

/** An amount stands beside its currency; in the page they are one. */
function cellsOf({ currency, ...row }: Row): string[] {
  return Object.entries(row).map(([key, value]) => {
    const text = value === null ? "" : String(value).replace(/[\u202a-\u202e]/g, "");
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return `${text.slice(0, 16).replace("T", " ")} UTC`;
    const isAmount = AMOUNTS.includes(key) && text !== "" && !/[a-z]/i.test(text);
    return isAmount ? `${text} ${currency}` : text;
  });
}
const AMOUNTS = [
  ...["amount", "invoiced", "paid", "open", "overdue", "expected", "found", "total"],
  ...["current", "days_1_30", "days_31_60", "days_61_90", "over_90"],
];

const plain = (cell: string) =>
  cell
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(
      /^(-?\d{1,3})((?:,\d{3})+)(\.\d+ [A-Z]{3})$/,
      (_all, head, groups, tail) => `${head}${groups.replaceAll(",", "")}${tail}`,
    );

it("tells what changed since yesterday, and who owes, in words for a mail", async () => {
  const day = await home.run("report day");
  expect([day.code, day.stderr]).toEqual([0, ""]);
  expect(day.stdout).toMatch(/^Changes since 20/);
  for (const command of ["report day", "report month", "report debtors"]) {
    const { stdout } = await home.run(command);
    // A mail has no colours, and no line that a mail program would have to break.
    expect(stdout).not.toContain("\u001b");
    const wide = stdout.split("\n").filter((line) => [...line].length > 80);
    expect([command, wide]).toEqual([command, []]);
  }
  expect(day.stdout).toMatch(/New invoices \(EUR\)\n.*\n.*622\.45 +522\.00/);
  // Nothing of it is cut: what was there before, and why it was changed, stand below.
  expect(day.stdout).toMatch(
    /void invoice .*\n {4}Before: total .*\n(?: {4}.*\n)+ {4}Why: =Billed twice/,
  );
  const nothing = (await home.json("report day --since 2099-01-01")) as unknown as Report;
  expect(Object.values(nothing.tables).flat()).toEqual([]);
  const debtors = (await home.json("report debtors")) as unknown as Report;
  expect(debtors.tables["owed"]).toEqual(report.tables["owed"]);
}, 60_000);

it("takes each command of the finance lead's chapter as it stands there", async () => {
  const { text } = pages.find(({ path }) => path === "docs/finance-lead.md") ?? { text: "" };
  const commands = [...text.matchAll(/`(pdqb [a-z][^`]+)`/g)].map(([, command = ""]) => command);
  expect(commands.length).toBeGreaterThan(20);
  const [{ number }] = (await home.json("invoices list --deal 142"))["invoices"] as unknown as [
    { number: string },
  ];
  for (const command of commands.filter((one) => !ELSEWHERE.some((rule) => rule.test(one)))) {
    const typed = command
      .replace("1042", number)
      .replace(/november\.html/, join(home.path, "n.html"));
    const { code, stderr } = await home.run(shellWords(typed).slice(1));
    const [, ends = [0]] = ENDS.find(([rule]) => rule.test(command)) ?? [];
    expect([command, ends.includes(code ?? -1), code === 0 ? "" : stderr]).toEqual([
      ...[command, true, code === 0 ? "" : stderr],
    ]);
  }
}, 120_000);

/** Takes a login away, needs a digest of its own, or writes where it is started. */
const ELSEWHERE = [/^pdqb disconnect/, /<digest>/, /^pdqb ledger backup/];
/** The company has deals that nobody billed; its creates are forbidden by then; an invoice of another month. */
const ENDS: [RegExp, number[]][] = [
  [/^pdqb check --month/, [7]],
  [/^pdqb check --accept /, [0, 3]],
  [/^pdqb invoice create/, [3]],
];
