import { describe, expect, test } from "vitest";
import { json, thrown } from "../recording-server.ts";
import { batch, fault, queriesOf, REALM, rows, world } from "./support.ts";

describe("the look-up of a planner", () => {
  const rates = [
    { Id: "11", Name: "24", RateValue: 24, Active: true },
    { Id: "12", Name: "GST", RateValue: 5 },
    { Id: "13", Name: "QST", RateValue: 9.975 },
    { Id: "14", Name: "no value" },
  ];
  const code = (Id: string, rateIds: string[], more: Record<string, unknown> = {}) => ({
    Id,
    Name: `Code ${Id}`,
    SalesTaxRateList: { TaxRateDetail: rateIds.map((value) => ({ TaxRateRef: { value } })) },
    ...more,
  });
  const codes = [
    { Id: "TAX", Name: "TAX", Description: "TAX", Taxable: true, TaxGroup: false },
    { Id: "NON", Name: "NON" },
    { Id: "CustomSalesTax", Name: "CustomSalesTax", TaxGroup: true },
    code("5", ["11"], { Active: true }),
    code("6", ["12", "13"], { Active: false }),
    code("7", ["11"], { Hidden: true }),
    code("8", []),
    code("9", ["14"]),
    { Id: "10", Name: "Purchases", PurchaseTaxRateList: { TaxRateDetail: [] } },
    {
      Id: "15",
      Name: "Tax on tax",
      SalesTaxRateList: {
        TaxRateDetail: [{ TaxRateRef: { value: "11" }, TaxTypeApplicable: "TaxOnTax" }],
      },
    },
  ];

  const books = batch((query) => {
    if (query.includes("from Customer"))
      return rows("Customer", [
        {
          Id: "417",
          SyncToken: "4",
          PrimaryTaxIdentifier: "XXXXX45678",
          DisplayName: "Nordlicht",
          Active: false,
          CurrencyRef: { value: "EUR" },
          PrimaryEmailAddr: { Address: "ap@nordlicht.example" },
          SalesTermRef: { value: "3" },
        },
      ]);
    if (query.includes("from Item"))
      return rows("Item", [
        { Id: "88", Name: "Care", FullyQualifiedName: "Web:Care", Type: "Service", UnitPrice: 0.1 },
        { Id: "89", Name: "Odd", Type: "Assembly", Active: false },
      ]);
    if (query.includes("from TaxCode")) return rows("TaxCode", codes);
    if (query.includes("from TaxRate")) return rows("TaxRate", rates);
    return rows("Term", [
      { Id: "3", Name: "Net 30", Type: "STANDARD", DueDays: 30 },
      { Id: "4", Name: "Cash", Type: "STANDARD", DueDays: 0 },
      { Id: "5", Name: "15th", Type: "DATE_DRIVEN", DayOfMonthDue: 15, DueDays: 9 },
    ]);
  });

  test("is one batch, metered by its items", async () => {
    const { quickbooks, requests } = await world(books);
    const looked = await quickbooks.lookup({
      customerIds: ["417"],
      itemIds: ["88", "89", "88"],
      taxCodes: true,
      terms: true,
    });
    expect(requests.map((r) => [r.method, r.path])).toEqual([
      ["POST", `/v3/company/${REALM}/batch`],
    ]);
    expect(queriesOf(requests[0])).toEqual([
      "select * from Customer where Id in ('417') and Active in (true,false) maxresults 1000",
      "select * from Item where Id in ('88','89') and Active in (true,false) maxresults 1000",
      "select * from TaxCode where Active in (true,false) maxresults 1000",
      "select * from TaxRate where Active in (true,false) maxresults 1000",
      "select * from Term where Active in (true,false) maxresults 1000",
    ]);
    expect(await quickbooks.usage()).toEqual({ calls: 1, metered: 5 });

    expect(looked.customers).toEqual([
      {
        id: "417",
        syncToken: "4",
        name: "Nordlicht",
        fullName: "Nordlicht",
        parentId: null,
        billWithParent: false,
        active: false,
        currency: "EUR",
        email: "ap@nordlicht.example",
        address: null,
        shipAddress: null,
        termId: "3",
        taxable: null,
        exemptionReasonId: null,
        taxIds: { registration: "XXXXX45678", resale: null, gstin: null },
      },
    ]);
    expect(
      looked.items.map((i) => [i.id, i.fullName, i.type, i.active, i.unitPrice?.toFixed()]),
    ).toEqual([
      ["88", "Web:Care", "Service", true, "0.1"],
      ["89", "Odd", "Other", false, undefined],
    ]);
    expect(looked.terms).toEqual([
      { id: "3", name: "Net 30", dueDays: 30 },
      { id: "4", name: "Cash", dueDays: 0 },
      { id: "5", name: "15th", dueDays: null },
    ]);
  });

  test("leaves out codes that cannot stand on a sales line", async () => {
    const { quickbooks } = await world(books);
    const { taxCodes } = await quickbooks.lookup({
      customerIds: [],
      itemIds: [],
      taxCodes: true,
      terms: false,
    });
    expect(
      taxCodes.map((c) => [c.id, c.active, c.rates.map((r) => [r.id, r.percent.toFixed()])]),
    ).toEqual([
      ["TAX", true, []],
      ["NON", true, []],
      ["5", true, [["11", "24"]]],
      [
        "6",
        false,
        [
          ["12", "5"],
          ["13", "9.975"],
        ],
      ],
    ]);
  });

  test("of nothing asks nothing", async () => {
    const { quickbooks, requests } = await world(books);
    const wanted = { customerIds: [], itemIds: [], taxCodes: false, terms: false };
    expect(await quickbooks.lookup(wanted)).toEqual({
      customers: [],
      items: [],
      taxCodes: [],
      terms: [],
    });
    expect(requests).toEqual([]);
  });

  test("of very many ids takes several batches of at most thirty items", async () => {
    const found = (query: string) =>
      [...query.matchAll(/'(\d+)'/g)].map(([, Id]) => ({
        Id,
        Name: `Item ${Id}`,
        Type: "Service",
      }));
    const { quickbooks, requests } = await world(batch((query) => rows("Item", found(query))));
    const itemIds = Array.from({ length: 3_001 }, (_, index) => String(index + 1));
    await quickbooks.lookup({ customerIds: [], itemIds, taxCodes: false, terms: false });
    expect(requests.map((r) => queriesOf(r).length)).toEqual([30, 1]);
  });

  test("a fault of one item, which comes in HTTP 200, is an error", async () => {
    const { quickbooks } = await world(
      batch((query) =>
        query.includes("Term")
          ? (JSON.parse(fault("4000", "Error parsing query")) as Record<string, unknown>)
          : rows("TaxCode", []),
      ),
    );
    const wanted = { customerIds: [], itemIds: [], taxCodes: true, terms: true };
    expect(await thrown(quickbooks.lookup(wanted))).toMatchObject({
      kind: "refused",
      codes: ["4000"],
      status: 200,
    });
  });

  test("an item that is missing from the answer is noticed", async () => {
    const { quickbooks } = await world(() => json({ BatchItemResponse: [] }));
    const wanted = { customerIds: ["1"], itemIds: [], taxCodes: false, terms: false };
    expect(await thrown(quickbooks.lookup(wanted))).toMatchObject({ kind: "unavailable" });
  });
});

