import { describe, expect, it } from "vitest";
import { decimal, ZERO } from "../../../src/domain/money/money.ts";
import {
  installmentDifference,
  methodProblems,
  sumProblems,
} from "../../../src/domain/plan/plan-line-problems.ts";
import { day, facts, line } from "../../support/builders.ts";

const totals = (net: string, change = {}) => ({
  ...{ net: decimal(net), discount: ZERO, tax: ZERO, dealTax: null, total: decimal(net) },
  ...change,
});
const codes = (problems: { code: string }[]) => problems.map(({ code }) => code);

describe("the tax methods of the lines", () => {
  const lines = (["exclusive", "inclusive"] as const).map((taxMethod, index) => ({
    ...{ position: index + 1, line: line({ taxMethod }), text: "", isOnDeal: true },
  }));

  it("are one, or it is said how all prices are meant", () => {
    expect(methodProblems(facts(), lines, {})).toMatchObject([
      { code: "mixed_tax", next: "--tax exclusive" },
    ]);
    expect(methodProblems(facts(), lines, { tax: "inclusive" })).toEqual([]);
    expect(methodProblems(facts(), lines.slice(0, 1), {})).toEqual([]);
  });

  it("need a value where there are no lines", () => {
    const empty = facts();
    empty.deal.value = null;
    const fromValue = { fromValue: { taxPercent: decimal("25.5") } };
    expect(codes(methodProblems(empty, [], fromValue))).toEqual(["no_lines"]);
  });
});

describe("what QuickBooks refuses of any invoice", () => {
  it("is less than nothing", () => {
    expect(codes(sumProblems(totals("-0.01"), 1))).toEqual(["not_exact"]);
    expect(codes(sumProblems(totals("10", { discount: decimal("10.01") }), 1))).toEqual([
      "not_exact",
    ]);
    expect(sumProblems(totals("0"), 1)).toEqual([]);
  });

  it("is more than 750 lines", () => {
    expect(sumProblems(totals("1"), 750)).toEqual([]);
    expect(codes(sumProblems(totals("1"), 751))).toEqual(["too_long"]);
  });
});

it("an installment that was agreed with its tax and comes out a cent off is said", () => {
  const installment = {
    id: 1,
    amount: decimal("100.01"),
    billingDate: day("2026-12-01"),
    description: "",
  };
  const paid = facts({ installments: [installment] });
  const part = { part: { kind: "installment" as const, position: 1 } };
  const warned = (net: string, total: string) =>
    codes(installmentDifference(paid, totals(net, { total: decimal(total) }), part));
  expect(warned("80.00", "100.00")).toEqual(["installment_difference"]);
  expect(warned("79.69", "100.01")).toEqual([]);
  expect(warned("100.01", "125.51")).toEqual([]);
  expect(installmentDifference(paid, totals("1"), {})).toEqual([]);
});
