// What deal lines cost and which are billed. The table of docs/pipedrive.md 4.3 (249.50 × 4, less 7.5 % or 60) is the judge of
// line discounts; every other figure is worked out by hand beside its case.
import { describe, expect, it } from "vitest";
import type { DealDiscount } from "../../src/domain/deal/deal.ts";
import { decimal } from "../../src/domain/money/money.ts";
import { assemblePlan } from "../../src/domain/plan/assemble-plan.ts";
import type { InvoiceRequest } from "../../src/domain/plan/invoice-request.ts";
import type { PlanFacts } from "../../src/domain/plan/plan-facts.ts";
import { choices, facts, line } from "../support/builders.ts";

const plan = (change: Partial<PlanFacts>, request: InvoiceRequest = {}) =>
  assemblePlan(facts({ deal: { ...facts().deal, value: null }, ...change }), choices(), request);
const nets = (change: Partial<PlanFacts>, request?: InvoiceRequest) =>
  plan(change, request).lines.map(({ net }) => net.toFixed(2));
const codes = (change: Partial<PlanFacts>, request?: InvoiceRequest) =>
  plan(change, request).problems.map(({ code }) => code);

describe("the discount of a line", () => {
  const panel = { price: "249.5", quantity: "4" };
  const amount = { ...panel, discount: "60", discountType: "amount" as const };

  it.each([
    ["a percentage", line({ ...panel, discount: "7.5", sum: "923.15" }), "923.15"],
    ["an amount of the line", line({ ...amount, sum: "938" }), "938.00"],
    ["an amount of each unit", line({ ...amount, sum: "758" }), "758.00"],
    ["an amount of one unit, without a sum", line({ ...amount, quantity: "1" }), "189.50"],
    ["all of it", line({ ...panel, discount: "100", sum: "0" }), "0.00"],
  ])("%s", (_name, given, net) => {
    expect(nets({ lines: [given] })).toEqual([net]);
  });

  it.each([
    ["an amount that Pipedrive's sum does not settle", line({ ...amount, sum: "900" })],
    ["an amount of several units without a sum", line(amount)],
    ["a percentage that is not in the sum", line({ ...panel, discount: "7.5", sum: "998" })],
  ])("is refused: %s", (_name, given) => {
    const { problems } = plan({ lines: [given] });
    expect(problems).toMatchObject([{ code: "unclear_discount", line: 1 }]);
  });

  it("names both readings and Pipedrive's figure", () => {
    expect(plan({ lines: [line({ ...amount, sum: "900" })] }).problems[0]?.message).toBe(
      'Line 1, "Website care": it comes to 938.00 or 758.00 EUR, and Pipedrive says 900.00.',
    );
  });
});

