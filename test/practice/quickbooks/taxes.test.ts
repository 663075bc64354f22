// Tax in the United States and in Quebec, and the real figures of the QuickBooks reference, 16.3, booked by the practice books.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QuickBooksSdk, type Wire } from "./sdk.ts";

type Booked = Wire & {
  TotalAmt: number;
  TxnTaxDetail: { TotalTax: number; TaxLine?: { Amount: number }[] };
};
const figures = ({ TotalAmt, TxnTaxDetail }: Booked) => [TxnTaxDetail.TotalTax, TotalAmt];

describe("in Quebec", () => {
  const sdk = new QuickBooksSdk();
  beforeAll(() => sdk.start({}, "canadian"), 30_000);
  afterAll(() => sdk.stop());

  const book = (
    GlobalTaxCalculation: string,
    lines: [amount: number, code: string, gross?: number][],
    discount?: object,
  ) =>
    sdk.post<Booked>("invoice", {
      CustomerRef: { value: "417" },
      CurrencyRef: { value: "CAD" },
      GlobalTaxCalculation,
      Line: [
        ...lines.map(([Amount, code, gross]) => ({
          DetailType: "SalesItemLineDetail",
          Amount,
          SalesItemLineDetail: {
            ItemRef: { value: "88" },
            TaxCodeRef: { value: code },
            ...(gross === undefined ? {} : { TaxInclusiveAmt: gross }),
          },
        })),
        ...(discount ? [discount] : []),
      ],
    });

  it("two taxes in one code are each rounded over the document", async () => {
    // 5 % of 33.35 is 1.6675, so 1.67; 9.975 % of it is 3.3266625, so 3.33.
    const made = await book("TaxExcluded", [[33.35, "5"]]);
    expect(figures(made)).toEqual([5, 38.35]);
    expect(made.TxnTaxDetail.TaxLine?.map(({ Amount }) => Amount)).toEqual([1.67, 3.33]);
  });

  it("a tax that two codes share is rounded once", async () => {
    // 5 % of 0.10 + 0.10 is 0.01; 9.975 % of 0.10 is 0.009975, so 0.01.
    const made = await book("TaxExcluded", [
      [0.1, "5"],
      [0.1, "7"],
    ]);
    expect(figures(made)).toEqual([0.02, 0.22]);
  });

  it("prices with 13 % in them, less 20 %: the real case of 9.00 and 3.00", async () => {
    const discount = {
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: { PercentBased: true, DiscountPercent: 20 },
    };
    const made = await book(
      "TaxInclusive",
      [
        [7.96, "6", 9],
        [2.65, "6", 3],
      ],
      discount,
    );
    expect(figures(made)).toEqual([1.11, 9.6]);
  });
});

describe("prices with tax in them: the customer's price stays, tax is the rest", () => {
  const sdk = new QuickBooksSdk();
  beforeAll(() => sdk.start(), 30_000);
  afterAll(() => sdk.stop());
  const book = (prices: [net: number, gross: number][]) =>
    sdk.post<Booked>("invoice", {
      CustomerRef: { value: "417" },
      GlobalTaxCalculation: "TaxInclusive",
      Line: prices.map(([Amount, TaxInclusiveAmt]) => ({
        DetailType: "SalesItemLineDetail",
        Amount,
        // Code 7 is of 10 %, as in the Australian figures.
        SalesItemLineDetail: {
          ItemRef: { value: "88" },
          TaxCodeRef: { value: "7" },
          TaxInclusiveAmt,
        },
      })),
    });

  it("ten lines, three lines and one", async () => {
    const ten: [number, number][] = [
      [594.55, 654],
      [594.55, 654],
      [55.55, 61.1],
      [63.18, 69.5],
      [46.14, 50.75],
      [356.73, 392.4],
      [1224, 1346.4],
      [662.4, 728.64],
      [496.8, 546.48],
      [269.67, 296.64],
    ];
    expect(figures(await book(ten))).toEqual([436.34, 4799.91]);
    expect(
      (
        await book([
          [325.46, 358.01],
          [373.75, 411.13],
          [238.67, 262.54],
        ])
      ).TxnTaxDetail.TotalTax,
    ).toBe(93.8);
    expect((await book([[699.95, 769.94]])).TxnTaxDetail.TotalTax).toBe(69.99);
  });
});

describe("in the United States", () => {
  const sdk = new QuickBooksSdk();
  beforeAll(() => sdk.start({}, "us"), 30_000);
  afterAll(() => sdk.stop());

  const line = (amount: number, code?: string) => ({
    DetailType: "SalesItemLineDetail",
    Amount: amount,
    SalesItemLineDetail: {
      ItemRef: { value: "88" },
      ...(code ? { TaxCodeRef: { value: code } } : {}),
    },
  });
  const book = (lines: object[], change: object = {}) =>
    sdk.post<Booked>("invoice", { CustomerRef: { value: "417" }, Line: lines, ...change });

  it("the engine taxes what is marked TAX where the company is, and replaces what was sent", async () => {
    // 8.25 % of 100.00.
    expect(figures(await book([line(100, "TAX"), line(50, "NON")]))).toEqual([8.25, 158.25]);
    expect(figures(await book([line(100, "TAX")], { TxnTaxDetail: { TotalTax: 1 } }))).toEqual([
      8.25, 108.25,
    ]);
    const forced = { TxnTaxDetail: { TotalTax: 1, TxnTaxCodeRef: { value: "2" } } };
    expect(figures(await book([line(100, "TAX")], forced))).toEqual([1, 101]);
    const elsewhere = { ShipAddr: { Line1: "1 Main Street", CountrySubDivisionCode: "OR" } };
    expect(figures(await book([line(100, "TAX")], elsewhere))).toEqual([0, 100]);
  });

  it.each([
    // Portland: 5.50 + 1.00 + 1.75 for state, county and city.
    ["417", [5.5, 1, 1.75], 108.25],
    ["423", [5.5], 105.5],
    ["424", [6.25], 106.25],
    ["425", [], 100],
    ["426", [], 100],
  ])("customer %s is taxed by the place that its goods go to", async (id, taxes, total) => {
    const made = await book([line(100, "TAX")], { CustomerRef: { value: id } });
    expect((made.TxnTaxDetail.TaxLine ?? []).map(({ Amount }) => Amount)).toEqual(taxes);
    expect(made.TotalAmt).toBe(total);
  });

  it("knows TAX and NON alone", async () => {
    expect(
      await sdk.refusal("invoice", { CustomerRef: { value: "417" }, Line: [line(1, "2")] }),
    ).toMatchObject({ code: "6100" });
  });

  it("manual tax is by the code of the document; before the discount, or after it on the word", async () => {
    await sdk.set({ "quickbooks.us_tax": "manual" });
    const discount = {
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 },
    };
    const code = { TxnTaxDetail: { TxnTaxCodeRef: { value: "2" } } };
    // 8.25 % of 345.00 is 28.4625; of 310.50 it is 25.61625.
    expect(figures(await book([line(345, "TAX"), discount], code))).toEqual([28.46, 338.96]);
    const after = { ...code, ApplyTaxAfterDiscount: true };
    expect(figures(await book([line(345, "TAX"), discount], after))).toEqual([25.62, 336.12]);
    expect(figures(await book([line(345, "TAX")]))).toEqual([0, 345]);
  });

  it("the pseudo codes come first in a query of tax codes, and do not count", async () => {
    const codes = await sdk.query("select * from TaxCode maxresults 1");
    expect(codes.map(({ Id }) => Id)).toEqual(["TAX", "NON", "CustomSalesTax", "2"]);
  });
});
