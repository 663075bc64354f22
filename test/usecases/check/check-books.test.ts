// Won deals and invoices tie to the cent; each kind of fault is found once, and its command mends it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "csv-parse/sync";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FINDING_KINDS } from "../../../src/domain/check/finding.ts";
import { copiedByHand, editedByHand, madeByHand } from "../../support/by-hand.ts";
import { shellWords } from "../../support/command-line.ts";
import { type Books, openPractice, practicePipedrive } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";

const home = new Home();
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;

type Row = {
  kind: string;
  deal: { id: number } | null;
  invoices: { id: string }[];
  expected: string | null;
  found: string | null;
  next: string;
};
type Answer = { bridge: Record<string, string>[]; findings: Row[]; accepted: number };

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  pipedrive = await practicePipedrive(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const object = (properties: object) => ({
  ...{ type: "object", properties, required: Object.keys(properties) },
  additionalProperties: false,
});
const array = (items: object) => ({ type: "array", items });
const TEXT = { type: "string" };
const WHOLE = { type: "integer" };
const DAY = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" };
const AMOUNT = { type: "string", pattern: "^-?\\d+\\.\\d\\d$" };
const orNull = (schema: object) => ({ anyOf: [schema, { type: "null" }] });
const PARTS = ["won", "not_billed", "billed_before", "billed_after", "changed", "other"];
const OTHERS = ["tax_in_value", "other_currency", "later_cycles", "other_deals", "no_deal"];
const amounts = (names: string[]) => Object.fromEntries(names.map((name) => [name, AMOUNT]));
const DEAL = object({ id: WHOLE, title: TEXT });

/** What scripts read. */
const isAnswer = new Ajv().compile(
  object({
    period: object({ since: DAY, until: DAY }),
    bridge: array(
      object({
        ...{ currency: TEXT, ...amounts([...PARTS, "invoiced"]) },
        other_parts: object(amounts(OTHERS)),
      }),
    ),
    findings: array(
      object({
        ...{ kind: { enum: FINDING_KINDS }, deal: orNull(DEAL), currency: TEXT },
        invoices: array(object({ id: TEXT, number: orNull(TEXT) })),
        ...{ expected: orNull(AMOUNT), found: orNull(AMOUNT), difference: orNull(AMOUNT) },
        ...{ why: TEXT, next: { type: "string", pattern: "^pdqb " } },
      }),
    ),
    not_checked: array(object({ deal: DEAL, why: TEXT })),
    ...{ accepted: WHOLE, complete: { const: true } },
  }),
);

let made = 0;
/** A deal of an owner of its own, whose deals alone are checked. */
async function won(price: number, more: object = {}): Promise<number> {
  made += 1;
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title: `Deal ${made}`, org_id: 402, status: "won", currency: "EUR", ...more },
  });
  await pipedrive("POST", `v2/deals/${id}/products`, {
    ...{ product_id: 201, item_price: price, quantity: 1, tax: 25.5, tax_method: "exclusive" },
  });
  return id;
}

async function billed(
  price: number,
  ...flags: string[]
): Promise<{ deal: number; invoice: string }> {
  const deal = await won(price);
  const { invoice } = (await home.json(
    `invoice create --deal ${deal} --yes${flags.map((flag) => ` ${flag}`).join("")}`,
  )) as unknown as { invoice: { id: string } };
  return { deal, invoice: invoice.id };
}

async function check(...flags: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await home.run(["check", "--refresh", ...flags, "--json"]);
  if (code !== 0 && code !== 7) throw new Error(stderr);
  return JSON.parse(stdout);
}

const of = ({ findings }: Answer, deal: number) =>
  findings
    .filter((one) => one.deal?.id === deal)
    .map(({ kind, expected, found }) => [kind, expected, found]);

const edit = (id: string, change: object) => editedByHand(books, id, change);
const byHand = (amount: number, currency = "EUR") => madeByHand(books, { amount, currency });

