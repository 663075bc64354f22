// How the practice books behave, each figure by hand. Customers 417 (term: 14 days) and 420 (in dollars); items 88, 93 and 94;
// codes 5 (25.5 %), 6 (14 %), 9 (0 %).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { QuickBooksSdk, type Wire } from "./sdk.ts";

const sdk = new QuickBooksSdk();
beforeAll(() => sdk.start(), 30_000);
afterAll(() => sdk.stop());
beforeEach(() =>
  sdk.set({
    "quickbooks.void_with_payment": "refuse",
    "quickbooks.delete_with_payment": "refuse",
    "quickbooks.book_close_date": "company",
    "quickbooks.custom_txn_numbers": "company",
    "quickbooks.duplicate_numbers": "refuse",
    "quickbooks.due_date": "sent",
    "tax.rounding": "per_rate",
  }),
);

type Line = Record<string, unknown>;
const sale = (amount: number, code = "5", more: object = {}): Line => ({
  DetailType: "SalesItemLineDetail",
  Amount: amount,
  SalesItemLineDetail: { ItemRef: { value: "88" }, TaxCodeRef: { value: code }, ...more },
});
const percentOff = (percent: number): Line => ({
  DetailType: "DiscountLineDetail",
  DiscountLineDetail: { PercentBased: true, DiscountPercent: percent },
});
const amountOff = (Amount: number): Line => ({
  DetailType: "DiscountLineDetail",
  Amount,
  DiscountLineDetail: { PercentBased: false },
});
const body = (Line: Line[], change: object = {}) => ({
  CustomerRef: { value: "417" },
  GlobalTaxCalculation: "TaxExcluded",
  Line,
  ...change,
});
const create = (lines: Line[], change: object = {}) =>
  sdk.post<Wire & { Line: Line[]; TxnTaxDetail: { TotalTax: number; TaxLine: Line[] } }>(
    "invoice",
    body(lines, change),
  );
const refused = (lines: Line[], change: object = {}) => sdk.refusal("invoice", body(lines, change));
const figures = ({
  TotalAmt,
  TxnTaxDetail,
}: {
  TotalAmt?: unknown;
  TxnTaxDetail: { TotalTax: number };
}) => [TxnTaxDetail.TotalTax, TotalAmt];

describe("amounts", () => {
  it("a subtotal is added after the sales lines, and before the discount", async () => {
    const { Line: lines } = await create([sale(100), amountOff(10)]);
    expect(lines.map(({ DetailType, Amount }) => [DetailType, Amount])).toEqual([
      ["SalesItemLineDetail", 100],
      ["SubTotalLineDetail", 100],
      ["DiscountLineDetail", 10],
    ]);
  });

  it.each([
    [923.15, 4, 230.7875, true],
    [594.55, 120, 4.9545833, true],
    [923.14, 4, 230.7875, false],
    [100, 3, 33.33, false],
    // Known to pass: both zero beside an amount.
    [100, 0, 0, true],
  ])("%f of %f × %f: %s", async (amount, Qty, UnitPrice, fits) => {
    const line = sale(amount, "5", { Qty, UnitPrice });
    if (fits) expect((await create([line])).Line[0]?.Amount).toBe(amount);
    else
      expect(await refused([line])).toMatchObject({
        code: "6070",
        element: "Line.Amount",
        type: "ValidationFault",
      });
  });

  it("an amount goes alone, a line may be below zero, the whole may not", async () => {
    expect(figures(await create([sale(100), sale(-40)]))).toEqual([15.3, 75.3]);
    expect((await refused([sale(100), sale(-140)])).status).toBe(400);
  });
});

