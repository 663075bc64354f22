// Every operation that the practice books serve, driven by node-quickbooks; every entity held against the official definitions.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QuickBooksSdk, type Wire } from "./sdk.ts";

const sdk = new QuickBooksSdk();
beforeAll(() => sdk.start(), 30_000);
afterAll(() => sdk.stop());

/** Each list entity: a body to make it, and a member to change. */
const LISTS: [string, Record<string, unknown>, string, unknown][] = [
  ["Customer", { DisplayName: "Walk Oy", CompanyName: "Walk Oy" }, "Notes", "met on the quay"],
  ["Vendor", { DisplayName: "Walk Supplies" }, "CompanyName", "Walk Supplies Oy"],
  ["Employee", { GivenName: "Ida", FamilyName: "Walk" }, "FamilyName", "Walker"],
  [
    "Item",
    { Name: "Walking hour", Type: "Service", UnitPrice: 10.5, IncomeAccountRef: { value: "61" } },
    "UnitPrice",
    12,
  ],
  [
    "Account",
    { Name: "Walks", AccountType: "Income", AccountSubType: "ServiceFeeIncome" },
    "Description",
    "sold walks",
  ],
  ["Term", { Name: "Net 5", Type: "STANDARD", DueDays: 5 }, "DueDays", 6],
  ["Class", { Name: "Walks" }, "Name", "Long walks"],
  ["Department", { Name: "Quay" }, "Name", "Pier"],
  ["PaymentMethod", { Name: "Cheque", Type: "NON_CREDIT_CARD" }, "Name", "Check"],
];

describe.each(LISTS)("%s", (entity, body, member, value) => {
  it("is made, read, changed sparsely and in full, found, made inactive, and found on the word alone", async () => {
    const made = await sdk.call(`create${entity}`, body);
    expect(made).toMatchObject({ ...body, SyncToken: "0", domain: "QBO", sparse: false });
    expect(await sdk.call(`get${entity}`, made.Id)).toEqual(made);
    const change = { Id: made.Id, SyncToken: "0", sparse: true, [member]: value };
    const changed = await sdk.call(`update${entity}`, change);
    expect(changed).toMatchObject({ ...body, [member]: value, SyncToken: "1" });
    const full = await sdk.call(`update${entity}`, { ...changed, sparse: false });
    expect(full).toMatchObject({ [member]: value, SyncToken: "2" });
    const stale = sdk.refusal(entity.toLowerCase(), { ...full, SyncToken: "0" });
    expect(await stale).toMatchObject({ status: 400, code: "5010", type: "ValidationFault" });
    const one = `select * from ${entity} where Id = '${made.Id}'`;
    expect(await sdk.query(one)).toEqual([full]);
    await sdk.call(`update${entity}`, { Id: made.Id, SyncToken: "2", sparse: true, Active: false });
    expect(await sdk.query(one)).toEqual([]);
    expect(await sdk.query(`${one} and Active in (true,false)`)).toHaveLength(1);
  });
});

it("the company, its settings, its tax codes and rates, its currencies and their rates are read", async () => {
  expect(await sdk.call("getCompanyInfo", sdk.realm)).toMatchObject({
    Id: "1",
    CompanyName: "Pohjola Verstas Oy",
    Country: "FI",
  });
  const preferences = await sdk.call<Record<string, Record<string, unknown>>>("getPreferences");
  expect(preferences.CurrencyPrefs).toMatchObject({
    MultiCurrencyEnabled: true,
    HomeCurrency: { value: "EUR" },
  });
  type Rows<N extends string> = { QueryResponse: Record<N, Wire[]> };
  const codes = await sdk.call<Rows<"TaxCode">>("findTaxCodes", "");
  expect(codes.QueryResponse.TaxCode.map(({ Name }) => Name)).toContain("ALV 25.5%");
  const rates = await sdk.call<Rows<"TaxRate">>("findTaxRates", "");
  expect(rates.QueryResponse.TaxRate.map(({ RateValue }) => RateValue)).toEqual(
    expect.arrayContaining([25.5, 14, 10, 0]),
  );
  const currencies = await sdk.query("select * from CompanyCurrency");
  expect(currencies.map(({ Code, Name }) => [Code, Name])).toContainEqual([
    "USD",
    "United States Dollar",
  ]);
  const { ExchangeRate: rate } = await sdk.call<{ ExchangeRate: Record<string, unknown> }>(
    "getExchangeRate",
    {
      sourcecurrencycode: "USD",
      asofdate: "2026-11-03",
    },
  );
  expect(rate).toMatchObject({
    SourceCurrencyCode: "USD",
    TargetCurrencyCode: "EUR",
    AsOfDate: "2026-11-03",
  });
  const stored = await sdk.post("exchangerate", { ...rate, Rate: 0.9 });
  expect(stored).toMatchObject({ Rate: 0.9 });
  expect(
    (
      await sdk.query(
        "select * from ExchangeRate where SourceCurrencyCode = 'USD' and AsOfDate = '2026-11-03'",
      )
    )[0],
  ).toMatchObject({ Rate: 0.9 });
});

const LINE = {
  DetailType: "SalesItemLineDetail",
  Amount: 380,
  SalesItemLineDetail: {
    ItemRef: { value: "88" },
    Qty: 4,
    UnitPrice: 95,
    TaxCodeRef: { value: "5" },
  },
};
const invoiceOf = (customer: string, change: object = {}) => ({
  CustomerRef: { value: customer },
  GlobalTaxCalculation: "TaxExcluded",
  Line: [LINE],
  ...change,
});

