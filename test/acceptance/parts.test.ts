// Parts of a deal. Deal 123: lines of 380.00, 923.15 and 350.00 net, 1,653.15 in all, at 25.5 %. Deal 136: 8 × 249.50 = 1,996.00
// in two installments of 998.00. Deal 124: prices with tax, nets 298.78 + 330.78 = 629.56.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld, planOf } from "../support/world.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  await home.run("config set item.income-account 61");
  await home.run("product link 88 --item 88");
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Created = {
  outcome: string;
  invoice: { id: string; number: string; total: string; tax: string };
  plan: { totals: { net: string }; lines: { line: number; net: string }[] };
  warnings: { code: string }[];
};
type Refused = { plan: { problems: { code: string; message: string; next: string }[] } };

const create = (args: string) =>
  home.json(`invoice create ${args} --yes`) as unknown as Promise<Created>;
const refused = async (args: string) =>
  ((await home.json(`invoice create ${args} --yes`, 3)) as unknown as Refused).plan.problems;
const nets = ({ plan }: Created) => plan.lines.map(({ line, net }) => [line, net]);

describe("by percentage", () => {
  it("30 % and the rest are the deal, line by line", async () => {
    const first = await create("--deal 123 --percent 30");
    // 30 % of 1,653.15 is 495.945, so 495.95; of the running totals 380.00, 1,303.15, 1,653.15 that is 114.00, 390.95, 495.95.
    expect(nets(first)).toEqual([
      [1, "114.00"],
      [2, "276.95"],
      [3, "105.00"],
    ]);
    // 25.5 % of 495.95 is 126.46725.
    expect(first.invoice).toMatchObject({ total: "622.42", tax: "126.47" });
    expect(first.warnings).toEqual([]);

    const same = await create("--deal 123 --percent 30");
    expect([same.outcome, same.invoice.id]).toEqual(["already_exists", first.invoice.id]);

    const [whole] = await refused("--deal 123");
    expect(whole).toMatchObject({ code: "partly_billed" });
    expect(whole?.message).toContain(`${first.invoice.number} (30 %); 1,157.20 net is left`);
    expect((await refused("--deal 123 --percent 80 --part 2"))[0]).toMatchObject({
      code: "over_billed",
    });

    const rest = await create("--deal 123 --rest");
    expect(nets(rest)).toEqual([
      [1, "266.00"],
      [2, "646.20"],
      [3, "245.00"],
    ]);
    expect(rest.plan.totals.net).toBe("1157.20");
    const more = await create("--deal 123 --rest");
    expect([more.outcome, more.invoice.id]).toEqual(["already_exists", rest.invoice.id]);
    expect((await refused("--deal 123 --amount 1 --part 3"))[0]?.message).toContain(
      "Nothing is left",
    );
  });

  it("of prices with tax goes out net, and thirds leave no cent", async () => {
    // 33.33 % of 629.56 is 209.832348, so 209.83; twice that leaves 209.90.
    const one = await create("--deal 124 --percent 33.33 --part 1");
    const two = await create("--deal 124 --percent 33.33 --part 2");
    const last = await create("--deal 124 --rest");
    expect([one, two, last].map(({ plan }) => plan.totals.net)).toEqual([
      "209.83",
      "209.83",
      "209.90",
    ]);
    for (const { warnings } of [one, two, last]) expect(warnings).toEqual([]);
  });

  it("a part that was voided is left again", async () => {
    const one = await create("--deal 142 --percent 50");
    const [invoice] = await books.query(`select * from Invoice where Id = '${one.invoice.id}'`);
    await books.post("invoice?operation=void", {
      Id: one.invoice.id,
      SyncToken: invoice?.SyncToken,
    });
    await home.run("invoices refresh");
    const problems = await refused("--deal 142 --percent 50");
    expect(problems.map(({ code }) => code)).toEqual(["replaces_voided"]);
    const whole = await create("--deal 142 --percent 100 --part 2");
    // 2 × 124.99 + 4 × 61.50.
    expect(whole.plan.totals.net).toBe("495.98");
  });
});

it("by amount: net, on top of it the document's tax", async () => {
  // Deal 143: 3 × 124.99 = 374.97 and 4 × 61.50 = 246.00, 620.97 in all; of 200.00 the first takes 120.7690.
  const part = await create("--deal 143 --amount 200");
  expect(nets(part)).toEqual([
    [1, "120.77"],
    [2, "79.23"],
  ]);
  expect(part.invoice).toMatchObject({ total: "251.00", tax: "51.00" });
});

it("by lines: each once", async () => {
  // Deal 144: 4 × 124.99 = 499.96 and 4 × 61.50 = 246.00.
  const first = await create("--deal 144 --lines 2");
  expect(nets(first)).toEqual([[2, "246.00"]]);
  const [again] = await refused("--deal 144 --lines 1,2");
  expect(again).toMatchObject({ code: "over_billed" });
  expect(again?.message).toContain(`Line 2 is billed already, by invoice ${first.invoice.number}.`);
  expect(nets(await create("--deal 144 --rest"))).toEqual([[1, "499.96"]]);
});

describe("by installment", () => {
  it("is asked for by a word, and each is billed once", async () => {
    expect((await refused("--deal 136"))[0]).toMatchObject({
      code: "unclear_installments",
      next: "pdqb invoice create --deal 136 --installment 1",
    });
    const first = await create("--deal 136 --installment 1");
    // 25.5 % of 998.00.
    expect(first.invoice).toMatchObject({ total: "1252.49", tax: "254.49" });
    const same = await create("--deal 136 --installment 1");
    expect([same.outcome, same.invoice.id]).toEqual(["already_exists", first.invoice.id]);
    const second = await create("--deal 136 --installment 2");
    expect(second.plan.totals.net).toBe("998.00");
    expect((await home.run("invoice create --deal 136 --installment 3 --yes")).code).toBe(2);
  });
});

it("only one word for a part at a time", async () => {
  const both = await home.run("invoice create --deal 145 --percent 10 --rest --yes");
  expect(both.code).toBe(2);
  expect(both.stderr).toContain("exclude each other");
  expect((await home.run("invoice create --deal 145 --percent 0 --yes")).code).toBe(2);
  expect((await home.run("invoice create --deal 145 --amount 1.005 --yes")).code).toBe(2);
  expect((await home.run("invoice create --deal 145 --lines 9 --yes")).code).toBe(2);
});

it("the parts that are billed are read again in one query, and one that was voided meanwhile counts no more", async () => {
  // Deal 146: 6 × 124.99 + 4 × 61.50 = 749.94 + 246.00 = 995.94 net. A tenth is 99.594, so 99.59 each time; two of
  // them stand after the void: 995.94 - 199.18 = 796.76 is left.
  for (const part of [1, 2, 3]) await create(`--deal 146 --percent 10 --part ${part}`);
  const { invoices } = await home.json("invoices list --deal 146");
  const [first] = invoices as unknown as { id: string; total: string }[];
  const { Invoice } = (await books.read(`invoice/${first?.id}`)) as unknown as {
    Invoice: { Id: string; SyncToken: string };
  };
  await books.post("invoice?operation=void", { Id: Invoice.Id, SyncToken: Invoice.SyncToken });
  await books.clearLog();
  const later = await openWorld(home, () => 120_000);
  const rest = await planOf(later, 146, { rest: true });
  expect(rest.totals.net.toFixed(2)).toBe("796.76");
  const reads = (await books.log()).filter(
    ({ service, path }) => service === "quickbooks" && path.includes("/invoice/"),
  );
  expect(reads).toEqual([]);
}, 60_000);
