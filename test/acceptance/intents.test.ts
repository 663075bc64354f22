// A write whose outcome is not known: what any later command settles by reading, and what a person has to say.
// Aim: one invoice and one link whatever was lost, and no word that proves more than was seen.
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** Time passes: the sendings of an open intent lie so many hours further back. */
function age(id: string, hours: number): void {
  const ledger = new DatabaseSync(join(home.path, "ledger.db"));
  const { first_sent_at: sent } = ledger
    .prepare("select first_sent_at from intents where id = ?")
    .get(id) as { first_sent_at: string };
  const then = new Date(Date.parse(sent) - hours * 3_600_000).toISOString();
  ledger
    .prepare("update intents set first_sent_at = ?, last_sent_at = ? where id = ?")
    .run(then, then, id);
  ledger.close();
}

const create = (deal: number) => ["invoice", "create", "--deal", String(deal), "--yes", "--json"];
const POST_INVOICE = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };
// The look for an invoice of unknown outcome, from one moment to another.
const QUERIES = {
  service: "quickbooks",
  method: "GET",
  path: "/CreateTime.*CreateTime.{1,10}%3C/",
  times: 50,
};

const booked = (deal: number) => books.invoices(new RegExp(`pdqb ${deal}/`));
type Row = { id: string; state: string; deal_id: number; kind: string; outcome: string };
const intents = async (all = "") =>
  (await home.json(`pending list${all}`)).intents as unknown as Row[];

/** Leaves the invoice of a deal in doubt: it was sent, and neither an answer nor a look came through. */
async function leaveInDoubt(deal: number, kind: "drop_before" | "drop_after"): Promise<string> {
  await books.fail({ ...POST_INVOICE, kind, times: kind === "drop_after" ? 1 : 3 });
  await books.fail({ ...QUERIES, kind: "html" });
  if (kind === "drop_after") await books.fail({ ...POST_INVOICE, kind: "drop_before", times: 2 });
  const doubt = await home.run(create(deal));
  expect(doubt.code, doubt.stderr).toBe(8);
  await books.clearFaults();
  const [row] = (await intents()).filter(({ deal_id }) => deal_id === deal);
  expect(row).toMatchObject({ state: "in_doubt", kind: "invoice" });
  return row?.id ?? "";
}

it("what was made is found by any later command, with its link, by reading alone", async () => {
  await leaveInDoubt(142, "drop_after");
  expect(await booked(142)).toHaveLength(1);
  await books.clearLog();
  expect((await home.run("invoices refresh")).code).toBe(0);
  const writes = (await books.log()).filter(
    ({ service, method, path }) =>
      service === "quickbooks" && method === "POST" && !path.endsWith("/batch"),
  );
  expect(writes).toEqual([]);
  expect(await intents()).toEqual([]);
  const { invoices } = await home.json("invoices list --deal 142");
  expect(invoices).toMatchObject([{ deal_ids: [142], status: "open" }]);
  expect(await home.json(create(142).slice(0, -1))).toMatchObject({ outcome: "already_exists" });
  expect(await booked(142)).toHaveLength(1);
}, 60_000);

it("what is not found stays open, is shown with all that is known, and blocks another part of the deal", async () => {
  const id = await leaveInDoubt(143, "drop_before");
  expect((await home.run("invoices refresh")).code).toBe(0);
  expect(await intents()).toMatchObject([{ id, state: "in_doubt" }]);
  const { intent } = (await home.json(`pending show ${id}`)) as unknown as {
    intent: Record<string, unknown>;
  };
  expect(intent).toMatchObject({
    deal_id: 143,
    marker: expect.stringMatching(/^pdqb 143\/1 /),
    next: [
      `pdqb pending resolve ${id}`,
      `pdqb pending resolve ${id} --created id:<id>`,
      `pdqb pending resolve ${id} --not-created`,
    ],
  });
  expect(JSON.parse(String(intent.body))).toMatchObject({ CustomerRef: { value: "418" } });
  const other = await home.run([
    "invoice",
    "create",
    "--deal",
    "143",
    "--percent",
    "30",
    "--part",
    "2",
    "--yes",
    "--json",
  ]);
  expect(other.code).toBe(3);
  const problems = JSON.parse(other.stdout).plan.problems as { code: string; next: string }[];
  expect(problems).toContainEqual(
    expect.objectContaining({ code: "in_doubt", next: `pdqb pending resolve ${id}` }),
  );
}, 60_000);

