// Writes and other requests whose answers by the real QuickBooks were published: status, code and shape as they were seen there
// (docs/quickbooks.md 17). Customer 417 owes money; code 5 is 25.5 %, at rate 15.
import { afterAll, describe, expect, it } from "vitest";
import { inProcess, type Sent } from "../in-process.ts";

const nordic = inProcess();
const us = inProcess("us");
afterAll(() => {
  nordic.state.close();
  us.state.close();
});

type Pair = typeof nordic;
type Wire = Record<string, never> & {
  Id: string;
  SyncToken: string;
  TotalAmt: number;
  TxnTaxDetail: { TotalTax: number; TaxLine: { Amount: number; TaxLineDetail: object }[] };
};
type Told = {
  status: number;
  code: string | undefined;
  detail: string;
  /** The entity of the answer. */
  wire: Wire;
  text: string;
};
async function call(pair: Pair, request: string, sent: Sent = {}): Promise<Told> {
  const [method = "", path = ""] = request.split(" ");
  const { status, text } = await pair.ask("quickbooks", method, `${pair.base}/${path}`, sent);
  const parsed = text.startsWith("{") ? JSON.parse(text) : {};
  const [error] = parsed.Fault?.Error ?? [];
  const [wire] = Object.entries(parsed).flatMap(([name, value]) =>
    name === "time" ? [] : [value],
  );
  return { status, code: error?.code, detail: error?.Detail ?? "", wire: wire as Wire, text };
}

const line = (Amount: number, code = "5") => ({
  DetailType: "SalesItemLineDetail",
  Amount,
  SalesItemLineDetail: { ItemRef: { value: "88" }, TaxCodeRef: { value: code } },
});
const sale = (change: object = {}) => ({
  CustomerRef: { value: "417" },
  GlobalTaxCalculation: "TaxExcluded",
  Line: [line(100)],
  ...change,
});
const taxed = (Amount: number) => ({
  TxnTaxDetail: {
    TotalTax: Amount,
    TaxLine: [
      {
        Amount,
        DetailType: "TaxLineDetail",
        TaxLineDetail: { TaxRateRef: { value: "15" } },
      },
    ],
  },
});
const dollars = {
  CustomerRef: { value: "420" },
  CurrencyRef: { value: "USD" },
  Line: [line(100, "9")],
};

describe("refused", () => {
  it.each([
    ["POST invoice", sale({ TxnDate: "2026-13-45" }), "2070", ""],
    ["POST invoice", sale({ DueDate: "2026-02-30" }), "2070", ""],
    ["GET exchangerate?sourcecurrencycode=USD&asofdate=2026-13-45", "", "2060", ""],
    ["POST invoice", sale({ ...dollars, ExchangeRate: 0 }), "6000", "greater than zero"],
    ["POST invoice", sale({ ...dollars, ExchangeRate: -1 }), "6000", "greater than zero"],
    ["POST payment", { CustomerRef: { value: "420" }, TotalAmt: 1, ExchangeRate: 0 }, "6000", ""],
    ["POST invoice", { ...sale(), Line: [] }, "2250", ""],
    ["POST invoice", sale({ Nonsense: 1 }), "2010", "Nonsense"],
    ["POST invoice", sale({ docnumber: "1" }), "2010", "docnumber"],
    ["POST invoice", "{", "2010", ""],
    ["POST invoice", sale({ BillEmail: { Address: "nobody" } }), "2210", ""],
    ["POST invoice", sale({ DocNumber: "9".repeat(22) }), "2050", "Supplied length:22"],
    ["POST invoice", sale({ PrivateNote: "x".repeat(4001) }), "2050", "Max:4000"],
    [`POST invoice?requestid=${"x".repeat(51)}`, sale(), "6000", "no more than 50 characters"],
    ["POST invoice", { Id: "417", sparse: true }, "610", ""],
    ["POST customer", { DisplayName: "AURORA design oy" }, "6240", ""],
    ["POST customer", { DisplayName: "a:b" }, "2040", ""],
    ["POST taxcode", { Name: "x" }, "500", "not supported"],
    // qbo_api#79, #81
    ["GET foo/1", "", "500", "Could not find resource for relative : /company/"],
    ["GET Invoice/1", "", "500", "Could not find resource"],
    ["DELETE invoice/1", "", "500", "is not supported."],
    ["GET customer/417/pdf", "", "500", "Could not find resource"],
    ["GET invoice/abc", "", "2030", ""],
    ["GET invoice/99999999", "", "610", ""],
  ])("%s %j: %s", async (request, body, code, words) => {
    const told = await call(nordic, request, { body });
    expect({ status: told.status, code: told.code }).toEqual({ status: 400, code });
    expect(told.detail).toContain(words);
  });
});

