// One invoice for a deal whatever happens on the way: many at once, lost answers, kill -9, and a service that is busy.
// Aim: after each, the books hold exactly one live invoice with the deal's marker, and pdqb has said what it knew.
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { CROWD } from "../support/runs.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

beforeEach(() => books.clearLog());

const create = (deal: number) => ["invoice", "create", "--deal", String(deal), "--yes", "--json"];
const POST_INVOICE = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };

const booked = (deal: number) => books.invoices(new RegExp(`pdqb ${deal}/`));

const sentIds = async () =>
  (await books.log())
    .filter(({ method, path }) => method === "POST" && path.endsWith("/invoice"))
    .map(({ requestid }) => requestid);

it(`${CROWD} processes at once make one invoice, and the others say that it exists`, async () => {
  const results = await Promise.all(
    Array.from({ length: CROWD }, () => home.start(create(142), { isOneOfMany: true }).result),
  );
  // What a failed one said, so that it can be told why.
  const failed = results.filter(({ code }) => code !== 0);
  expect(failed.map(({ code, stdout, stderr }) => [code, stdout, stderr])).toEqual([]);
  const answers = results.map(
    ({ stdout }) => JSON.parse(stdout) as { outcome: string; invoice: { id: string } },
  );
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
    ...Array(CROWD - 1).fill("already_exists"),
    "created",
  ]);
  expect(new Set(answers.map(({ invoice }) => invoice.id)).size).toBe(1);
  expect(await booked(142)).toHaveLength(1);
  expect(await sentIds()).toHaveLength(1);
}, 300_000);

describe("an answer that is lost", () => {
  it.each([
    ["the connection is cut after the books were changed", 143, { kind: "drop_after" }],
    ["a 503 comes after the books were changed", 144, { kind: "status_after", status: 503 }],
    ["half an answer comes", 145, { kind: "truncated" }],
    ["a page comes instead of an answer", 146, { kind: "html" }],
  ])(
    "%s: the invoice is found by its marker, and not made again",
    async (_name, deal, fault) => {
      await books.fail({ ...POST_INVOICE, ...fault });
      const result = await home.run(create(deal));
      expect(result.code, result.stderr).toBe(0);
      expect(JSON.parse(result.stdout)).toMatchObject({ outcome: "created" });
      expect(await booked(deal)).toHaveLength(1);
      expect(await sentIds()).toHaveLength(1);
    },
    30_000,
  );

  it("the connection is cut before anything was done: the same request goes again under its own id", async () => {
    await books.fail({ ...POST_INVOICE, kind: "drop_before" });
    const result = await home.run(create(147));
    expect(result.code, result.stderr).toBe(0);
    const ids = await sentIds();
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await booked(147)).toHaveLength(1);
  }, 30_000);

  it("nothing ever answers: it says that it may have been created, and the same command settles it under the same id", async () => {
    await books.fail({ ...POST_INVOICE, kind: "drop_before", times: 3 });
    const doubt = await home.run(create(148));
    expect(doubt.code).toBe(8);
    expect(JSON.parse(doubt.stderr).error).toMatchObject({
      kind: "unknown_outcome",
      code: 8,
      retry: true,
    });
    expect(doubt.stderr).toContain("may have been created");
    expect(await booked(148)).toHaveLength(0);
    const settled = await home.run(create(148));
    expect(settled.code, settled.stderr).toBe(0);
    const ids = await sentIds();
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
    expect(await booked(148)).toHaveLength(1);
  }, 60_000);
});

it("kill -9 while the answer is on its way: the next run finds the invoice", async () => {
  await books.fail({ ...POST_INVOICE, kind: "hang" });
  const running = home.start(create(149));
  while ((await sentIds()).length === 0) await delay(20);
  running.kill("SIGKILL");
  expect((await running.result).code).toBeNull();
  const next = await home.run(create(149));
  expect(next.code, next.stderr).toBe(0);
  expect(JSON.parse(next.stdout)).toMatchObject({ outcome: "already_exists" });
  expect(await booked(149)).toHaveLength(1);
  expect(await sentIds()).toHaveLength(1);
}, 60_000);

