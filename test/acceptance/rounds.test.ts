// A morning at the terminal: known deals one after the other with two keys each, found by what is known of them, and said at the end.
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDeals } from "../support/fresh-deals.ts";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import type { Typist } from "../support/typist.ts";

const home = new Home();
let books: Books;
let fresh: () => Promise<number>;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  fresh = await freshDeals(home);
  // Nothing in the books is called like this product.
  await home.json("product link 88 --item 92");
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const count = async () => (await books.query("select * from Invoice maxresults 1000")).length;

it("ten known deals take at most two keys each after the first", async () => {
  const deals: number[] = [];
  for (let made = 0; made < 10; made += 1) deals.push(await fresh());
  const before = await count();
  const desk = home.types(`invoice create ${deals[9]}`);
  await desk.answers("Create invoice:", "y");
  const first = desk.pressed();
  for (const _ of deals.slice(1)) {
    await desk.answers("Next deal (", "enter");
    await desk.answers("Create invoice:", "y");
  }
  expect(desk.pressed() - first).toBeLessThanOrEqual(2 * 9);
  await desk.answers("Next deal (", "n");
  const { code, screen } = await desk.ended;
  expect(code).toBe(0);
  expect(await count()).toBe(before + 10);
  // 107 + 114 + … + 170 = 1,385.00 net, and 353.20 of tax, rounded invoice by invoice.
  expect(screen).toContain("10 invoices created: 1,738.20 EUR.");
  expect(screen).toContain("42 left to bill. Next: pdqb invoice create");
}, 60_000);

/** Answers what is asked before the last look, creates, and ends the round. */
async function toInvoice(deal: number, answers: readonly (readonly [string, ...string[]])[]) {
  const before = await count();
  const desk = home.types(`invoice create ${deal}`);
  for (const [question, ...keys] of answers) await desk.answers(question, ...keys);
  const seen = await desk.answers("Create invoice:", "y");
  await endRound(desk);
  expect(await count()).toBe(before + 1);
  return seen;
}

async function endRound(desk: Typist) {
  await desk.answers("<n> End here", "n");
  expect((await desk.ended).code).toBe(0);
}

it("127: a deal without lines is billed as one line of its value, by the item that is chosen", async () => {
  const seen = await toInvoice(127, [
    ["Which item for one line of 1,200.00 EUR?", "hours, sen"],
    ["❯ Hours, senior", "enter"],
    ["Is 1,200.00 EUR before tax, or with tax?", "enter"],
    ["Which tax code?", "25.5"],
    ["❯ ALV 25.5%", "enter"],
  ]);
  // 1,200.00 and 25.5 % of it.
  expect(seen).toContain("Create invoice: 1,506.00 EUR to Kallio & Söner Ab");
}, 60_000);

it("of a deal without lines the item can be a new one, under a name that is free", async () => {
  const pipedrive = await practicePipedrive(home);
  const deal = { title: "Advice", org_id: 402, status: "won", currency: "EUR", value: 80 };
  const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", deal);
  const desk = home.types(`invoice create ${id}`);
  await desk.answers("❯ Create an item: its name is asked next", "enter");
  const backspaces = [..."Advice"].map(() => "back");
  await desk.answers("Name of the new item", ...backspaces, "catering", "enter");
  await desk.sees('That one is used by item "Catering" (id 94).');
  await desk.types(..."catering".split("").map(() => "back"), "Advising", "enter");
  await desk.answers("Which income account do new items book to?", "enter");
  await desk.answers("Is 80.00 EUR before tax, or with tax?", "enter");
  await desk.answers("Which tax code?", "25.5");
  await desk.answers("❯ ALV 25.5%", "enter");
  // 80.00 and 25.5 % of it.
  await desk.answers("Create invoice: 100.40 EUR to Aurora Design Oy", "y");
  await endRound(desk);
  const [item] = await books.query("select * from Item where Name = 'Advising'");
  expect(item).toMatchObject({ Active: true, UnitPrice: 0 });
}, 60_000);

it("130, 151 to 154: a recurring line is billed for the cycle that is chosen", async () => {
  for (const deal of [130, 151, 152, 153, 154])
    await toInvoice(deal, [["Which cycle of", "enter"]]);
}, 60_000);

it("136: an installment is chosen, and the one that is billed says so", async () => {
  const seen = await toInvoice(136, [["Which installment?", "enter"]]);
  expect(seen).toContain("998.00 EUR");
  const again = home.types("invoice create 136");
  expect(await again.sees("Which installment?")).toContain("billed by invoice");
  await again.types("stop");
  expect((await again.ended).code).toBe(130);
}, 60_000);

