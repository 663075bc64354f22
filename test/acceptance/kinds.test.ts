// Kinds of deals against the practice books, each figure by hand.
// 124: 3 × 124.99 = 374.97 and 7.5 × 61.50 less 10 % = 415.13, tax included at 25.5 %: nets 298.78 and 330.78, so 160.54 of 790.10 is tax.
// 126: 60 × 18.90 = 1,134.00 at 14 % is 158.76; 6 × 61.50 = 369.00 at 25.5 % is 94.10; 1,755.86 in all. 133: 12 × 61.50 = 738.00, tax 188.19.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home);
  for (const [name, value] of [
    ["match.items", "exact"],
    ["match.customers", "exact"],
    ["match.tax", "exact"],
    ["item.income-account", "61"],
  ] as const) {
    await home.run(["config", "set", name, value]);
  }
}, 120_000);

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
    expect(warnings.map(({ code }) => code)).toEqual(["due_at_once"]);
  });

  // 4 × 249.50 = 998.00 less 60.00 = 938.00, which is Pipedrive's sum; 25.5 % of it is 239.19.
  it("a discount as an amount: Pipedrive's sum tells that it is of the line", async () => {
    const { invoice, warnings } = await create("--deal 128");
    expect(invoice).toMatchObject({ total: "1177.19", tax: "239.19" });
    expect(warnings).toEqual([]);
    const { Line } = await booked(invoice.id);
    expect(Line[0]).toMatchObject({
      Amount: 938,
      Description: expect.stringMatching(/998.00 less 60.00$/),
    });
  });

  // 6 × 95.00 + 2 × 124.99 = 819.98; 3 % is 24.5994, so 24.60; 25.5 % of 795.38 is 202.8219.
  it("a percentage on the whole deal: one discount line", async () => {
    const { invoice, warnings } = await create("--deal 129");
    expect(invoice).toMatchObject({ total: "998.20", tax: "202.82" });
    expect(warnings).toEqual([]);
    const { Line } = await booked(invoice.id);
    expect(Line.find((line) => line.DiscountLineDetail)).toMatchObject({
      Amount: 24.6,
      Description: "3 % Framework contract",
      DiscountLineDetail: { PercentBased: true, DiscountPercent: 3 },
    });
  });

  // 25.5 % of 95.00 is 24.225, which goes up.
  it("a recurring line for one cycle, on the explicit word", async () => {
    expect((await refused("--deal 130")).map(({ code }) => code)).toEqual(["recurring_lines"]);
    const { invoice } = await create("--deal 130 --recurring");
    expect(invoice).toMatchObject({ total: "119.23", tax: "24.23" });
    const { Line } = await booked(invoice.id);
    expect(Line[0]?.Description).toContain("monthly, cycle 1 of 12");
    const again = await create("--deal 130 --recurring 1");
    expect([again.outcome, again.invoice.id]).toEqual(["already_exists", invoice.id]);
    const second = await create("--deal 130 --recurring 2");
    expect(second.outcome).toBe("created");
    expect((await refused("--deal 130 --recurring 13"))[0]).toMatchObject({ code: "no_lines" });
  });

  // 1,200.00 and 25.5 % of it, 306.00.
  it("a deal without lines as one line of its value, on the explicit word", async () => {
    expect((await refused("--deal 127")).map(({ code }) => code)).toContain("no_lines");
    const bare = await home.run("invoice create --deal 127 --from-value --item 88 --yes");
    expect(bare.code).toBe(2);
    expect(bare.stderr).toContain("--tax exclusive --tax-code <code>");
    const { invoice } = await create(
      "--deal 127 --from-value --item 88 --tax exclusive --tax-code 5",
    );
    expect(invoice).toMatchObject({ total: "1506.00", tax: "306.00" });
  });

  it("no tax: a code of 0 % is never taken unasked", async () => {
    expect((await refused("--deal 125")).map(({ code }) => code)).toEqual(["several_tax_codes"]);
    await home.run(["tax", "link", "0", "--code", "Veroton 0%"]);
    expect((await create("--deal 125")).invoice).toMatchObject({ total: "1249.90", tax: "0.00" });
  });

  it("a person without an organization: a new customer, made once", async () => {
    const problems = await refused("--deal 133");
    expect(problems.map(({ code, next }) => [code, next])).toEqual([
      ["unlinked_customer", "pdqb invoice create --deal 133 --new-customer"],
    ]);
    const { invoice, warnings } = await create("--deal 133 --new-customer");
    expect(invoice).toMatchObject({
      total: "926.19",
      tax: "188.19",
      customer: { name: "Ville Salo" },
    });
    expect(warnings.map(({ code }) => code)).toEqual(["deal_not_won", "due_at_once"]);
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
      {
        code: "name_taken",
        next: "pdqb invoice create --deal 140 --new-customer 'Lumi Catering Oy (customer)'",
      },
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