describe("tax outside the US", () => {
  it("of net prices: by rate over the document, two rates side by side", async () => {
    // 25.5 % of 190.00 is 48.45, 14 % of 61.50 is 8.61.
    const made = await create([sale(95), sale(95), sale(61.5, "6")]);
    expect(figures(made)).toEqual([57.06, 308.56]);
    expect(made.TxnTaxDetail.TaxLine.map(({ Amount }) => Amount)).toEqual([48.45, 8.61]);
  });

  it("of net prices, line by line by setting: 24.225 goes up twice", async () => {
    await sdk.set({ "tax.rounding": "per_line" });
    expect(figures(await create([sale(95), sale(95)]))).toEqual([48.46, 238.46]);
  });

  it("with a discount: on what is left", async () => {
    // 10 % of 200.00; 25.5 % of 180.00 is 45.90.
    expect(figures(await create([sale(200), percentOff(10)]))).toEqual([45.9, 225.9]);
    // 25.5 % of 150.00 is 38.25.
    expect(figures(await create([sale(200), amountOff(50)]))).toEqual([38.25, 188.25]);
  });

  it("of prices with tax: what the customer pays stays, and the unit price follows from the net", async () => {
    const change = { GlobalTaxCalculation: "TaxInclusive" };
    // 374.97 / 1.255 is 298.780…
    const made = await create(
      [sale(298.78, "5", { TaxInclusiveAmt: 374.97, Qty: 3, UnitPrice: 99.5933333 })],
      change,
    );
    expect(figures(made)).toEqual([76.19, 374.97]);
    expect(made.Line[0]?.SalesItemLineDetail).toMatchObject({
      TaxInclusiveAmt: 374.97,
      UnitPrice: 99.5933333,
    });
  });

  it("free of it: nothing is added, and no tax detail may come", async () => {
    const change = { GlobalTaxCalculation: "NotApplicable" };
    expect(figures(await create([sale(100, "9")], change))).toEqual([0, 100]);
    const detail = { TxnTaxDetail: { TotalTax: 5 }, ...change };
    expect(await refused([sale(100, "9")], detail)).toMatchObject({ code: "6170" });
  });

  it("needs a code on each line, and knows neither TAX nor NON", async () => {
    const bare = {
      DetailType: "SalesItemLineDetail",
      Amount: 10,
      SalesItemLineDetail: { ItemRef: { value: "88" } },
    };
    expect(await refused([bare])).toMatchObject({ code: "6000" });
    expect((await refused([sale(10, "TAX")])).status).toBe(400);
  });
});

describe("currencies", () => {
  const inDollars = (change: object = {}) => ({
    CustomerRef: { value: "420" },
    CurrencyRef: { value: "USD" },
    ...change,
  });

  it("without a rate 1 is stored in silence; with one the home amounts follow", async () => {
    expect(await create([sale(100, "9")], inDollars())).toMatchObject({
      ExchangeRate: 1,
      HomeTotalAmt: 100,
    });
    expect(await create([sale(100, "9")], inDollars({ ExchangeRate: 0.8624 }))).toMatchObject({
      HomeTotalAmt: 86.24,
      HomeBalance: 86.24,
    });
  });

  it("another one than the customer's is refused, and a customer keeps the one it was made with", async () => {
    expect(await refused([sale(100, "9")], { CurrencyRef: { value: "USD" } })).toMatchObject({
      code: "6000",
    });
    const customer = await sdk.call("getCustomer", "420");
    const changed = await sdk
      .post("customer", { ...customer, sparse: true, CurrencyRef: { value: "EUR" } })
      .catch((fault) => fault);
    expect((await sdk.call("getCustomer", "420")).CurrencyRef).toMatchObject({ value: "USD" });
    expect(changed).toBeDefined();
  });
});