describe("a discount of the deal", () => {
  const lines = [line({ id: 1, price: "200" }), line({ id: 2, price: "100" })];
  const off = (type: DealDiscount["type"], amount: string): DealDiscount => ({
    description: "",
    type,
    amount: decimal(amount),
  });
  const deal = (value: string | null) => ({
    ...facts().deal,
    value: value === null ? null : decimal(value),
  });

  it("is one discount line where it is one percentage and one rate", () => {
    // 10 % of 300.00; 25.5 % of the 270.00 left is 68.85.
    const { totals, discount } = plan({ lines, discounts: [off("percentage", "10")] });
    expect(discount?.percent.toFixed()).toBe("10");
    expect(
      [totals.net, totals.discount, totals.tax, totals.total].map((one) => one?.toFixed(2)),
    ).toEqual(["300.00", "30.00", "68.85", "338.85"]);
  });

  it.each([
    ["two rates", { lines: [lines[0] ?? line(), line({ id: 2, price: "100", taxPercent: "14" })] }],
    [
      "discounts turned off",
      { lines, preferences: { ...facts().preferences, allowDiscount: false } },
    ],
  ])("is spread over the lines: %s", (_name, change) => {
    const spread = plan({ ...change, discounts: [off("percentage", "10")] });
    expect(spread.lines.map(({ net }) => net.toFixed(2))).toEqual(["180.00", "90.00"]);
    expect(spread.totals.discount.toFixed()).toBe("0");
  });

  it("leaves no cent behind when it is spread: 10.00 over 100.00 three times", () => {
    // Running totals 3.33, 6.67, 10.00.
    const three = [1, 2, 3].map((id) => line({ id }));
    const given = { lines: three, discounts: [off("amount", "10")], deal: deal("290") };
    expect(nets(given)).toEqual(["96.67", "96.66", "96.67"]);
  });

  it.each([
    ["10 % and then 5 %", "256.5", ["171.00", "85.50"]],
    ["10 % and 5 % of the full sum", "255", ["170.00", "85.00"]],
  ])("of several is settled by the deal's value: %s", (_name, value, expected) => {
    const discounts = [off("percentage", "10"), off("percentage", "5")];
    expect(nets({ lines, discounts, deal: deal(value) })).toEqual(expected);
  });

  it("of several percentages may be settled by a value with tax: 256.50 and 25.5 % are 321.9075", () => {
    const discounts = [off("percentage", "10"), off("percentage", "5")];
    expect(nets({ lines, discounts, deal: deal("321.91") })).toEqual(["171.00", "85.50"]);
  });

  it.each([
    [
      "several that the value does not settle",
      [off("percentage", "10"), off("percentage", "5")],
      "300",
    ],
    // 300.00 with tax is 376.50; less 50.00 is 326.50, so the amount is meant of the price with tax.
    ["an amount that is taken after tax", [off("amount", "50")], "326.50"],
    ["an amount without a value", [off("amount", "50")], null],
  ])("is refused: %s", (_name, discounts, value) => {
    expect(codes({ lines, discounts, deal: deal(value) })).toEqual(["unclear_discount"]);
  });

  it("is refused beside recurring lines", () => {
    const given = { lines: [...lines, line({ id: 3, billingFrequency: "monthly" })] };
    const discounts = [off("percentage", "10")];
    expect(codes({ ...given, discounts }, { recurring: 1 })).toEqual(["unclear_discount"]);
  });

  it("gives way to one that is asked for", () => {
    const discounts = [off("percentage", "10"), off("percentage", "5")];
    const asked = (type: DealDiscount["type"], amount: string) => ({
      discount: { type, amount: decimal(amount) },
    });
    expect(nets({ lines, discounts }, asked("amount", "30"))).toEqual(["180.00", "90.00"]);
    expect(nets({ lines, discounts }, asked("amount", "0"))).toEqual(["200.00", "100.00"]);
    expect(plan({ lines, discounts }, asked("percentage", "5")).totals.discount.toFixed(2)).toBe(
      "15.00",
    );
  });

  it("of prices with tax leaves the customer's price: docs/quickbooks.md 16.3: 9.00 and 3.00 less 20 % at 13 %", () => {
    // Nets 7.96 and 2.65, 20 % of 10.61 is 2.12; what is paid is 12.00 less 2.40; tax is 9.60 less 8.49.
    const gross = ["9", "3"].map((price, id) =>
      line({ id, price, taxPercent: "13", taxMethod: "inclusive" }),
    );
    const { totals } = plan({ lines: gross, discounts: [off("percentage", "20")] });
    expect(
      [totals.net, totals.discount, totals.tax, totals.total].map((one) => one?.toFixed(2)),
    ).toEqual(["10.61", "2.12", "1.11", "9.60"]);
  });
});

describe("lines that are asked for", () => {
  it("are left out, changed and added, each said", () => {
    const request: InvoiceRequest = {
      skipLines: [3],
      lineChanges: new Map([[1, { quantity: decimal("2"), text: "Care, half" }]]),
      extraLines: [{ quantity: decimal("1.5"), price: decimal("10"), text: "Travel" }],
    };
    // 2 × 95.00; 923.15 as it was; 1.5 × 10.00.
    const changed = assemblePlan(facts(), choices(), request);
    expect(
      changed.lines.map(({ line: at, net, text }) => [at, net.toFixed(2), text.split("\n")[0]]),
    ).toEqual([
      [1, "190.00", "Care, half"],
      [2, "923.15", "Insulation panel 80 mm"],
      [4, "15.00", "Travel"],
    ]);
    expect(changed.lines[2]).toMatchObject({ lineId: null, productId: null });
    expect(changed.lines[2]?.taxPercent.toFixed()).toBe("25.5");
    expect(changed.leftOut).toMatchObject([{ line: 3, reason: "left out as asked" }]);
    expect(changed.warnings.map(({ message }) => message)).toContain(
      "The deal's value is 1653.15 EUR, the invoice's net 1128.15 EUR: a line is left out, 15.00 is not on the deal, lines are changed.",
    );
  });

  it("below zero in all are refused; one below zero is not", () => {
    const minus = line({ id: 2, price: "-150", sum: "-150" });
    expect(nets({ lines: [line({ price: "200" }), minus] })).toEqual(["200.00", "-150.00"]);
    expect(codes({ lines: [line(), minus] })).toEqual(["not_exact"]);
  });

  it("are at most 750", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => line({ id: index + 1 }));
    expect(codes({ lines: many(750) })).not.toContain("too_long");
    expect(codes({ lines: many(751) })).toContain("too_long");
  });

  it("of no quantity go out as an amount alone", () => {
    const [free] = plan({ lines: [line({ quantity: "0", sum: "0" })] }).lines;
    expect(free?.unitPrice).toBeNull();
    expect(free?.net.toFixed(2)).toBe("0.00");
  });
});