it("133: of a deal with a person alone the customer is made of the person", async () => {
  const seen = await toInvoice(133, [['❯ Create the customer "Ville Salo"', "enter"]]);
  expect(seen).toContain("to Ville Salo");
}, 60_000);

it("--create-item asks which income account the new item books to", async () => {
  await home.json("config unset item.income-account");
  const desk = home.types("invoice create 123 --create-item 3");
  await desk.sees("Deal 123  Studio refit");
  await desk.answers("Which income account do new items book to?", "enter");
  expect(await desk.answers("Create invoice:", "n")).toContain("new item Setup fee");
  expect((await desk.ended).code).toBe(130);
}, 60_000);

it("134: of a deal with nobody the customer is asked for", async () => {
  await toInvoice(134, [
    ["Which QuickBooks customer?", "aurora"],
    ["❯ Aurora Design Oy", "enter"],
  ]);
}, 60_000);

it("159: for a deal in another currency a customer of that currency is made", async () => {
  const seen = await toInvoice(159, [
    ["Which QuickBooks customer?"],
    ['❯ Create the customer "Nordljus AB"', "enter"],
    ["❯ 2 codes have 0 %", "down"],
    ["❯ Vienti 0%", "enter"],
  ]);
  expect(seen).toMatch(/Create invoice: [\d,.]+ NOK to Nordljus AB/);
}, 60_000);

it("a deal is found by its id, title, organization; amounts and what is billed stand beside it", async () => {
  const desk = home.types("invoice create");
  await desk.answers("Which deal? (id, title or organization)", "136");
  expect(await desk.sees("❯ 136  ")).toMatch(
    /❯ 136 {2}Refit in two payments {2}Aurora Design Oy {2}1,996.00 EUR {2}billed in part: \d+/,
  );
  await desk.types("back", "back", "back", "refit in two");
  await desk.sees("❯ 136  ");
  await desk.types(..."refit in two".split("").map(() => "back"), "kallio");
  expect(await desk.sees("Kallio & Söner Ab  43,004.73 EUR  won")).toContain("❯ ");
  await desk.types(..."kallio".split("").map(() => "back"), "127");
  expect(await desk.sees("❯ 127  ")).toMatch(/billed: \d+/);
  await desk.types("stop");
  expect((await desk.ended).code).toBe(130);
}, 60_000);

it("what is skipped is not offered again, and the end says how many, how much, and what was left out and why", async () => {
  const [last, second, first] = [await fresh(), await fresh(), await fresh()];
  const before = await count();
  const desk = home.types(`invoice create ${first}`);
  await desk.answers("Create invoice:", "y");
  expect(await desk.answers("<s> Skip it", "s")).toContain(`: ${second}  Fresh`);
  expect(await desk.answers("<s> Skip it", "y")).toContain(`: ${last}  Fresh`);
  await desk.answers("Create invoice:", "n");
  await desk.answers("<n> End here", "n");
  const { code, screen } = await desk.ended;
  expect(code).toBe(0);
  expect(await count()).toBe(before + 1);
  // The thirteenth deal of 100 and 13 times 7: 191.00, and 48.71 of tax.
  expect(screen).toContain("1 invoice created: 239.71 EUR.");
  expect(screen).toContain(`Not billed: deal ${second} (left out by you)`);
  expect(screen).toContain(`Not billed: deal ${last} (left out by you)`);
}, 60_000);

it("Ctrl-C at a question of a later deal ends the round, and the end says what was done", async () => {
  const [second, first] = [await fresh(), await fresh()];
  const desk = home.types(`invoice create ${first}`);
  await desk.answers("Create invoice:", "y");
  expect(await desk.answers("<s> Skip it", "y")).toContain(`: ${second}  Fresh`);
  await desk.answers("Create invoice:", "stop");
  const { code, screen } = await desk.ended;
  expect(code).toBe(0);
  expect(screen).toContain("1 invoice created: ");
  expect(screen).toContain(`Not billed: deal ${second} (left out by you)`);
  expect(screen.match(/<n> End here/g)).toHaveLength(1);
}, 60_000);

it("says while an invoice is written for how long already, and that it is safe to wait", async () => {
  const deal = await fresh();
  await home.run("practice fail delay --seconds 2 --method POST --path /invoice");
  const desk = home.types(`invoice create ${deal}`);
  await desk.answers("Create invoice:", "y");
  await desk.sees("Writing the invoice, 1 s (safe to wait: it is never written twice)");
  await endRound(desk);
}, 60_000);

