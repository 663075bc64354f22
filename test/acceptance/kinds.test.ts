// Kinds of deals against the practice books, each figure by hand.
// 124: 3 × 124.99 = 374.97 and 7.5 × 61.50 less 10 % = 415.13, tax included at 25.5 %: nets 298.78 and 330.78, so 160.54 of 790.10 is tax.
// 126: 60 × 18.90 = 1,134.00 at 14 % is 158.76; 6 × 61.50 = 369.00 at 25.5 % is 94.10; 1,755.86 in all. 133: 12 × 61.50 = 738.00, tax 188.19.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  const started = await home.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
  books = await practiceBooks(home);
  await books.set({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" });
  for (const [name, value] of [
    ["match.items", "exact"],
    ["match.customers", "exact"],
    ["match.tax", "exact"],
    ["item.income-account", "61"],
  ] as const) {
    await home.run(["config", "set", name, value]);
  }
}, 30_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Created = {
  outcome: string;
  invoice: { id: string; total: string; tax: string; customer: { name: string } };
  warnings: { code: string }[];
};
type Refused = {
  outcome: string;
  plan: { problems: { code: string; message: string; next: string }[] };
};

const create = (args: string) =>
  home.json(`invoice create ${args} --yes`) as unknown as Promise<Created>;
const refused = async (args: string) =>
  ((await home.json(`invoice create ${args} --yes`, 3)) as unknown as Refused).plan.problems;
const booked = async (id: string) =>
  (
    (await books.read(`invoice/${id}`)) as unknown as {
      Invoice: Record<string, unknown> & { Line: Record<string, Record<string, unknown>>[] };
    }
  ).Invoice;

describe("booked to the cent", () => {
  it("prices that include tax: the customer's price stays", async () => {
    const { invoice, warnings } = await create("--deal 124");
    expect(invoice).toMatchObject({ total: "790.10", tax: "160.54" });
    expect(warnings).toEqual([]);
    const { Line, GlobalTaxCalculation } = await booked(invoice.id);
    expect(GlobalTaxCalculation).toBe("TaxInclusive");
    const sales = Line.filter((line) => line.SalesItemLineDetail);
    expect(sales.map((line) => line.Amount)).toEqual([298.78, 330.78]);
    expect(sales.map((line) => line.SalesItemLineDetail?.TaxInclusiveAmt)).toEqual([
      374.97, 415.13,
    ]);
  });

  it("two rates on one invoice", async () => {
    const { invoice, warnings } = await create("--deal 126");
    expect(invoice).toMatchObject({ total: "1755.86", tax: "252.86" });
    expect(warnings).toEqual([]);
  });

  it("no tax: a code of 0 % is never taken unasked", async () => {
    expect((await refused("--deal 125")).map(({ code }) => code)).toEqual(["unlinked_tax"]);
    await home.run(["tax", "link", "0", "--code", "Veroton 0%"]);
    expect((await create("--deal 125")).invoice).toMatchObject({ total: "1249.90", tax: "0.00" });
  });

  it("a person without an organization: a new customer, made once", async () => {
    const problems = await refused("--deal 133");
    expect(problems.map(({ code, next }) => [code, next])).toEqual([
      [
        "unlinked_customer",
        "pdqb customer link --person 914 --customer <customer>, or --new-customer",
      ],
    ]);
    const { invoice, warnings } = await create("--deal 133 --new-customer");
    expect(invoice).toMatchObject({
      total: "926.19",
      tax: "188.19",
      customer: { name: "Ville Salo" },
    });
    expect(warnings.map(({ code }) => code)).toEqual(["deal_not_won"]);
    const made = await books.query("select * from Customer where DisplayName = 'Ville Salo'");
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ PrimaryEmailAddr: { Address: "ville.salo@example.org" } });
    const view = (await home.json(["customer", "view", "Ville Salo"])) as unknown as {
      customer: { links: unknown[] };
    };
    expect(view.customer.links).toEqual([{ source: "person", source_id: 914, currency: "EUR" }]);
  });
});

describe("refused before any write, by name", () => {
  it.each([
    [127, "no_lines"],
    [128, "unclear_discount"],
    [129, "unclear_discount"],
    [130, "recurring_lines"],
    [131, "currency_mismatch"],
    [132, "archived_deal"],
    [134, "no_customer"],
    [136, "unclear_installments"],
  ])("deal %i: %s", async (deal, code) => {
    await books.clearLog();
    expect((await refused(`--deal ${deal}`)).map((problem) => problem.code)).toContain(code);
    const writes = (await books.log()).filter(
      ({ method, path }) => method === "POST" && /\/(invoice|customer|item)$/.test(path),
    );
    expect(writes).toEqual([]);
  });

  it("a name that a vendor holds, with a way out", async () => {
    const problems = await refused("--deal 140 --new-customer");
    expect(problems).toMatchObject([
      { code: "name_taken", next: '--new-customer "Lumi Catering Oy (customer)"' },
    ]);
    expect(problems[0]?.message).toContain("vendor");
  });

  it("a customer or an item that is inactive", async () => {
    const link = await home.run(["product", "link", "215", "--item", "95"]);
    expect(link.code).toBe(3);
    expect(link.stderr).toContain("inactive");
    const customer = await home.run([
      "customer",
      "link",
      "--organization",
      "403",
      "--customer",
      "421",
    ]);
    expect(customer.code).toBe(3);
  });

  it("a deleted deal is no deal", async () => {
    expect((await home.run("invoice create --deal 138 --yes")).code).toBe(5);
  });
});

it("text from the services reaches a terminal and a pipe without its control characters", async () => {
  const result = await home.run("invoice create --deal 139 --dry-run");
  const json = await home.run("deals --limit 100");
  for (const text of [result.stdout, result.stderr, json.stdout]) {
    expect(text).not.toContain(String.fromCharCode(27));
    expect(text).not.toContain(String.fromCharCode(7));
    expect(text).not.toContain("\u202e");
  }
  expect(result.stdout).toContain("Launch");
});
