// The company with everything switched on: what its books hold, and what they refuse.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { matchExactly, practicePipedrive } from "../support/practice.ts";
import type { Home } from "../support/run.ts";
import { openWorld, planOf, type World } from "../support/world.ts";
import { QuickBooksSdk, type Wire } from "./quickbooks/sdk.ts";

const sdk = new QuickBooksSdk();
const home: Home = sdk.home;
let world: World;

beforeAll(async () => {
  await home.run("practice start --company complex");
  await sdk.start({ "pipedrive.rate_limits": "off" });
  await matchExactly(home);
  world = await openWorld(home);
}, 60_000);
afterAll(() => sdk.stop());

const line = (detail: object, Amount = 10) => ({
  DetailType: "SalesItemLineDetail",
  Amount,
  SalesItemLineDetail: { TaxCodeRef: { value: "5" }, ...detail },
});
const invoice = (Line: object[], more: object = {}) => ({
  CustomerRef: { value: "434" },
  GlobalTaxCalculation: "TaxExcluded",
  Line,
  ...more,
});
const item = (value: string) => ({ ItemRef: { value } });

describe("its books hold", () => {
  it("customers below customers, who pay their own bills or not, and a project", async () => {
    const family = await sdk.query(
      "select * from Customer where FullyQualifiedName LIKE 'Bergen%'",
    );
    expect(family).toMatchObject([
      { FullyQualifiedName: "Bergen Hotels AS", Job: false, CurrencyRef: { value: "NOK" } },
      { FullyQualifiedName: "Bergen Hotels AS:Lobby", Level: 1, BillWithParent: true },
      { FullyQualifiedName: "Bergen Hotels AS:Restaurant", BillWithParent: false },
      { FullyQualifiedName: "Bergen Hotels AS:Winter refurbishment", IsProject: true, Job: true },
    ]);
  });

  it("bundles and stock, which a query of items gives with the others", async () => {
    const types = (await sdk.query("select * from Item")).map(({ Type }) => Type);
    expect(new Set(types)).toEqual(new Set(["Service", "Inventory", "Category", "Group"]));
    const sold = await sdk.query(
      "select * from Item where Type in ('Service','NonInventory','Inventory')",
    );
    expect(sold.map(({ Id }) => Id)).not.toContain("99");
  });

  it("nested classes and locations, three custom fields, default terms", async () => {
    const names = async (entity: string) =>
      (await sdk.query(`select * from ${entity}`)).map((row) => row["FullyQualifiedName"]);
    expect(await names("Class")).toContain("Projects:Nordic");
    expect(await names("Department")).toContain("Helsinki:Harbour");
    const [preferences] = await sdk.query("select * from Preferences");
    expect(preferences).toMatchObject({
      SalesFormsPrefs: { CustomTxnNumbers: true, DefaultTerms: { value: "4" } },
      AccountingInfoPrefs: { BookCloseDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
    });
    expect(JSON.stringify(preferences)).toContain("SalesCustomName3");
  });

  it("variations, on the lines of a deal", async () => {
    const ask = await practicePipedrive(home);
    const lines = await ask<{ product_variation_id: number | null }[]>(
      "GET",
      "v2/deals/183/products",
    );
    expect(lines.map((one) => one.product_variation_id)).toEqual([null, 1, 2]);
  });
});

describe("its books", () => {
  it("refuse a bundle as an item of a line, and take it as a bundle", async () => {
    expect(await sdk.refusal("invoice", invoice([line(item("99"))]))).toMatchObject({
      code: "2500",
    });
    const group = { GroupItemRef: { value: "99" }, Quantity: 2 };
    const made = await sdk.post<Wire & { TotalAmt: number }>(
      "invoice",
      invoice([{ DetailType: "GroupLineDetail", GroupLineDetail: group }], {
        GlobalTaxCalculation: "NotApplicable",
      }),
    );
    // Twice 2 × 259.00 + 4 × 61.50, without tax.
    expect(made.TotalAmt).toBe(1528);
  });

  it("refuse what is dated into closed books, and names that a vendor or an employee holds", async () => {
    const old = invoice([line(item("92"))], { TxnDate: "2024-12-31" });
    expect(await sdk.refusal("invoice", old)).toMatchObject({ code: "6200" });
    for (const DisplayName of ["Turku Scaffolding Oy", "Ville Salo"])
      expect(await sdk.refusal("customer", { DisplayName })).toMatchObject({ code: "6240" });
  });

  it("give no number by themselves", async () => {
    const made = await sdk.post("invoice", invoice([line(item("92"))]));
    expect(made).not.toHaveProperty("DocNumber");
  });
});

it.each([
  [183, "Turku Yard Oy", {}],
  [184, "Bergen Hotels AS", { taxCode: "8" }],
])("pdqb plans deal %i", async (deal, name, flags) => {
  const plan = await planOf(world, deal, { number: `C-${deal}`, ...flags });
  expect(plan.customer).toMatchObject({ name });
});

it.each([
  [181, "customer"],
  [182, "unlinked_item"],
  [185, "unlinked_customer"],
  [187, "customer"],
])("pdqb names what is in the way of deal %i: %s", async (deal, code) => {
  await expect(planOf(world, deal, { number: `C-${deal}` })).rejects.toThrow(code);
});
