// Currencies of no, two and three decimals; the rate; and what stands against a foreign invoice. Books in euros, but for the US cases.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import type { InvoiceRequest } from "../../../src/domain/plan/invoice-request.ts";
import type { PlanChoices, PlanFacts } from "../../../src/domain/plan/plan-facts.ts";
import { choices, day, facts, line } from "../../support/builders.ts";

const foreign = (currency: string, change: Partial<PlanFacts> = {}) => {
  const base = facts();
  return facts({
    preferences: { ...base.preferences, multicurrency: true },
    deal: { ...base.deal, currency, value: null },
    lines: [line({ currency })],
    exchange: { rate: decimal("0.9"), date: day("2026-11-25") },
    ...change,
  });
};
const billedIn = (currency: string): PlanChoices => {
  const { customer } = choices();
  return customer && "id" in customer
    ? choices({ customer: { ...customer, currency } })
    : choices();
};
const plan = (currency: string, change: Partial<PlanFacts> = {}, request: InvoiceRequest = {}) =>
  assemblePlan(foreign(currency, change), billedIn(currency), request);
const codes = ({ problems }: ReturnType<typeof plan>) => problems.map(({ code }) => code);

describe("the decimals of a currency", () => {
  it.each([
    // 999 less 7.5 % is 924.075.
    ["JPY", line({ price: "999", discount: "7.5", currency: "JPY" }), "924"],
    ["USD", line({ price: "999", discount: "7.5", currency: "USD" }), "924.08"],
    ["KWD", line({ price: "1.25", quantity: "3", currency: "KWD" }), "3.75"],
  ])("%s", (currency, given, net) => {
    expect(plan(currency, { lines: [given] }).lines.map((one) => one.net.toFixed())).toEqual([net]);
  });

  it("take Pipedrive's sum within half of the smallest: 924 yen fits, 925 does not", () => {
    const yen = (sum: string) => line({ price: "999", discount: "7.5", currency: "JPY", sum });
    expect(codes(plan("JPY", { lines: [yen("924")] }))).toEqual([]);
    expect(codes(plan("JPY", { lines: [yen("925")] }))).toEqual(["unclear_discount"]);
  });

  it("of three are refused where two cannot say it", () => {
    const { problems } = plan("KWD", { lines: [line({ price: "1.125", currency: "KWD" })] });
    expect(problems).toMatchObject([
      {
        code: "not_exact",
        message:
          'Line 1, "Website care": it comes to 1.125 KWD, and QuickBooks keeps two decimals.',
      },
    ]);
  });

  it("of none leave no part of a yen in a spread discount: 10 % of 1,005 is 101, over 335 three times", () => {
    // Running totals 33.67, 67.33, 101, so 34, 67, 101.
    const lines = [1, 2, 3].map((id) => line({ id, price: "335", currency: "JPY" }));
    const discount = { type: "percentage" as const, amount: decimal("10") };
    const nets = plan("JPY", { lines }, { discount }).lines.map(({ net }) => net.toFixed());
    expect(nets).toEqual(["301", "302", "301"]);
  });
});

describe("the rate", () => {
  it("is the one that was read, with its day; an older one is said", () => {
    expect(plan("USD").exchange).toEqual({ rate: decimal("0.9"), date: "2026-11-25" });
    expect(plan("USD").warnings).toEqual([]);
    const older = plan("USD", { exchange: { rate: decimal("0.9"), date: day("2026-11-20") } });
    expect(older.warnings.map(({ code }) => code)).toEqual(["rate_date"]);
  });

  it.each([
    ["none", null],
    [
      "1, which is what QuickBooks says when it has none",
      { rate: decimal("1"), date: day("2026-11-25") },
    ],
  ])("is refused when it is %s", (_name, exchange) => {
    expect(codes(plan("USD", { exchange }))).toEqual(["missing_rate"]);
    expect(plan("USD", { exchange }, { rate: decimal("1") }).exchange).toEqual({
      rate: decimal("1"),
      date: null,
    });
  });
});

describe("what stands against it", () => {
  it("is a company of one currency, and a customer of another", () => {
    const { preferences } = facts();
    expect(codes(plan("USD", { preferences }))).toEqual(["multicurrency_off"]);
    expect(codes(assemblePlan(foreign("USD"), billedIn("EUR"), {}))).toEqual(["currency_mismatch"]);
    expect(codes(plan("USD", {}, { currency: "EUR" }))).toEqual(["currency_mismatch"]);
  });
});

describe("the country of the books", () => {
  const inCountry = (country: string, tax: "manual" | "automated" | "off") =>
    facts({
      company: { ...facts().company, country },
      preferences: { ...facts().preferences, tax },
    });

  it("France gets the plain word", () => {
    const { warnings } = assemblePlan(inCountry("FR", "manual"), choices(), {});
    expect(warnings.map(({ message }) => message).join()).toContain("29 December 2023");
  });

  it("in the US a code of the document is for manual tax alone, and then the tax is known", () => {
    const asked = { taxCode: "Maine" };
    const manual = assemblePlan(inCountry("US", "manual"), choices(), asked);
    expect(manual.problems).toEqual([]);
    expect(manual.documentTaxCode).toEqual({ id: "5", name: "ALV 25.5%" });
    expect(manual.lines.map(({ taxCode }) => taxCode?.id)).toEqual(["TAX", "TAX", "TAX"]);
    // 25.5 % of 1,653.15.
    expect(manual.totals.tax?.toFixed(2)).toBe("421.55");
    expect(codes(assemblePlan(inCountry("US", "automated"), choices(), asked))).toEqual([
      "feature_off",
    ]);
    expect(codes(assemblePlan(inCountry("US", "off"), choices(), asked))).toEqual(["feature_off"]);
  });

  it("in the US the deal's percents decide what is taxable if the setting says so", () => {
    const us = { ...inCountry("US", "automated"), taxByDeal: true };
    const lines = [line({ id: 1 }), line({ id: 2, taxPercent: "0" })];
    const decided = assemblePlan({ ...us, lines }, choices(), {});
    expect(decided.lines.map(({ taxCode }) => taxCode?.id)).toEqual(["TAX", "NON"]);
    expect(decided.totals.tax).toBeNull();
  });
});

describe("the item of a line", () => {
  const { items } = choices();
  const first = items.get(1);
  const withItem = (change: object) =>
    assemblePlan(
      facts(),
      choices({ items: new Map([...items, [1, { ...(first as object), ...change } as never]]) }),
      {},
    );

  it.each([
    ["inactive_item", { active: false }, "is inactive"],
    ["category_item", { type: "Category" }, "is a category"],
    ["category_item", { type: "Group" }, "is a bundle"],
  ])("%s names it", (code, change, words) => {
    const [problem] = withItem(change).problems;
    expect(problem).toMatchObject({ code, line: 1 });
    expect(problem?.message).toContain(`item "Website care" (id 88) ${words}`);
    expect(problem?.next).toContain("pdqb product link 201 --item <item>");
  });

  it("that is gone names what the link remembers", () => {
    const gone = choices({
      items: new Map([...items].filter(([at]) => at !== 1)),
      goneItems: new Map([[1, { id: "88", name: "Website care" }]]),
    });
    expect(assemblePlan(facts(), gone, {}).problems).toMatchObject([
      {
        code: "inactive_item",
        message: 'Line 1: item "Website care" (id 88) is no longer in QuickBooks.',
      },
    ]);
  });
});