it("resolve sends the same request again under its own id, once it is confirmed", async () => {
  const [row] = await intents();
  const id = row?.id ?? "";
  const unasked = await home.run(`pending resolve ${id}`);
  expect(unasked.code).toBe(2);
  expect(unasked.stderr).toContain("--yes");
  const dry = await home.json(`pending resolve ${id} --dry-run`);
  expect(dry).toMatchObject({ outcome: "planned", plan: { requests: [{ method: "POST" }] } });
  expect(await booked(143)).toHaveLength(0);
  const done = await home.json(`pending resolve ${id} --yes`);
  expect(done).toMatchObject({ outcome: "settled", intent: { state: "done" } });
  expect(await booked(143)).toHaveLength(1);
  expect(await home.json(`pending resolve ${id} --yes`)).toMatchObject({ outcome: "already" });
  const { invoices } = await home.json("invoices list --deal 143");
  expect(invoices).toMatchObject([{ deal_ids: [143] }]);
}, 60_000);

it("that it was not made cannot be said while the request may be on its way", async () => {
  const id = await leaveInDoubt(144, "drop_before");
  const early = await home.run(`pending resolve ${id} --not-created --yes`);
  expect(early.code, early.stderr).toBe(3);
  expect(early.stderr).toContain("may still be in progress");
  expect(await intents()).toMatchObject([{ id }]);
}, 60_000);

it("that it was made is believed of an invoice of the same customer that is free, and of no other", async () => {
  const [row] = await intents();
  const id = row?.id ?? "";
  const [ours] = await booked(142);
  const taken = await home.run(`pending resolve ${id} --created id:${ours?.Id} --yes`);
  expect(taken.code, taken.stderr).toBe(3);
  expect(taken.stderr).toContain("another customer's");
  expect((await home.run(`pending resolve ${id} --created id:999999 --yes`)).code).toBe(5);
  expect((await home.run(`pending resolve ${id} --created 10x --yes`)).code).toBe(2);
  expect((await home.run(`pending resolve ${id} --created id:1 --not-created --yes`)).code).toBe(2);
  expect((await home.run("pending resolve nothing --yes")).code).toBe(5);
  const typed = await books.post("invoice", {
    CustomerRef: { value: "419" },
    CurrencyRef: { value: "EUR" },
    GlobalTaxCalculation: "TaxExcluded",
    Line: [
      {
        DetailType: "SalesItemLineDetail",
        Amount: 10,
        SalesItemLineDetail: { ItemRef: { value: "92" }, TaxCodeRef: { value: "5" } },
      },
    ],
  });
  const made = (typed as unknown as { Invoice: { Id: string } }).Invoice.Id;
  const told = await home.json(`pending resolve ${id} --created id:${made} --yes`);
  expect(told).toMatchObject({ outcome: "told", intent: { state: "done", object_id: made } });
  const { invoices } = await home.json("invoices list --deal 144");
  expect(invoices).toMatchObject([{ id: made, deal_ids: [144] }]);
  expect(await booked(144)).toHaveLength(0);
}, 60_000);

it("after a day the same request is never sent again: candidates are shown, and a person says which it was", async () => {
  const id = await leaveInDoubt(145, "drop_before");
  age(id, 25);
  await books.clearLog();
  const late = await home.run(create(145));
  expect(late.code).toBe(8);
  const asked = await home.run(`pending resolve ${id} --yes`);
  expect(asked.code).toBe(8);
  expect(asked.stderr).toContain("over 24 hours ago");
  expect(asked.stderr).toContain(`pdqb pending resolve ${id} --not-created`);
  const posts = (await books.log()).filter(
    ({ method, path }) => method === "POST" && path.endsWith("/invoice"),
  );
  expect(posts).toEqual([]);
  const told = await home.json(`pending resolve ${id} --not-created --yes`);
  expect(told).toMatchObject({ outcome: "told", intent: { state: "ended" } });
  expect(await home.json(create(145).slice(0, -1))).toMatchObject({ outcome: "created" });
  expect(await booked(145)).toHaveLength(1);
}, 60_000);

it("an intent that was stored and never sent is ended, since nothing left", async () => {
  await books.fail({ ...POST_INVOICE, kind: "hang" });
  const running = home.start(create(146));
  while ((await intents()).length === 0);
  running.kill("SIGKILL");
  await running.result;
  const [row] = await intents();
  const ledger = new DatabaseSync(join(home.path, "ledger.db"));
  ledger
    .prepare("update intents set first_sent_at = null, last_sent_at = null where id = ?")
    .run(row?.id ?? "");
  ledger.close();
  expect((await home.run("invoices refresh")).code).toBe(0);
  expect(await intents()).toEqual([]);
  const rows = await intents(" --all");
  expect(rows).toContainEqual(
    expect.objectContaining({ id: row?.id, state: "ended", outcome: "never sent" }),
  );
}, 60_000);