it("ties what is billed, and finds each fault once", async () => {
  const sound = await billed(101);
  const unbilled = await won(103);
  const part = await billed(200, "--percent", "30");
  const voided = await billed(107);
  await home.json(`invoice void id:${voided.invoice} --yes`);
  const lost = await billed(109);
  await pipedrive("PATCH", `v2/deals/${lost.deal}`, { status: "lost" });
  const gone = await billed(113);
  await pipedrive("DELETE", `v2/deals/${gone.deal}`);
  const grown = await billed(127);
  await pipedrive("POST", `v2/deals/${grown.deal}/products`, {
    ...{ product_id: 201, item_price: 50, quantity: 1, tax: 25.5, tax_method: "exclusive" },
  });
  const twice = await billed(131);
  await home.json(`invoice create --deal ${twice.deal} --again --not-duplicate --yes`);
  const copied = await billed(137);
  await copiedByHand(books, copied.invoice);
  const renumbered = [await billed(139), await billed(149)];
  await edit(renumbered[1]?.invoice ?? "", { DocNumber: "TWIN" });
  await edit(renumbered[0]?.invoice ?? "", { DocNumber: "TWIN" });
  const moved = await billed(151);
  const customers = await books.query("select * from Customer maxresults 1000");
  const { CustomerRef } = (await books.read(`invoice/${moved.invoice}`))["Invoice"] as unknown as {
    CustomerRef: { value: string };
  };
  const another = customers.find(
    (one) =>
      one["Id"] !== CustomerRef.value &&
      (one["CurrencyRef"] as unknown as { value: string }).value === "EUR",
  );
  await edit(moved.invoice, { CustomerRef: { value: another?.["Id"] } });
  const stranger = await byHand(997);
  const [over, foreign] = [await won(157), await won(167)];
  await home.json(`invoice link id:${await byHand(500)} --deal ${over} --yes`);
  await home.json(`invoice link id:${await byHand(167, "USD")} --deal ${foreign} --yes`);

  const answer = await check();
  expect(isAnswer(answer), JSON.stringify(isAnswer.errors)).toBe(true);
  expect(of(answer, sound.deal)).toEqual([]);
  expect(of(answer, unbilled)).toEqual([["not_billed", "103.00", "0.00"]]);
  expect(of(answer, part.deal)).toEqual([["partly_billed", "200.00", "60.00"]]);
  expect(of(answer, voided.deal)).toEqual([["cancelled", "107.00", "0.00"]]);
  expect(of(answer, lost.deal)).toEqual([["deal_lost", null, "109.00"]]);
  expect(of(answer, gone.deal)).toEqual([["deal_gone", null, "113.00"]]);
  expect(of(answer, grown.deal)).toEqual([["amount_differs", "177.00", "127.00"]]);
  expect(of(answer, twice.deal)).toEqual([["billed_twice", "131.00", "262.00"]]);
  expect(of(answer, copied.deal)).toEqual([["shared_marker", null, null]]);
  const numbers = answer.findings.filter(({ kind }) => kind === "shared_number");
  expect(numbers.map(({ invoices }) => invoices.map(({ id }) => id))).toEqual([
    renumbered.map(({ invoice }) => invoice),
  ]);
  expect(of(answer, moved.deal)).toEqual([["customer_differs", null, null]]);
  expect(of(answer, over)).toEqual([["over_billed", "157.00", "500.00"]]);
  expect(of(answer, foreign)).toEqual([["currency_differs", null, null]]);
  const strangers = answer.findings.filter(({ invoices }) =>
    invoices.some(({ id }) => id === stranger),
  );
  expect(strangers.map(({ kind }) => kind)).toEqual(["no_deal"]);
  for (const row of answer.bridge) {
    const { currency, invoiced, other_parts, ...parts } = row;
    const cents = Object.values(parts).reduce((sum, one) => sum + Math.round(Number(one) * 100), 0);
    expect(cents, `${currency}`).toBe(Math.round(Number(invoiced) * 100));
  }

  // What a wrong customer, currency or amount needs is a void first, and then another invoice.
  const own = [unbilled, part.deal, voided.deal, lost.deal, gone.deal, grown.deal, twice.deal];
  own.push(copied.deal, moved.deal, over, foreign, ...renumbered.map(({ deal }) => deal));
  const ofOurs = ({ findings }: Answer) =>
    findings.filter(
      ({ deal, invoices }) =>
        own.includes(deal?.id ?? 0) ||
        invoices.some(({ id }) => id === stranger || renumbered.some((one) => one.invoice === id)),
    );
  const once = await mended(ofOurs(answer));
  expect(ofOurs(await mended(ofOurs(once)))).toEqual([]);
}, 120_000);

/** Types the command of each row. */
async function mended(rows: Row[]): Promise<Answer> {
  for (const { kind, next } of rows) {
    const isQuestion = !next.startsWith("pdqb check ");
    const words = [...shellWords(next).slice(1), ...(isQuestion ? ["--yes"] : [])];
    const { code, stderr } = await home.run(words);
    expect([kind, next, code, code === 0 ? "" : stderr]).toEqual([kind, next, 0, ""]);
  }
  return check();
}