describe("a customer who owes something", () => {
  const inactive = async () => {
    const { wire } = await call(nordic, "GET customer/417");
    const body = { Id: "417", SyncToken: wire.SyncToken, sparse: true, Active: false };
    return call(nordic, "POST customer", { body });
  };

  it("cannot be made inactive (quickbooks-ruby#390), or can by setting", async () => {
    await call(nordic, "POST invoice", { body: sale() });
    const told = await inactive();
    expect(told).toMatchObject({ status: 400, code: "6220" });
    expect(told.detail).toContain("cannot be deleted because it has a non-zero balance");
    nordic.set({ "quickbooks.inactive_with_balance": "accept" });
    expect((await inactive()).wire).toMatchObject({ Active: false });
    nordic.set({ "quickbooks.inactive_with_balance": "6220" });
    const { wire } = await call(nordic, "GET customer/417");
    const body = { ...wire, DisplayName: "Aurora Design Oy", Active: true };
    expect((await call(nordic, "POST customer", { body })).wire).toMatchObject({ Active: true });
  });
});

describe("a sparse update", () => {
  it("clears a member whose inner members are all empty, as it clears an empty one", async () => {
    const body = {
      DisplayName: "Sparse",
      PrimaryEmailAddr: { Address: "a@b.example" },
      Notes: "n",
    };
    const { wire } = await call(nordic, "POST customer", { body });
    const change = { Id: wire.Id, SyncToken: "0", sparse: true };
    const cleared = await call(nordic, "POST customer", {
      body: { ...change, PrimaryEmailAddr: { Address: "" }, Notes: "" },
    });
    expect(cleared.wire).not.toHaveProperty("PrimaryEmailAddr");
    expect(cleared.wire).not.toHaveProperty("Notes");
    expect(cleared.wire).toMatchObject({ DisplayName: "Sparse", SyncToken: "1" });
  });
});

describe("a tax that differs from the computed one (quickbooks-ruby#547)", () => {
  it("stays on a new document outside the US, and through later updates", async () => {
    const { wire } = await call(nordic, "POST invoice", { body: sale(taxed(25.51)) });
    expect(wire).toMatchObject({ TotalAmt: 125.51, TxnTaxDetail: { TotalTax: 25.51 } });
    expect(wire.TxnTaxDetail.TaxLine[0]).toMatchObject({
      Amount: 25.51,
      TaxLineDetail: { OverrideDeltaAmount: 0.01 },
    });
    const body = { Id: wire.Id, SyncToken: "0", sparse: true, PrivateNote: "later" };
    expect((await call(nordic, "POST invoice", { body })).wire.TotalAmt).toBe(125.51);
    const echo = (await call(nordic, `GET invoice/${wire.Id}`)).wire;
    expect((await call(nordic, "POST invoice", { body: echo })).wire.TotalAmt).toBe(125.51);
  });

  it("collides in an update, and by setting on a new document too", async () => {
    const { wire } = await call(nordic, "POST invoice", { body: sale() });
    const body = { ...sale(taxed(25.51)), Id: wire.Id, SyncToken: "0" };
    expect(await call(nordic, "POST invoice", { body })).toMatchObject({ code: "6000" });
    nordic.set({ "quickbooks.tax_override": "6000" });
    const refused = await call(nordic, "POST invoice", { body: sale(taxed(25.51)) });
    nordic.set({ "quickbooks.tax_override": "keep" });
    expect(refused).toMatchObject({ status: 400, code: "6000" });
  });

  it("as a bare TotalTax counts for nothing", async () => {
    const body = sale({ TxnTaxDetail: { TotalTax: 30 } });
    expect((await call(nordic, "POST invoice", { body })).wire.TotalAmt).toBe(125.5);
  });
});

