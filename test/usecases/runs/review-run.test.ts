// A reviewer without a terminal is given a page, a workbook or a CSV, with the figures of the run itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "csv-parse/sync";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
type Row = { deal: { id: number }; state: string; plan: { totals: { total: string } } | null };
let run: {
  run: { digest: string; totals: { currency: string; ready: string }[] };
  deals: Row[];
  missing: { deals: number[]; next: string }[];
};

beforeAll(async () => {
  await openPractice(home, { matching: true, company: "month-end" });
  // Two of them have no customer, as the company's other deals that need something.
  await home.run("run plan --deals 1001,1002,1127,1128 --name review");
  run = (await home.json("run view review")) as unknown as typeof run;
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const saved = async (name: string, ...more: string[]) => {
  const path = join(home.path, name);
  const { code, stderr } = await home.run(["run", "view", "review", "--output", path, ...more]);
  expect([code, stderr]).toEqual([0, expect.stringContaining(`Saved: ${path}`)]);
  return path;
};
const totals = () => run.deals.map(({ plan }) => Number(plan?.totals.total ?? Number.NaN));

it("a workbook has each invoice, its lines, and what is missing, numbers as numbers", async () => {
  const sheets = await readExcelFile(await saved("review.xlsx"));
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    ...["About", "Totals", "Invoices", "Lines", "Missing"],
  ]);
  const [, sums, invoices, lines, missing] = sheets.map(({ data }) => data.slice(1));
  const ready = run.run.totals.map(({ ready }) => Number(ready));
  expect(sums?.filter(([state]) => state === "ready").map(([, , amount]) => amount)).toEqual(ready);
  expect(invoices?.map(([deal]) => deal)).toEqual(run.deals.map(({ deal }) => deal.id));
  expect(invoices?.map((row) => Number(row[9] ?? Number.NaN))).toEqual(totals());
  type Planned = { lines: { net: string; quantity: string }[] };
  const { plans } = await home.json("run view review --deal 1001");
  const [plan] = plans as unknown as Planned[];
  expect(lines?.filter(([deal]) => deal === 1001).map((row) => [row[4], row[7]])).toEqual(
    plan?.lines.map(({ quantity, net }) => [Number(quantity), Number(net)]),
  );
  expect(missing?.map((row) => row[3])).toEqual(run.missing.map(({ next }) => next));
});

it("a page shows the same amounts, who planned it, and its digest for the approval", async () => {
  const page = readFileSync(await saved("review.html"), "utf8");
  for (const text of [run.run.digest, "Aino Laine", ...run.missing.map(({ next }) => next)])
    expect(page).toContain(
      text.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    );
  for (const { ready, currency } of run.run.totals)
    expect(page.replaceAll(",", "")).toContain(`>${ready} ${currency}<`);
});

it("a CSV holds one of the tables, of the invoices in one state too", async () => {
  const path = await saved("review.csv", "--table", "invoices", "--state", "problem");
  const rows = parse(readFileSync(path, "utf8"), { columns: true }) as { deal: string }[];
  const problems = run.deals.filter(({ state }) => state === "problem");
  expect(rows.map(({ deal }) => Number(deal))).toEqual(problems.map(({ deal }) => deal.id));
  const bad = await home.run("run view review --output review.csv --table all");
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining("totals, invoices, lines")]);
  expect((await home.run("run view review --output review.pdf")).code).toBe(2);
});

const text = { type: "string" };
const orNull = (schema: object) => ({ anyOf: [schema, { type: "null" }] });
const object = (properties: Record<string, object>) => ({
  ...{ type: "object", properties, required: Object.keys(properties) },
});
const list = (items: object) => ({ type: "array", items });
const amount = { type: "string", pattern: "^-?\\d+\\.\\d{2}$" };
const count = { type: "integer", minimum: 0 };
const STATES = ["ready", "problem", "late", "billed", "changed"].concat(
  ...[["created", "sent", "failed", "in_doubt", "dropped"]],
);
const who = object({ user: text, email: text, system: text, at: text });
const totalsOf = object({
  net: amount,
  discount: amount,
  tax: orNull(amount),
  total: orNull(amount),
});
const DEAL = object({
  deal: object({ id: count, title: text }),
  state: { enum: STATES },
  part: orNull(text),
  plan: orNull(object({ digest: text, totals: orNull(totalsOf) })),
  invoice: orNull(object({ id: text, number: orNull(text), total: amount, currency: text })),
  problems: list(object({ code: text, message: text, next: text })),
  warnings: list(object({ code: text, message: text })),
  error: orNull(object({ kind: text, message: text, reason: text, next: list(text) })),
});
const RUN = object({
  run: object({
    name: text,
    state: { enum: ["planned", "approved", "applying", "finished", "cancelled"] },
    digest: text,
    planned_by: who,
    approved_by: orNull(who),
    counts: object(Object.fromEntries(STATES.map((state) => [state, count]))),
    totals: list(object({ currency: text, ready: amount, created: amount, problem: amount })),
  }),
  deals: list(DEAL),
  missing: list(object({ code: text, what: text, deals: list(count), next: text })),
  calls: orNull(object({ quickbooks: count, quickbooks_metered: count, pipedrive_tokens: count })),
});

it("the JSON of planning, viewing, approving and applying has the members that are promised", async () => {
  const ajv = new Ajv({ allErrors: true });
  const faultsOf = (schema: object, value: unknown) =>
    ajv.validate(schema, value) ? [] : ajv.errors;
  for (const [line, code] of [
    ["run plan review", 0],
    ["run view review", 0],
    ["run approve review --yes", 0],
    ["run apply review --yes --max-invoices 1", 7],
  ] as const) {
    const value = await home.json(line, code);
    expect([line, faultsOf(RUN, value)]).toEqual([line, []]);
    expect(Object.keys(value)).toEqual(
      expect.arrayContaining(["run", "deals", "missing", "calls"]),
    );
  }
  const { stdout } = await home.run("run apply review --yes --json-lines");
  const lines = stdout
    .trim()
    .split("\n")
    .map((one) => JSON.parse(one));
  expect(lines).not.toEqual([]);
  expect(lines.flatMap((one) => faultsOf(DEAL, one))).toEqual([]);
});