describe("who has a name", () => {
  test("items are matched by SKU or name", async () => {
    const { quickbooks, requests } = await world(
      batch((query) =>
        rows(
          "Item",
          query.includes("Sku") ? [{ Id: "5", Name: "Else", Sku: "A-1", Type: "Service" }] : [],
        ),
      ),
    );
    const matched = await quickbooks.matchItems({ skus: ["a-1"], names: ["Care"] });
    expect(matched.map((item) => item.id)).toEqual(["5"]);
    expect(queriesOf(requests[0])).toEqual([
      "select * from Item where Sku = 'a-1' and Type in ('Service','NonInventory','Inventory') and Active = true maxresults 1000",
      "select * from Item where Name = 'Care' and Type in ('Service','NonInventory','Inventory') and Active = true maxresults 1000",
    ]);
  });
});

describe("the company and its settings", () => {
  test("the company has the realm's id, and a time zone if the service says one", async () => {
    const { quickbooks } = await world(() =>
      json({ CompanyInfo: { Id: "1", CompanyName: "Books Inc", Country: "US" } }),
    );
    expect(await quickbooks.company()).toEqual({
      realm: REALM,
      name: "Books Inc",
      country: "US",
      timeZone: null,
    });
  });

  const preferences = async (wire: Record<string, unknown>) => {
    const home = { CurrencyPrefs: { HomeCurrency: { value: "EUR" }, MultiCurrencyEnabled: true } };
    const { quickbooks } = await world(() => json({ Preferences: { ...home, ...wire } }));
    return quickbooks.preferences();
  };

  test("settings", async () => {
    const result = await preferences({
      SalesFormsPrefs: {
        CustomTxnNumbers: true,
        AllowDiscount: true,
        DefaultTerms: { value: "3" },
        CustomField: [
          {
            CustomField: [
              { Name: "SalesFormsPrefs.UseSalesCustom1", Type: "BooleanType", BooleanValue: true },
              { Name: "SalesFormsPrefs.UseSalesCustom2", Type: "BooleanType", BooleanValue: false },
              { Name: "SalesFormsPrefs.UseSalesCustom3", Type: "BooleanType", BooleanValue: true },
            ],
          },
          {
            CustomField: [
              {
                Name: "SalesFormsPrefs.SalesCustomName1",
                Type: "StringType",
                StringValue: "PO number",
              },
              { Name: "SalesFormsPrefs.SalesCustomName2", Type: "StringType", StringValue: "Old" },
            ],
          },
        ],
      },
      TaxPrefs: { UsingSalesTax: true },
      AccountingInfoPrefs: {
        BookCloseDate: "2025-12-31",
        ClassTrackingPerTxnLine: true,
        TrackDepartments: true,
      },
    });
    expect(result).toEqual({
      customNumbers: true,
      allowDiscount: true,
      multicurrency: true,
      homeCurrency: "EUR",
      tax: "manual",
      bookCloseDate: "2025-12-31",
      defaultTermId: "3",
      classes: "line",
      locations: true,
      customFields: [{ id: "1", name: "PO number" }],
    });
  });

  test.each([
    [{ UsingSalesTax: true, PartnerTaxEnabled: true }, "automated"],
    [{ UsingSalesTax: true, PartnerTaxEnabled: false }, "manual"],
    [{ UsingSalesTax: false, PartnerTaxEnabled: false }, "off"],
    [undefined, "off"],
  ])("tax settings %j: %s", async (TaxPrefs, expected) => {
    expect((await preferences(TaxPrefs ? { TaxPrefs } : {})).tax).toBe(expected);
  });

  test("nothing set", async () => {
    expect(await preferences({})).toMatchObject({
      customNumbers: false,
      allowDiscount: false,
      bookCloseDate: null,
      defaultTermId: null,
      classes: "off",
      locations: false,
      customFields: [],
    });
  });
});