it("puts a row aside for good, with who and why", async () => {
  const deal = await won(163);
  const before = await check();
  const [row] = before.findings.filter((one) => one.deal?.id === deal);
  expect(row?.kind).toBe("not_billed");
  const reason = ["--reason", "Billed by the parent company"];
  const accept = ["check", "--accept", "not_billed", "--deal", String(deal)];
  expect((await home.run(accept)).stderr).toContain("needs a --reason");
  const { finding } = (await home.json([...accept, ...reason])) as unknown as {
    finding: { reason: string; by: string };
  };
  expect(finding).toMatchObject({
    reason: "Billed by the parent company",
    by: expect.stringContaining("@"),
  });
  const after = await check();
  expect([of(after, deal), after.accepted]).toEqual([[], before.accepted + 1]);
  const { accepted } = JSON.parse((await home.run("check --accepted --json")).stdout) as {
    accepted: object[];
  };
  const own = { kind: "not_billed", deal: { id: deal, title: expect.any(String) } };
  expect(accepted).toContainEqual(
    expect.objectContaining({ ...own, reason: "Billed by the parent company" }),
  );
  const { history } = (await home.json(`history --deal ${deal}`)) as unknown as {
    history: object[];
  };
  expect(history).toEqual([
    expect.objectContaining({ action: "accept in check", reason: "Billed by the parent company" }),
  ]);
  const other = await home.run([
    "check",
    "--accept",
    "deal_lost",
    "--deal",
    String(deal),
    ...reason,
  ]);
  expect([other.code, other.stderr]).toEqual([
    3,
    expect.stringContaining("there is no deal_lost mismatch"),
  ]);
}, 60_000);

it("finds what Pipedrive shows wrongly each time until it is mended, and changes nothing itself", async () => {
  const { writeback } = (await home.json("config writeback --status new --yes")) as unknown as {
    writeback: { fields: { status: { code: string } } };
  };
  const { code } = writeback.fields.status;
  const { deal } = await billed(173);
  await home.json(`invoices refresh --deal ${deal}`);
  expect(of(await check(), deal)).toEqual([]);
  await pipedrive("PATCH", `v2/deals/${deal}`, { custom_fields: { [code]: "paid" } });
  expect(of(await check(), deal)).toEqual([["written_back_wrong", null, null]]);
  const again = await check();
  expect(of(again, deal)).toEqual([["written_back_wrong", null, null]]);
  const row = again.findings.find((one) => one.deal?.id === deal);
  expect(row?.next).toBe(`pdqb invoices refresh --deal ${deal}`);
  await home.json(row?.next.replace("pdqb ", "") ?? "");
  expect(of(await check(), deal)).toEqual([]);
  await home.json("config writeback --off --yes");
}, 60_000);

it("finds the cycle that fell due after the first was billed, and accepts it for its amount alone", async () => {
  const { id: deal } = await pipedrive<{ id: number }>("POST", "v2/deals", {
    ...{ title: "Care", org_id: 402, status: "won", currency: "EUR" },
  });
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  await pipedrive("POST", `v2/deals/${deal}/products`, {
    ...{ product_id: 201, item_price: 90, quantity: 1, tax: 25.5, tax_method: "exclusive" },
    ...{ billing_frequency: "weekly", billing_frequency_cycles: 9 },
    billing_start_date: daysAgo(8).slice(0, 10),
  });
  await home.json(`invoice create --deal ${deal} --recurring 1 --yes`);
  const answer = await check();
  expect(of(answer, deal)).toEqual([["partly_billed", "90.00", "0.00"]]);
  const { next } = answer.findings.find((one) => one.deal?.id === deal) ?? { next: "" };
  expect(next).toBe(`pdqb invoice create --deal ${deal} --recurring 2`);
  const accept = `check --accept partly_billed --deal ${deal} --reason Free`;
  expect(await home.json(`${accept} --dry-run`)).toMatchObject({ outcome: "planned" });
  expect(of(await check(), deal)).toHaveLength(1);
  expect((await home.run(`${next.replace("pdqb ", "")} --yes`)).code).toBe(0);
  expect(of(await check(), deal)).toEqual([]);
}, 60_000);

