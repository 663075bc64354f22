// Forms that clients in other languages send (docs/quickbooks.md 16.1, suites that pass against the real service): taken as it takes them.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QuickBooksSdk } from "./sdk.ts";

const sdk = new QuickBooksSdk();
beforeAll(() => sdk.start(), 30_000);
afterAll(() => sdk.stop());

const LINE = {
  DetailType: "SalesItemLineDetail",
  Amount: 100,
  Description: "",
  LinkedTxn: [],
  CustomField: [],
  SalesItemLineDetail: {
    ItemRef: { value: "88", name: "Website care", type: "Item" },
    TaxCodeRef: { value: "5" },
  },
};

describe("empty text stands for what is not set, whatever the type", () => {
  it("on an invoice", async () => {
    const made = await sdk.post("invoice", {
      Line: [LINE],
      CustomerRef: { value: "417", name: "", type: "Customer" },
      GlobalTaxCalculation: "TaxExcluded",
      TxnDate: "",
      DueDate: "",
      ShipDate: "",
      TotalAmt: "",
      TrackingNum: "",
      DocNumber: "",
      PrivateNote: "",
      EmailStatus: "",
      PrintStatus: "",
      ApplyTaxAfterDiscount: "",
      BillEmail: null,
      CustomerMemo: null,
      SalesTermRef: null,
      domain: "QBO",
      sparse: false,
    });
    expect(made).toMatchObject({ TotalAmt: 125.5, EmailStatus: "NotSet" });
  });

  it("on a customer, addresses and enumerations too", async () => {
    const made = await sdk.post("customer", {
      DisplayName: "Empty all over",
      PreferredDeliveryMethod: "",
      PrintOnCheckName: "",
      ResaleNum: "",
      OpenBalanceDate: "",
      BillAddr: { Line1: "Quay 7", Line2: "", City: "", Id: "12345" },
      PrimaryEmailAddr: { Address: "" },
    });
    expect(made).toMatchObject({ DisplayName: "Empty all over", BillAddr: { Line1: "Quay 7" } });
  });
});

it("Qty and UnitPrice 0 beside an amount keep the amount", async () => {
  const detail = { ...LINE.SalesItemLineDetail, Qty: 0, UnitPrice: 0 };
  const made = await sdk.post("invoice", {
    Line: [{ ...LINE, SalesItemLineDetail: detail }],
    CustomerRef: { value: "417" },
    GlobalTaxCalculation: "TaxExcluded",
  });
  expect(made.TotalAmt).toBe(125.5);
});

it("SyncToken is taken as the number 0, and a due day before the date", async () => {
  const made = await sdk.post("invoice", {
    Line: [LINE],
    CustomerRef: { value: "417" },
    GlobalTaxCalculation: "TaxExcluded",
    TxnDate: "2026-11-20",
    DueDate: "2026-11-01",
  });
  expect(made.DueDate).toBe("2026-11-01");
  const deleted = await sdk.post("invoice?operation=delete", { Id: made.Id, SyncToken: 0 });
  expect(deleted).toMatchObject({ status: "Deleted" });
});

it("what was read is echoed whole with one member changed: read-only members are passed over", async () => {
  const customer = await sdk.call("getCustomer", "418");
  const echoed = await sdk.post("customer?operation=update", { ...customer, Notes: "echoed" });
  expect(echoed).toMatchObject({
    Notes: "echoed",
    Balance: customer.Balance,
    DisplayName: customer.DisplayName,
  });
  const made = await sdk.post("invoice", {
    Line: [LINE],
    CustomerRef: { value: "418" },
    GlobalTaxCalculation: "TaxExcluded",
  });
  const { TxnTaxDetail: _stale, ...rest } = made;
  const changed = await sdk.post("invoice", { ...rest, PrivateNote: "echoed" });
  expect(changed).toMatchObject({ PrivateNote: "echoed", TotalAmt: made.TotalAmt, SyncToken: "1" });
  const { Preferences } = (await (await sdk.raw("preferences")).json()) as { Preferences: object };
  expect(await sdk.post("preferences", Preferences)).toMatchObject({ Id: "1" });
});

it("an invoice without a currency is in the customer's, or refused, by setting", async () => {
  const wire = {
    Line: [
      { ...LINE, SalesItemLineDetail: { ItemRef: { value: "88" }, TaxCodeRef: { value: "9" } } },
    ],
    CustomerRef: { value: "420" },
    GlobalTaxCalculation: "TaxExcluded",
  };
  expect((await sdk.post("invoice", wire)).CurrencyRef).toMatchObject({
    value: "USD",
    name: "United States Dollar",
  });
  await sdk.set({ "quickbooks.missing_currency": "2020" });
  expect(await sdk.refusal("invoice", wire)).toMatchObject({ code: "2020" });
});

it("XML is what a client gets that asks for nothing else, and another minor version is taken", async () => {
  const asXml = await sdk.raw("customer/417?minorversion=4", {
    headers: { accept: "application/xml" },
  });
  expect(await asXml.text()).toContain("<DisplayName>Aurora Design Oy</DisplayName>");
  expect((await sdk.raw("customer/417?minorversion=75")).status).toBe(200);
});

it("a member that there is not is refused", async () => {
  expect((await sdk.refusal("customer", { DisplayName: "Odd", Favourite: "red" })).status).toBe(
    400,
  );
});
