// A company in the United States, where no tax code is sent and QuickBooks computes the tax. By hand: of deal 123 the panels are taxed
// goods, 923.15 at 8.25 % is 76.16 (76.159875); 1,653.15 and the tax make 1,729.31.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  await home.run("practice start");
  const reset = await home.run("practice reset --company us --yes");
  if (reset.code !== 0) throw new Error(reset.stderr);
  books = await practiceBooks(home);
  await books.set({ "quickbooks.throttles": "off" });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

it("connects the profile to the other company by itself", async () => {
  expect(await home.json("status")).toMatchObject({
    pipedrive: { company: "Harbor Pine Sales" },
    quickbooks: { company: "Harbor & Pine LLC" },
  });
});

it("leaves the tax to QuickBooks, says so before, and reads it back after", async () => {
  for (const [name, value] of [
    ["match.items", "exact"],
    ["match.customers", "exact"],
    ["item.income-account", "Services"],
  ] as const) {
    await home.run(["config", "set", name, value]);
  }
  const planned = await home.json("invoice create --deal 123 --create-item 3 --dry-run");
  expect(planned).toMatchObject({
    outcome: "planned",
    plan: {
      tax_treatment: "automatic",
      totals: { net: "1653.15", tax: null, total: null },
      problems: [],
    },
  });
  const created = await home.json("invoice create --deal 123 --create-item 3 --yes");
  expect(created).toMatchObject({
    outcome: "created",
    // The deal has 8.25 % on all of 1,653.15, and the books tax the goods alone.
    warnings: [
      {
        code: "tax_difference",
        message: "Tax: the deal says 136.38 USD, QuickBooks booked 76.16 USD.",
      },
    ],
    invoice: { total: "1729.31", tax: "76.16" },
  });
  const { id } = (created as unknown as { invoice: { id: string } }).invoice;
  const { Invoice: booked } = (await books.read(`invoice/${id}`)) as unknown as {
    Invoice: Record<string, unknown>;
  };
  expect(booked).not.toHaveProperty("GlobalTaxCalculation");
});

it("remembers what was matched exactly, and was confirmed", async () => {
  const { products } = (await home.json("products list")) as unknown as {
    products: { product_id: number }[];
  };
  expect(products.map(({ product_id }) => product_id).sort((one, other) => one - other)).toEqual([
    88, 201, 208,
  ]);
});

it("refuses prices that include tax", async () => {
  const refused = (await home.json("invoice create --deal 124 --yes", 3)) as unknown as {
    outcome: string;
    plan: { problems: { code: string }[] };
  };
  expect(refused.outcome).toBe("refused");
  expect(refused.plan.problems.map(({ code }) => code)).toContain("tax_inclusive_us");
});

it("sends NON on every line, and nothing of the other countries, when told that there is no tax", async () => {
  const created = (await home.json("invoice create --deal 125 --tax none --yes")) as unknown as {
    invoice: { id: string; tax: string };
  };
  expect(created.invoice.tax).toBe("0.00");
  const { Invoice: booked } = (await books.read(`invoice/${created.invoice.id}`)) as unknown as {
    Invoice: { Line: Record<string, Record<string, unknown>>[] };
  };
  const sales = booked.Line.filter((line) => line.SalesItemLineDetail);
  expect(sales.map((line) => line.SalesItemLineDetail?.TaxCodeRef)).toEqual([{ value: "NON" }]);
  expect(booked).not.toHaveProperty("GlobalTaxCalculation");
});

it("takes a code of the whole invoice where sales tax is manual, and then knows the tax: 8.25 % of 1,653.15 is 136.38", async () => {
  const automated = await home.json("invoice create --deal 123 --again --tax-code 2 --dry-run", 3);
  expect(automated).toMatchObject({ plan: { problems: [{ code: "feature_off" }] } });
  await home.run("practice reset --company us --yes");
  await books.set({ "quickbooks.us_tax": "manual" });
  const made = (await home.json(
    "invoice create --deal 123 --tax-code 2 --create-item 3 --yes",
  )) as unknown as { invoice: { id: string }; warnings: { code: string }[] };
  expect(made).toMatchObject({ invoice: { total: "1789.53", tax: "136.38" }, warnings: [] });
});