it("names an invoice whose creation got no answer once, as in doubt", async () => {
  const POST = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };
  const LOOK = { service: "quickbooks", method: "GET", path: "/CreateTime.*CreateTime.{1,10}%3C/" };
  const deal = await won(179);
  await books.fail({ ...POST, kind: "drop_after", times: 1 });
  await books.fail({ ...POST, kind: "drop_before", times: 2 });
  await books.fail({ ...LOOK, kind: "html", times: 50 });
  expect((await home.run(`invoice create --deal ${deal} --yes`)).code).toBe(8);
  const answer = await check();
  await books.clearFaults();
  expect(of(answer, deal)).toEqual([["in_doubt", null, null]]);
  const { owner_id } = await pipedrive<{ owner_id: number }>("GET", `v2/deals/${deal}`);
  expect(of(await check("--owner", String(owner_id)), deal)).toHaveLength(1);
  expect(of(await check("--owner", "Sofia Koski"), deal)).toEqual([]);
  const { next } = answer.findings.find((one) => one.deal?.id === deal) ?? { next: "" };
  expect(next).toMatch(/^pdqb pending resolve \S+$/);
  expect((await home.run(`${next.replace("pdqb ", "")} --yes`)).code).toBe(0);
  expect(of(await check(), deal)).toEqual([]);
}, 60_000);

it("writes the same as page, workbook and CSV", async () => {
  const { bridge, findings } = await check();
  for (const name of ["check.html", "check.xlsx", "check.csv"]) {
    const path = join(home.path, name);
    const table = name.endsWith(".csv") ? ["--table", "findings"] : [];
    const { code, stderr } = await home.run(["check", "--output", path, ...table]);
    expect([code, stderr]).toEqual([7, expect.stringContaining(path)]);
  }
  const amounts = findings.map(({ expected, found }) =>
    [expected, found].map((one) => (one === null ? "" : Number(one))),
  );
  const sheets = await readExcelFile(join(home.path, "check.xlsx"));
  const rows = sheets.find(({ sheet }) => sheet === "Mismatches")?.data.slice(1) ?? [];
  expect(rows.map((row) => [row[0], ...row.slice(4, 6).map((one) => one ?? "")])).toEqual(
    findings.map(({ kind }, index) => [kind.replaceAll("_", " "), ...(amounts[index] ?? [])]),
  );
  const [head = [], ...lines] = parse(
    readFileSync(join(home.path, "check.csv"), "utf8"),
  ) as string[][];
  const column = (title: string) => lines.map((line) => line[head.indexOf(title)] ?? "");
  const numbers = (cells: string[]) => cells.map((cell) => (cell === "" ? "" : Number(cell)));
  expect(numbers(column("expected"))).toEqual(amounts.map(([expected]) => expected));
  expect(numbers(column("found"))).toEqual(amounts.map(([, found]) => found));
  const page = readFileSync(join(home.path, "check.html"), "utf8");
  const cells = new Set([...page.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text));
  for (const { currency = "", won = "", invoiced = "" } of bridge)
    for (const amount of [won, invoiced]) expect(cells).toContain(`${grouped(amount)} ${currency}`);
}, 60_000);

it("reads all parts of the period that differ in one request", async () => {
  await home.run("check");
  await books.clearLog();
  // The practice company's own invoices stand on many days of two years.
  const since = new Date(Date.now() - 730 * 86_400_000).toISOString().slice(0, 10);
  expect((await home.run(`check --since ${since}`)).code).toBe(7);
  const paths = (await books.log()).map(({ path }) => path);
  // One counts, the other reads.
  expect(paths.filter((path) => path.endsWith("/batch"))).toHaveLength(2);
  expect(paths.filter((path) => path.endsWith("/query"))).toEqual([]);
}, 60_000);