describe("an invoice", () => {
  it("is made, read, changed sparsely, mailed, printed, voided and deleted", async () => {
    // 4 × 95.00; 25.5 % of 380.00 is 96.90.
    const made = await sdk.call(
      "createInvoice",
      invoiceOf("417", { BillEmail: { Address: "a@aurora.example" } }),
    );
    expect(made).toMatchObject({
      TotalAmt: 476.9,
      Balance: 476.9,
      TxnTaxDetail: { TotalTax: 96.9 },
      EmailStatus: "NotSet",
    });
    const changed = await sdk.call("updateInvoice", {
      Id: made.Id,
      SyncToken: made.SyncToken,
      sparse: true,
      PrivateNote: "changed",
    });
    expect(changed).toMatchObject({ PrivateNote: "changed", TotalAmt: 476.9 });
    const sent = await sdk.call(
      "sendInvoicePdf",
      made.Id,
      encodeURIComponent("b+c@aurora.example"),
    );
    expect(sent).toMatchObject({
      EmailStatus: "EmailSent",
      BillEmail: { Address: "b+c@aurora.example" },
      DeliveryInfo: { DeliveryType: "Email" },
    });
    const pdf = await sdk.call<Buffer>("getInvoicePdf", made.Id);
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe("%PDF-");
    const { Invoice: voided } = await sdk.call<{ Invoice: Wire }>("voidInvoice", {
      Id: made.Id,
      SyncToken: sent.SyncToken,
    });
    expect(voided).toMatchObject({ TotalAmt: 0, Balance: 0, Line: [{ Amount: 0 }, { Amount: 0 }] });
    expect(String(voided.PrivateNote)).toMatch(/^Voided/);
    const deleted = await sdk.post("invoice?operation=delete", {
      Id: made.Id,
      SyncToken: voided.SyncToken,
    });
    expect(deleted).toEqual({ Id: made.Id, status: "Deleted", domain: "QBO" });
    const gone = sdk.refusal("invoice?operation=delete", { Id: made.Id, SyncToken: "9" });
    expect(await gone).toMatchObject({ code: "610" });
  });

  it("is paid, the payment is voided, and it is open again; a credit memo settles it", async () => {
    const invoice = await sdk.call("createInvoice", invoiceOf("418"));
    const payment = await sdk.call("createPayment", {
      CustomerRef: { value: "418" },
      TotalAmt: 500,
      Line: [{ Amount: 476.9, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }],
    });
    expect(payment.UnappliedAmt).toBe(23.1);
    const paid = await sdk.call("getInvoice", invoice.Id);
    expect(paid).toMatchObject({
      Balance: 0,
      LinkedTxn: [{ TxnId: payment.Id, TxnType: "Payment" }],
    });
    expect(await sdk.call("getPayment", payment.Id)).toMatchObject({ TotalAmt: 500 });
    await sdk.call("updatePayment", {
      Id: payment.Id,
      SyncToken: payment.SyncToken,
      sparse: true,
      PrivateNote: "cash",
    });
    const voided = await sdk.post("payment?operation=update&include=void", {
      Id: payment.Id,
      SyncToken: "1",
      sparse: true,
    });
    expect(voided).toMatchObject({ TotalAmt: 0 });
    expect((await sdk.call("getInvoice", invoice.Id)).Balance).toBe(476.9);
    const memo = await sdk.call("createCreditMemo", invoiceOf("418"));
    expect(memo).toMatchObject({ TotalAmt: 476.9, RemainingCredit: 476.9 });
    await sdk.call("createPayment", {
      CustomerRef: { value: "418" },
      TotalAmt: 0,
      Line: [
        { Amount: 476.9, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] },
        { Amount: 476.9, LinkedTxn: [{ TxnId: memo.Id, TxnType: "CreditMemo" }] },
      ],
    });
    expect((await sdk.call("getInvoice", invoice.Id)).Balance).toBe(0);
    expect((await sdk.call("getCreditMemo", memo.Id)).RemainingCredit).toBe(0);
  });
});

it("a batch answers each item by its id, faults among them", async () => {
  const answers = await sdk.call<{ BatchItemResponse: Record<string, unknown>[] }>("batch", [
    { bId: "a", Query: "select * from Customer where Id = '417'" },
    { bId: "b", operation: "create", Customer: { DisplayName: "Aurora Design Oy" } },
  ]);
  const byId = new Map(answers.BatchItemResponse.map((item) => [item.bId, item]));
  expect(byId.get("a")).toMatchObject({ QueryResponse: { Customer: [{ Id: "417" }] } });
  expect(byId.get("b")).toMatchObject({ Fault: { Error: [{ code: "6240" }] } });
});

it("the change feed tells what changed and what was deleted", async () => {
  const since = new Date(Date.now() - 1_000);
  const kept = await sdk.call("createInvoice", invoiceOf("419"));
  const gone = await sdk.call("createInvoice", invoiceOf("419"));
  await sdk.post("invoice?operation=delete", { Id: gone.Id, SyncToken: "0" });
  type Feed = { CDCResponse: { QueryResponse: { Invoice: Wire[] }[] }[] };
  const feed = await sdk.call<Feed>("changeDataCapture", "Invoice", since);
  const rows = feed.CDCResponse[0]?.QueryResponse[0]?.Invoice ?? [];
  expect(rows.find(({ Id }) => Id === kept.Id)).toMatchObject({ TotalAmt: 476.9 });
  expect(rows.find(({ Id }) => Id === gone.Id)).toMatchObject({ status: "Deleted" });
});

it("every entity was as defined", () => {
  expect([...new Set(sdk.faults)]).toEqual([]);
});
