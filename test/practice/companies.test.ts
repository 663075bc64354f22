// The companies are believable, and awkward where they say so: counted by their own services, whatever the day.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { practiceBooks, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let env: Record<string, string>;

beforeAll(async () => {
  const started = await home.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Deal = { id: number; currency: string; status: string; is_archived: boolean };
type Line = {
  deal_id: number;
  tax_method: string;
  discount_type: string;
  discount: number;
  billing_frequency: string;
  is_enabled: boolean;
};
async function read<T>(path: string): Promise<T> {
  const answer = await fetch(`${env.PDQB_PIPEDRIVE_ORIGIN}/api/v2/${path}`, {
    headers: { authorization: `Bearer ${env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN}` },
  });
  return ((await answer.json()) as { data: T }).data;
}

type Info = { CompanyAddr: { CountrySubDivisionCode?: string } };
/** Every value of the enumeration AccountTypeEnum in Intuit's definitions but Non-Posting. */
const ACCOUNT_TYPES = [
  "Bank",
  "Accounts Receivable",
  "Other Current Asset",
  "Fixed Asset",
  "Other Asset",
  "Accounts Payable",
  "Credit Card",
  "Other Current Liability",
  "Long Term Liability",
  "Equity",
  "Income",
  "Cost of Goods Sold",
  "Expense",
  "Other Income",
  "Other Expense",
];
const SECTIONS = [
  "AccountingInfoPrefs",
  "ProductAndServicesPrefs",
  "SalesFormsPrefs",
  "EmailMessagesPrefs",
  "VendorAndPurchasesPrefs",
  "TimeTrackingPrefs",
  "TaxPrefs",
  "CurrencyPrefs",
  "ReportPrefs",
  "OtherPrefs",
];

it("the Pipedrive of the canadian one takes Canadian dollars", async () => {
  await home.run("practice reset --company canadian --yes");
  const pipedrive = await practicePipedrive(home);
  const deal = { title: "Signs for Quebec", currency: "CAD" };
  expect(await pipedrive("POST", "v2/deals", deal)).toMatchObject({ currency: "CAD" });
});

describe.each(["nordic", "us", "canadian"])("%s", (company) => {
  beforeAll(async () => {
    await home.run(`practice reset --company ${company} --yes`);
    env = (await home.json("practice env")) as unknown as Record<string, string>;
  }, 30_000);

  it("has some forty deals over every tax method, discount, billing frequency", async () => {
    const deals = await read<Deal[]>("deals?limit=500");
    expect(deals.length).toBeGreaterThanOrEqual(40);
    expect(new Set(deals.map(({ status }) => status))).toEqual(new Set(["open", "won", "lost"]));
    const ids = deals.map(({ id }) => id);
    const lines: Line[] = [];
    for (let at = 0; at < ids.length; at += 100)
      lines.push(
        ...(await read<Line[]>(
          `deals/products?limit=500&deal_ids=${ids
            .slice(at, at + 100)
            .filter((id) => id !== 141)
            .join(",")}`,
        )),
      );
    const all = (pick: (line: Line) => string) => new Set(lines.map(pick));
    expect(all((line) => line.tax_method)).toEqual(new Set(["exclusive", "inclusive", "none"]));
    expect(all((line) => line.billing_frequency)).toEqual(
      new Set(["one-time", "weekly", "monthly", "quarterly", "semi-annually", "annually"]),
    );
    expect(all((line) => (line.discount > 0 ? line.discount_type : "none"))).toEqual(
      new Set(["none", "percentage", "amount"]),
    );
    expect(lines.some((line) => !line.is_enabled)).toBe(true);
  });

  it("has customers, items, and invoices of two years: open, paid, paid in part, voided", async () => {
    const books = await practiceBooks(home);
    await books.set({ "quickbooks.throttles": "off" });
    const invoices = await books.query("select * from Invoice maxresults 1000");
    const days = invoices.map(
      ({ TxnDate }) => (Date.now() - Date.parse(String(TxnDate))) / 86_400_000,
    );
    expect(Math.max(...days)).toBeGreaterThan(600);
    expect(Math.min(...days)).toBeLessThan(10);
    const states = new Set(
      invoices.map(({ TotalAmt, Balance }) =>
        TotalAmt === 0 ? "voided" : Balance === 0 ? "paid" : Balance === TotalAmt ? "open" : "part",
      ),
    );
    expect(states).toEqual(new Set(["voided", "paid", "open", "part"]));
    const memos = await books.query("select * from CreditMemo");
    expect(memos.map((memo) => Number(memo.Balance) === 0).sort()).toEqual([false, true]);
  });

  it("describes itself whole: addresses, accounts of every type, every section of preferences", async () => {
    const books = await practiceBooks(home);
    await books.set({ "quickbooks.throttles": "off" });
    const [info] = await books.query("select * from CompanyInfo");
    expect(info).toMatchObject({
      Email: { Address: expect.stringContaining("@") },
      PrimaryPhone: { FreeFormNumber: expect.stringContaining("+") },
      LegalAddr: { Line1: expect.any(String), PostalCode: expect.any(String) },
    });
    const state = { nordic: undefined, us: "ME", canadian: "QC" }[company];
    expect((info as unknown as Info).CompanyAddr.CountrySubDivisionCode).toBe(state);
    const accounts = await books.query("select * from Account maxresults 1000");
    expect(new Set(accounts.map(({ AccountType }) => AccountType))).toEqual(new Set(ACCOUNT_TYPES));
    const [preferences] = await books.query("select * from Preferences");
    expect(Object.keys(preferences ?? {})).toEqual(expect.arrayContaining(SECTIONS));
  });

  it("taxes its lines by percents that its country has", async () => {
    const percents = await read<{ tax: number }[]>(
      "deals/products?limit=500&deal_ids=123,125,126,151,158,159",
    );
    const found = [...new Set(percents.map(({ tax }) => tax))].sort((one, other) => one - other);
    expect(found).toEqual(
      { nordic: [0, 14, 25.5], us: [0, 8, 8.25], canadian: [5, 13, 14.975] }[company],
    );
  });
});

it.each([
  ["nordic", 0.92],
  ["canadian", 1.37],
])("the %s one has a past invoice in dollars, booked at its rate", async (company, rate) => {
  await home.run(`practice reset --company ${company} --yes`);
  const books = await practiceBooks(home);
  const invoices = await books.query("select * from Invoice where CustomerRef = '420'");
  // 12 × 104.00 = 1,248.00, without tax.
  expect(invoices).toMatchObject([
    { CurrencyRef: { value: "USD" }, ExchangeRate: rate, TotalAmt: 1248, Balance: 0 },
  ]);
});

it("the nordic one deals in four currencies", async () => {
  await home.run("practice reset --company nordic --yes");
  env = (await home.json("practice env")) as unknown as Record<string, string>;
  const deals = await read<Deal[]>("deals?limit=500");
  expect(new Set(deals.map(({ currency }) => currency))).toEqual(
    new Set(["EUR", "USD", "SEK", "NOK"]),
  );
});