/** 1234567.80 as pages show it: 1,234,567.80. */
function grouped(amount: string): string {
  const [whole = "", cents = ""] = amount.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

it("several deals that are not billed are one run: its plan is the next command, and takes them", async () => {
  const deals = [await won(11), await won(12)];
  const month = new Date().toISOString().slice(0, 7);
  const { code, stderr } = await home.run(`check --month ${month} --quiet`);
  expect(code).toBe(7);
  expect(stderr).not.toContain(`pdqb invoice create --deal ${deals[0]}`);
  const [, next = ""] = /pdqb (run plan --won \S+)/.exec(stderr) ?? [];
  const run = await home.run([...shellWords(next), "--json"]);
  const planned = JSON.parse(run.stdout) as { deals: { deal: { id: number }; state: string }[] };
  const states = deals.map((id) => planned.deals.find(({ deal }) => deal.id === id)?.state);
  expect(states).toEqual(["ready", "ready"]);
});

it("an invoice of no deal that fits one is linked by the proposed command, and nothing is left to list", async () => {
  const { invoice } = await billed(187);
  const { CustomerRef } = (await books.read(`invoice/${invoice}`))["Invoice"] as unknown as {
    CustomerRef: object;
  };
  const deal = await won(191);
  const made = await byHand(191);
  await edit(made, { CustomerRef });
  const ofThem = ({ findings }: Answer) =>
    findings.filter((one) => one.deal?.id === deal || one.invoices.some(({ id }) => id === made));
  const rows = ofThem(await check());
  expect(rows.map(({ kind }) => kind)).toEqual(["not_billed", "no_deal"]);
  expect(rows[1]?.next).toBe(`pdqb invoice link id:${made} --deal ${deal}`);
  expect(ofThem(await mended(rows.slice(1)))).toEqual([]);
}, 60_000);

it("finds a deal that was archived before it was billed", async () => {
  const [deal, other] = [await won(193), await won(197)];
  const before = await check();
  for (const id of [deal, other]) await pipedrive("PATCH", `v2/deals/${id}`, { is_archived: true });
  const answer = await check();
  expect(of(answer, deal)).toEqual([["not_billed", "193.00", "0.00"]]);
  expect(answer.bridge).toEqual(before.bridge);
  const rows = answer.findings.filter((one) => one.deal?.id === deal);
  expect(rows[0]?.next).toContain(`--accept not_billed --deal ${deal} --reason Archived`);
  expect(of(await mended(rows), deal)).toEqual([]);
  await pipedrive("PATCH", `v2/deals/${other}`, { is_archived: false });
  const next = (await check()).findings.find((one) => one.deal?.id === other)?.next;
  expect(next).toBe(`pdqb invoice create --deal ${other}`);
}, 60_000);

it("takes the deals of one owner alone, in findings, bridge and next command", async () => {
  const sofia = { owner_id: 79 };
  for (const { id } of await pipedrive<{ id: number }[]>("GET", "v2/deals?owner_id=79&limit=500"))
    await pipedrive("PATCH", `v2/deals/${id}`, { owner_id: 78 });
  const create = async (deal: number, flags = "") =>
    home.json(`invoice create --deal ${deal} --yes${flags}`);
  await create(await won(101, sofia));
  const unbilled = [await won(103, sofia), await won(105, sofia)];
  const part = await won(200, sofia);
  await create(part, " --percent 30");
  // Of others: not billed, copied in the books, and of no deal.
  await won(997);
  await copiedByHand(books, (await billed(991)).invoice);
  await byHand(983);

  const { bridge, findings } = await check("--owner", "Sofia Koski");
  const zero = { billed_before: "0.00", billed_after: "0.00", changed: "0.00", other: "0.00" };
  // 101 + 103 + 105 + 200 are won; 103, 105 and 140 of them not billed; 101 and 60 invoiced.
  expect(bridge).toEqual([
    {
      ...{ currency: "EUR", won: "509.00", not_billed: "-348.00", ...zero, invoiced: "161.00" },
      other_parts: Object.fromEntries(OTHERS.map((name) => [name, "0.00"])),
    },
  ]);
  const rows = findings.map((one) => [one.kind, one.deal?.id, one.expected, one.found]);
  expect(rows.sort()).toEqual([
    ["not_billed", unbilled[0], "103.00", "0.00"],
    ["not_billed", unbilled[1], "105.00", "0.00"],
    ["partly_billed", part, "200.00", "60.00"],
  ]);
  const month = new Date().toISOString().slice(0, 7);
  const page = join(home.path, "owner.html");
  const { stdout, stderr } = await home.run([
    ...["check", "--month", month, "--owner", "Sofia Koski", "--output", page],
  ]);
  const lines = stdout.trim().split("\n");
  expect(lines.map((line) => line.split("\t").slice(0, 2).join(" "))).toEqual(
    findings.map(({ kind, deal }) => `${kind} ${deal?.id}`),
  );
  expect(stderr).toContain(`pdqb run plan --won ${month} --owner 'Sofia Koski'\n`);
  expect(readFileSync(page, "utf8")).toContain("<dt>Deals of</dt><dd>Sofia Koski</dd>");
}, 60_000);