it("Esc goes back from what is changed, and first takes back what was typed", async () => {
  const desk = home.types(`invoice create ${await fresh()}`);
  await desk.answers("Create invoice:", "c");
  expect(await desk.answers("❯ Back to the invoice", "line 1")).toContain("Esc goes back");
  await desk.answers("❯ Line 1 ", "enter");
  await desk.answers("❯ Back, as it is", "pri");
  await desk.answers("❯ Price ", "escape");
  await desk.answers("❯ Back, as it is", "escape");
  await desk.answers("❯ Line 1 ", "escape");
  await desk.answers("Create invoice:", "n");
  expect((await desk.ended).code).toBe(130);
}, 60_000);

it("a deal that cannot be billed says why and does not end the round", async () => {
  const first = await fresh();
  const desk = home.types(`invoice create ${first}`);
  await desk.answers("Create invoice:", "y");
  await desk.answers("<o> Choose another one", "o");
  await desk.answers("Which deal?", "132");
  await desk.answers("❯ 132", "enter");
  expect(await desk.answers("<n> End here", "n")).toContain("Next: ");
  const { code, screen } = await desk.ended;
  expect(code).toBe(0);
  expect(screen).toMatch(/Not billed: deal 132 \([^)]*archived/i);
}, 60_000);

it("131: a deal in dollars is billed in dollars, at the rate that is shown", async () => {
  const seen = await toInvoice(131, [
    ["❯ 2 codes have 0 %", "down"],
    ["❯ Vienti 0%", "enter"],
    ['address none → "12 Harbor Road'],
    ['Update customer "Baltic Freight Inc" in QuickBooks, too?', "n", "enter"],
  ]);
  // 8 × 124.99.
  expect(seen).toContain("Create invoice: 999.92 USD to Baltic Freight Inc");
  expect(seen).toMatch(/1 USD = 0\.\d+ EUR/);
}, 60_000);

it("137: for a product that is gone and for an inactive item other items are chosen", async () => {
  const seen = await toInvoice(137, [
    ["Which item for line 1", "hours, sen"],
    ["❯ Hours, senior", "enter"],
    ["Which item for line 2", "hours, sen"],
    ["❯ Hours, senior", "enter"],
  ]);
  // 2 × 40.00 + 99.00, and 25.5 % of it: 45.645.
  expect(seen).toMatch(/Create invoice: 224\.6[45] EUR to Kallio & Söner Ab/);
}, 60_000);

it("of a deal that is billed in part, what is left is billed", async () => {
  const deal = await fresh();
  await home.json(`invoice create --deal ${deal} --percent 40 --yes`);
  const seen = await toInvoice(deal, [["❯ Yes, what has not been billed yet", "enter"]]);
  expect(seen).toContain("Create invoice:");
}, 60_000);

it("several deals are asked about once, and the question says of which company", async () => {
  const deals = [await fresh(), await fresh()];
  const before = await count();
  const desk = home.types(`invoice create --deal ${deals.join(",")}`);
  const seen = await desk.answers("Apply run ", "y", "enter");
  expect(seen).toContain("create 2 invoices (");
  expect(seen.replace(/\s+/g, " ")).toContain("EUR) in Pohjola Verstas Oy (practice)?");
  expect((await desk.ended).code).toBe(0);
  expect(await count()).toBe(before + 2);
}, 60_000);

it("a line is added with an item that is made of its name", async () => {
  const desk = home.types(`invoice create ${await fresh()}`);
  await desk.answers("Create invoice:", "c");
  await desk.answers("❯ Back to the invoice", "add a");
  await desk.answers("❯ Add a line", "enter");
  await desk.answers("❯ Back, as it is", "down");
  await desk.answers("❯ Create an item: its name is asked next", "enter");
  await desk.answers("Name of the new item (empty: back)", "courier", "enter");
  await desk.answers("Which income account do new items book to?", "enter");
  await desk.answers("Quantity: (1)", "enter");
  await desk.answers("Price in EUR:", "12,50", "enter");
  await desk.answers("Text: (courier)", "enter");
  await desk.answers("❯ Add a line", "escape");
  expect(await desk.answers("Create invoice:", "y")).toContain("new item courier");
  await endRound(desk);
  expect(await books.query("select * from Item where Name = 'courier'")).toHaveLength(1);
}, 60_000);