describe("names", () => {
  it.each([
    ["customer", { DisplayName: "Aurora Design Oy" }],
    ["customer", { DisplayName: "aurora design oy" }],
    ["customer", { DisplayName: "Lumi Catering Oy" }],
    ["vendor", { DisplayName: "Saimaa Boats Oy" }],
    ["item", { Name: "Website care", Type: "Service", IncomeAccountRef: { value: "61" } }],
  ])("a second %s of %j is refused", async (path, wire) => {
    expect(await sdk.refusal(path, wire)).toMatchObject({ status: 400, code: "6240" });
  });

  it.each(["a:b", "a\tb", "a\nb"])(
    "%j has a character that no name may have",
    async (DisplayName) => {
      expect((await sdk.refusal("customer", { DisplayName })).status).toBe(400);
    },
  );

  it("lengths are checked to the character", async () => {
    const company = (length: number) => ({
      DisplayName: `Length ${length}`,
      CompanyName: "x".repeat(length),
    });
    expect((await sdk.post("customer", company(100))).Id).toBeDefined();
    expect(await sdk.refusal("customer", company(101))).toMatchObject({
      code: "2050",
      element: "CompanyName",
    });
    const number = { DocNumber: "9".repeat(22) };
    expect(await refused([sale(1)], number)).toMatchObject({ code: "2050", element: "DocNumber" });
  });
});

describe("what may stand on a line", () => {
  it.each([
    ["a category", "96", "2500"],
    ["an item that there is not", "99999", "2500"],
  ])("not %s", async (_name, value, code) => {
    expect(await refused([sale(10, "5", { ItemRef: { value } })])).toMatchObject({ code });
  });

  it.each(["2500", "610", "6250"])("not an inactive item, which is refused as %s", async (code) => {
    await sdk.set({ "quickbooks.inactive_item": code });
    expect(await refused([sale(10, "5", { ItemRef: { value: "95" } })])).toMatchObject({ code });
  });
});

describe("numbers", () => {
  it("are counted by the books, also past one that was given", async () => {
    const first = Number((await create([sale(1)])).DocNumber);
    await create([sale(1)], { DocNumber: "OWN-1" });
    expect(Number((await create([sale(1)])).DocNumber)).toBe(first + 1);
  });

  it("twice the same is refused by its words, or taken by setting or by request", async () => {
    const made = await create([sale(1)], { DocNumber: "TWICE" });
    const fault = await refused([sale(1)], { DocNumber: "TWICE" });
    expect(fault).toMatchObject({ code: "6140", type: "ValidationFault" });
    expect(fault.detail).toContain(
      `DocNumber=TWICE is assigned to TxnType=Invoice with TxnId=${made.Id}`,
    );
    const asked = await sdk.post(
      "invoice?include=allowduplicatedocnum",
      body([sale(1)], { DocNumber: "TWICE" }),
    );
    expect(asked.DocNumber).toBe("TWICE");
    await sdk.set({ "quickbooks.duplicate_numbers": "accept" });
    expect((await create([sale(1)], { DocNumber: "TWICE" })).DocNumber).toBe("TWICE");
  });

  it("are absent where the company gives its own, and none came", async () => {
    await sdk.set({ "quickbooks.custom_txn_numbers": "on" });
    expect(await create([sale(1)])).not.toHaveProperty("DocNumber");
  });
});

describe("dates", () => {
  it("closed books take nothing up to their day", async () => {
    await sdk.set({ "quickbooks.book_close_date": "2026-06-30" });
    expect(await refused([sale(1)], { TxnDate: "2026-06-30" })).toMatchObject({ code: "6200" });
    expect((await create([sale(1)], { TxnDate: "2026-07-01" })).TxnDate).toBe("2026-07-01");
  });

  it("the due day follows from the term, a sent one wins, or the term by setting", async () => {
    expect((await create([sale(1)], { TxnDate: "2026-11-03" })).DueDate).toBe("2026-11-17");
    const both = { TxnDate: "2026-11-03", DueDate: "2026-11-05", SalesTermRef: { value: "4" } };
    expect((await create([sale(1)], both)).DueDate).toBe("2026-11-05");
    await sdk.set({ "quickbooks.due_date": "terms" });
    expect((await create([sale(1)], both)).DueDate).toBe("2026-12-03");
  });

  it("a term of a day of the month is due on that day", async () => {
    const term = await sdk.post("term", {
      Name: "The 15th",
      Type: "DATE_DRIVEN",
      DayOfMonthDue: 15,
      DueNextMonthDays: 5,
    });
    const due = async (TxnDate: string) =>
      (await create([sale(1)], { TxnDate, SalesTermRef: { value: term.Id } })).DueDate;
    expect(await due("2026-11-03")).toBe("2026-11-15");
    // Within five days of the 15th the next month's counts.
    expect(await due("2026-11-12")).toBe("2026-12-15");
  });
});

