// What happens in real companies without pdqb's doing, and what pdqb then says.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 60_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Created = { invoice: { id: string; number: string; total: string; balance: string } };
type Listed = { invoices: { number: string; status: string; balance: string }[] };

it("a credit that QuickBooks applies by itself goes to the oldest open invoice", async () => {
  await books.set({ "quickbooks.auto_apply_credits": "on" });
  const [preferences] = await books.query("select * from Preferences");
  expect(preferences).toMatchObject({ SalesFormsPrefs: { AutoApplyCredit: true } });
  const { invoice } = (await home.json("invoice create 143 --yes")) as unknown as Created;
  await books.set({ "quickbooks.auto_apply_credits": "company" });
  // The customer has a credit of 249.50 net, 313.12 with 25.5 %, which goes to the oldest open invoice: 1,234.92.
  const [oldest] = await books.query("select * from Invoice where DocNumber = '1014'");
  expect(oldest).toMatchObject({ TotalAmt: 1234.92, Balance: 921.8 });
  expect(invoice.balance).toBe(invoice.total);
});

it("a credit beyond what is owed goes to the next invoice as it is created", async () => {
  await books.set({ "quickbooks.auto_apply_credits": "on" });
  const line = (Amount: number) => ({
    DetailType: "SalesItemLineDetail",
    Amount,
    SalesItemLineDetail: { ItemRef: { value: "92" }, TaxCodeRef: { value: "5" } },
  });
  // Customer 422 owes nothing: 200.00 with 25.5 % on it is 251.00.
  await books.post("creditmemo", {
    CustomerRef: { value: "422" },
    GlobalTaxCalculation: "TaxExcluded",
    Line: [line(200)],
  });
  await home.run("customer link --organization 403 --customer 422 --yes");
  // 6 × 124.99 + 4 × 61.50 = 995.94; with 25.5 % on it 1,249.90; less 251.00 it is 998.90.
  const { invoice } = (await home.json(
    "invoice create 146 --customer 422 --yes",
  )) as unknown as Created;
  await books.set({ "quickbooks.auto_apply_credits": "company" });
  await home.run("invoices refresh");
  const { invoices } = (await home.json("invoices list --deal 146")) as unknown as Listed;
  expect(invoices).toMatchObject([
    { number: invoice.number, status: "partially_paid", balance: "998.90" },
  ]);
});

it("deals are merged: the lines of both are in the one that stays", async () => {
  const merged = await home.json("practice merge 148 --into 149");
  expect(merged).toMatchObject({ outcome: "merged", deal: { id: 149 } });
  const ask = await practicePipedrive(home);
  const lines = await ask<{ quantity: number }[]>("GET", "v2/deals/149/products");
  expect(lines.map(({ quantity }) => quantity).sort()).toEqual([4, 4, 8, 9]);
  const gone = await home.run("invoice create 148 --dry-run");
  expect([gone.code, gone.stderr]).toEqual([
    expect.any(Number),
    expect.stringContaining("deleted"),
  ]);
  const again = await home.run("practice merge 148 --into 149");
  expect([again.code, again.stderr]).toEqual([3, expect.stringContaining("refused")]);
  expect((await home.run("practice merge 149")).code).toBe(2);
});