describe("recurring lines", () => {
  const monthly = line({
    id: 2,
    price: "30",
    billingFrequency: "monthly",
    billingCycles: 3,
    billingStart: "2027-01-31" as never,
  });
  const lines = [line({ id: 1, price: "100" }), monthly];

  it("are billed for the first cycle with the one-time lines, for later ones alone", () => {
    expect(codes({ lines })).toEqual(["recurring_lines"]);
    expect(nets({ lines }, { recurring: 1 })).toEqual(["100.00", "30.00"]);
    expect(nets({ lines }, { recurring: 2 })).toEqual(["30.00"]);
    expect(codes({ lines }, { recurring: 4 })).toEqual(["no_lines"]);
  });

  it("say which days they cover, also from the last day of a month", () => {
    expect(plan({ lines }, { recurring: 2 }).lines[0]?.text).toBe(
      "Website care\nmonthly, cycle 2 of 3, 2027-02-28 to 2027-03-30",
    );
  });
});

describe("a deal without lines", () => {
  it("is billed by its value, on the word alone", () => {
    const deal = { ...facts().deal, value: decimal("1200") };
    expect(codes({ lines: [], deal })).toEqual(["no_lines"]);
    const one = plan({ lines: [], deal }, { fromValue: { taxPercent: decimal("25.5") } });
    // 25.5 % of 1,200.00.
    expect(one.totals.total?.toFixed(2)).toBe("1506.00");
    expect(one.lines[0]).toMatchObject({ text: "Studio refit, phase 1", lineId: null });
  });
});

describe("the real figures of the QuickBooks reference, 16.3: prices with 10 % in them", () => {
  const taxCodes = new Map([
    ["10", { id: "7", name: "GST", active: true, rates: [{ id: "r7", percent: decimal("10") }] }],
  ]);
  const booked = (...prices: string[]) => {
    const lines = prices.map((price, id) =>
      line({ id, price, taxPercent: "10", taxMethod: "inclusive" }),
    );
    return assemblePlan(facts({ lines }), choices({ taxCodes }), {});
  };

  it("ten lines: 436.34 of 4,799.91", () => {
    const prices = [
      "654",
      "654",
      "61.10",
      "69.50",
      "50.75",
      "392.40",
      "1346.40",
      "728.64",
      "546.48",
      "296.64",
    ];
    const { lines, totals } = booked(...prices);
    expect(lines.map(({ net }) => net.toFixed(2))).toEqual([
      "594.55",
      "594.55",
      "55.55",
      "63.18",
      "46.14",
      "356.73",
      "1224.00",
      "662.40",
      "496.80",
      "269.67",
    ]);
    expect([totals.tax?.toFixed(2), totals.total?.toFixed(2)]).toEqual(["436.34", "4799.91"]);
  });

  it("one line: 69.99 of 769.94", () => {
    const { totals } = booked("769.94");
    expect([totals.net.toFixed(2), totals.tax?.toFixed(2)]).toEqual(["699.95", "69.99"]);
  });
});

describe("installments", () => {
  const installment = (id: number, amount: string) => ({
    id,
    amount: decimal(amount),
    billingDate: null,
    description: "",
  });
  const one = { lines: [line({ price: "1000" })] };
  const billed = (amounts: string[], position: number) =>
    plan(
      { ...one, installments: amounts.map((amount, index) => installment(index + 1, amount)) },
      { part: { kind: "installment", position } },
    );

  it("may be net: they sum to 1,000.00", () => {
    expect(billed(["400", "600"], 2).totals.net.toFixed(2)).toBe("600.00");
  });

  it("may have their tax in them: they sum to 1,255.00, and a third of it is 333.33 net", () => {
    // 418.33 + 418.33 + 418.34 = 1,255.00; the running nets are 333.330…, 666.661…, 1,000.
    const amounts = ["418.33", "418.33", "418.34"];
    const parts = [1, 2, 3].map((position) => billed(amounts, position));
    expect(parts.map(({ totals }) => totals.net.toFixed(2))).toEqual([
      "333.33",
      "333.33",
      "333.34",
    ]);
    // 25.5 % of 333.33 is 84.99915, so 85.00: 418.33; of 333.34 it is 85.0017: 418.34.
    expect(parts.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it("that come out a cent off say so", () => {
    const tenth = plan(
      {
        lines: [line({ price: "10" })],
        installments: [installment(1, "0.11"), installment(2, "12.44")],
      },
      { part: { kind: "installment", position: 1 } },
    );
    // 10.00 × 0.11 / 12.55 is 0.0876, so 0.09; 25.5 % of it is 0.02295, so 0.02.
    expect(tenth.totals.total?.toFixed(2)).toBe("0.11");
    const other = plan(
      {
        lines: [line({ price: "10" })],
        installments: [installment(1, "0.12"), installment(2, "12.43")],
      },
      { part: { kind: "installment", position: 1 } },
    );
    // 0.0956, so 0.10; 25.5 % of it is 0.0255, so 0.03.
    expect(other.totals.total?.toFixed(2)).toBe("0.13");
    expect(other.warnings.map(({ code }) => code)).toEqual(["installment_difference"]);
  });

  it("that sum to neither are refused", () => {
    expect(billed(["400", "700"], 1).problems.map(({ code }) => code)).toEqual([
      "unclear_installments",
    ]);
  });
});