describe("an invoice that a payment settles", () => {
  async function paid() {
    const invoice = await create([sale(100)]);
    const payment = await sdk.post("payment", {
      CustomerRef: { value: "417" },
      TotalAmt: 125.5,
      Line: [{ Amount: 125.5, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }],
    });
    const { SyncToken } = await sdk.call("getInvoice", invoice.Id);
    return { payment, body: { Id: invoice.Id, SyncToken } };
  }

  it.each([
    ["void", "6450"],
    ["delete", "800"],
  ])("is not to be %sed: %s", async (operation, code) => {
    const { body: wire } = await paid();
    expect(await sdk.refusal(`invoice?operation=${operation}`, wire)).toMatchObject({ code });
  });

  it.each(["void", "delete"])(
    "may be %sed by setting, and the payment is a credit then",
    async (operation) => {
      await sdk.set({ [`quickbooks.${operation}_with_payment`]: "unlink" });
      const { payment, body: wire } = await paid();
      await sdk.post(`invoice?operation=${operation}`, wire);
      expect(await sdk.call("getPayment", payment.Id)).toMatchObject({ UnappliedAmt: 125.5 });
    },
  );

  it("is open again when the payment is deleted", async () => {
    const { payment, body: wire } = await paid();
    await sdk.post("payment?operation=delete", { Id: payment.Id, SyncToken: payment.SyncToken });
    expect(await sdk.call("getInvoice", wire.Id)).toMatchObject({ Balance: 125.5, LinkedTxn: [] });
  });
});

it("a voided invoice is zero in every part, and its note keeps what stood there, or not, by setting", async () => {
  const made = await create([sale(100)], { PrivateNote: "pdqb 1/1 k7m2q9xw" });
  const gone = await sdk.post<Wire & { Line: Line[] }>("invoice?operation=void", {
    Id: made.Id,
    SyncToken: "0",
  });
  expect(gone).toMatchObject({ TotalAmt: 0, Balance: 0, TxnTaxDetail: { TotalTax: 0 } });
  expect(gone.Line.map(({ Amount }) => Amount)).toEqual([0, 0]);
  expect(String(gone.PrivateNote)).toContain("pdqb 1/1 k7m2q9xw");
  await sdk.set({ "quickbooks.void_note": "replace" });
  const other = await create([sale(100)], { PrivateNote: "lost" });
  const note = (await sdk.post("invoice?operation=void", { Id: other.Id, SyncToken: "0" }))
    .PrivateNote;
  expect(note).toBe("Voided");
});

it("lines that an update sends take the place of all", async () => {
  const made = await create([sale(100), sale(50)]);
  const [, second] = made.Line;
  const changed = await sdk.post<Wire & { Line: Line[] }>("invoice", {
    Id: made.Id,
    SyncToken: made.SyncToken,
    sparse: true,
    Line: [second],
  });
  expect(changed.Line.map(({ Amount }) => Amount)).toEqual([50, 50]);
  expect(changed.TotalAmt).toBe(62.75);
});

it("a replayed requestid makes nothing new, and answers with what was made", async () => {
  const path = "invoice?requestid=walk-1";
  const one = await sdk.post(path, body([sale(77)]));
  const other = await sdk.post(path, body([sale(77)]));
  expect(other.Id).toBe(one.Id);
  await sdk.set({ "quickbooks.requestid_repeat": "600" });
  expect(await sdk.refusal(path, body([sale(77)]))).toMatchObject({ code: "600" });
  await sdk.set({ "quickbooks.requestid_repeat": "replay" });
});