it("a busy service is waited for, and gets the same request again under its id", async () => {
  await books.fail({ ...POST_INVOICE, kind: "429", retryAfter: 1, times: 2 });
  const busy = await home.run(create(141));
  expect(busy.code, busy.stderr).toBe(0);
  expect(await booked(141)).toHaveLength(1);
  const ids = await sentIds();
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
}, 60_000);

it("a service that is busy for longer than is waited for ends with 6, and nothing is made", async () => {
  await books.fail({ ...POST_INVOICE, kind: "429", retryAfter: 90, times: 1 });
  const busy = await home.run(create(150));
  expect(busy.code).toBe(6);
  expect(await booked(150)).toHaveLength(0);
  const later = await home.run(create(150));
  expect(JSON.parse(later.stdout)).toMatchObject({ outcome: "created" });
  const ids = await sentIds();
  expect(new Set(ids).size).toBe(2);
  expect(await booked(150)).toHaveLength(1);
}, 60_000);

it("an invoice that was voided in QuickBooks is not billed again without a word", async () => {
  const [live] = await booked(150);
  await books.post("invoice?operation=void", { Id: live?.Id, SyncToken: live?.SyncToken });
  await home.run("invoices refresh");
  const again = await home.run(create(150));
  expect(again.code).toBe(3);
  const { plan } = JSON.parse(again.stdout);
  expect(plan.problems.map(({ code }: { code: string }) => code)).toEqual(["replaces_voided"]);
  const told = await home.run([...create(150), "--again", String(live?.DocNumber)]);
  expect(JSON.parse(told.stdout)).toMatchObject({ outcome: "created" });
  expect(await booked(150)).toHaveLength(2);
}, 60_000);

it("an invoice that somebody typed by hand is found, not doubled", async () => {
  const line = {
    DetailType: "SalesItemLineDetail",
    Amount: 1249.9,
    SalesItemLineDetail: {
      ItemRef: { value: "92" },
      Qty: 10,
      UnitPrice: 124.99,
      TaxCodeRef: { value: "8" },
    },
  };
  await books.post("invoice", {
    CustomerRef: { value: "417" },
    CurrencyRef: { value: "EUR" },
    GlobalTaxCalculation: "TaxExcluded",
    Line: [line],
  });
  await home.run(["tax", "link", "0", "--code", "8"]);
  const doubt = await home.run(create(125));
  expect(doubt.code).toBe(3);
  expect(JSON.parse(doubt.stdout).plan.problems.map(({ code }: { code: string }) => code)).toEqual([
    "possible_duplicate",
  ]);
  const told = await home.run([...create(125), "--not-duplicate"]);
  expect(JSON.parse(told.stdout)).toMatchObject({
    outcome: "created",
    invoice: { total: "1249.90", tax: "0.00" },
  });
}, 60_000);

it("a customer that was made before the invoice was refused is told, kept, and used by the next run", async () => {
  const args = [...create(133), "--new-customer"];
  await books.fail({ ...POST_INVOICE, kind: "429", retryAfter: 90 });
  const partly = await home.run(args);
  expect(partly.code).toBe(7);
  expect(JSON.parse(partly.stdout)).toMatchObject({
    outcome: "refused",
    invoice: null,
    steps: [expect.stringContaining("Ville Salo")],
  });
  expect(JSON.parse(partly.stderr).error.kind).toBe("partial");
  const next = await home.run(create(133));
  expect(next.code, next.stderr).toBe(0);
  expect(await books.query("select * from Customer where DisplayName = 'Ville Salo'")).toHaveLength(
    1,
  );
  expect(await booked(133)).toHaveLength(1);
}, 60_000);