describe("XML", () => {
  const NAMESPACE = 'xmlns="http://schema.intuit.com/finance/v3"';
  const xml = (body: string): Sent => ({ body, headers: { "content-type": "application/xml" } });

  it("is taken as well as JSON, with references as text", async () => {
    const { wire } = await call(
      nordic,
      "POST invoice",
      xml(
        `<?xml version="1.0" encoding="UTF-8"?><Invoice ${NAMESPACE}><CustomerRef name="A">417</CustomerRef><GlobalTaxCalculation>TaxExcluded</GlobalTaxCalculation><CustomerMemo>Thanks &amp; bye</CustomerMemo><Line><DetailType>SalesItemLineDetail</DetailType><Amount>100.00</Amount><SalesItemLineDetail><ItemRef>88</ItemRef><Qty>1</Qty><UnitPrice>100</UnitPrice><TaxCodeRef>5</TaxCodeRef></SalesItemLineDetail></Line></Invoice>`,
      ),
    );
    expect(wire).toMatchObject({
      TotalAmt: 125.5,
      CustomerRef: { value: "417" },
      CustomerMemo: { value: "Thanks & bye" },
    });
    const void_ = `<Invoice ${NAMESPACE}><Id>${wire.Id}</Id><SyncToken>0</SyncToken></Invoice>`;
    expect((await call(nordic, "POST invoice?operation=void", xml(void_))).wire.TotalAmt).toBe(0);
  });

  it("is answered with XML where nothing else is asked for", async () => {
    const sent = xml(`<Customer ${NAMESPACE}><DisplayName>Pat&#233;</DisplayName></Customer>`);
    const headers = { ...sent.headers, accept: "*/*" };
    const { text } = await call(nordic, "POST customer", { ...sent, headers });
    expect(text).toMatch(/^<\?xml .*<Customer domain="QBO" sparse="false"><DisplayName>Paté</);
  });

  it("works in a batch, with the id and the operation as attributes", async () => {
    const { text } = await call(
      nordic,
      "POST batch",
      xml(
        `<IntuitBatchRequest ${NAMESPACE}><BatchItemRequest bId="a" operation="create"><Class><Name>North</Name></Class></BatchItemRequest><BatchItemRequest bId="b"><Query>select * from Term where Id = '3'</Query></BatchItemRequest></IntuitBatchRequest>`,
      ),
    );
    const { BatchItemResponse: items } = JSON.parse(text);
    expect(items).toMatchObject([
      { bId: "a", Class: { Name: "North" } },
      { bId: "b", QueryResponse: { Term: [{ Id: "3" }] } },
    ]);
  });

  it.each(["<Invoice>", "<Customer><DisplayName>x</DisplayName></Customer>", "no XML"])(
    "%s as an invoice is 2010",
    async (body) => {
      expect(await call(nordic, "POST invoice", xml(body))).toMatchObject({ code: "2010" });
    },
  );
});

describe("what suites that run against the real service expect", () => {
  it("no other document than an invoice has a PDF here", async () => {
    const { wire } = await call(nordic, "POST creditmemo", { body: sale() });
    expect(await call(nordic, `GET creditmemo/${wire.Id}/pdf`)).toMatchObject({ code: "500" });
  });

  it("sales tax goes by where the goods go: the company's own state is taxed", async () => {
    const customer = (await call(us, "POST customer", { body: { DisplayName: "Somebody" } })).wire;
    const { text } = await call(us, "GET companyinfo/1");
    const state = JSON.parse(text).CompanyInfo.CompanyAddr.CountrySubDivisionCode;
    const at = (code: string) => ({
      CustomerRef: { value: customer.Id },
      ShipAddr: { Line1: "1 Main St", CountrySubDivisionCode: code },
      Line: [
        {
          DetailType: "SalesItemLineDetail",
          Amount: 100,
          SalesItemLineDetail: { ItemRef: { value: "91" }, TaxCodeRef: { value: "TAX" } },
        },
      ],
    });
    const tax = async (code: string) =>
      (await call(us, "POST invoice", { body: at(code) })).wire.TxnTaxDetail.TotalTax;
    expect(state).toMatch(/^[A-Z]{2}$/);
    expect(await tax(state)).toBeGreaterThan(0);
    expect(await tax("AK")).toBe(0);
  });
});

describe("ten calls", () => {
  const eleven = async (way: string) => {
    nordic.set({ "quickbooks.throttles": "on", "quickbooks.ten_calls": way });
    const calls = Array.from({ length: 11 }, () => call(nordic, "GET companyinfo/1"));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    const after = [];
    for (let count = 0; count < 11; count += 1)
      after.push((await call(nordic, "GET companyinfo/1")).status);
    nordic.set({ "quickbooks.throttles": "off", "quickbooks.ten_calls": "second" });
    return { atOnce: statuses.filter((one) => one === 429).length, after: after.includes(429) };
  };

  it("are the limit of a second, or of what is under way at once, by setting", async () => {
    expect(await eleven("once")).toEqual({ atOnce: 1, after: false });
    expect(await eleven("second")).toEqual({ atOnce: 1, after: true });
  });
});
