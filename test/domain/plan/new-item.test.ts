// The name of a new item: 100 characters, no colon, tab or line break (docs/quickbooks.md 10), and a word where it had to change.
import { expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import { itemName } from "../../../src/domain/plan/new-item.ts";
import { choices, facts, line } from "../../support/builders.ts";

it.each([
  ["Setup fee", "Setup fee"],
  [" Web:\tcare\n(monthly) ", "Web care (monthly)"],
  [`${"x".repeat(99)} y`, "x".repeat(99)],
])("%j is %j", (name, fitted) => {
  expect(itemName(name)).toBe(fitted);
});

it("that had to change is told by a warning which names the line", () => {
  const warningsFor = (name: string) => {
    const create = {
      name: itemName(name),
      sku: null,
      unitPrice: decimal("100"),
      incomeAccountId: "61",
      expenseAccountId: null,
    };
    const items = new Map([[1, { create }]]);
    return assemblePlan(facts({ lines: [line({ name })] }), choices({ items }), {}).warnings.filter(
      ({ code }) => code === "name_changed",
    );
  };
  expect(warningsFor("Web  care")).toEqual([]);
  expect(warningsFor("Web: care").map(({ message }) => message)).toEqual([
    'The new item of line 1 is named "Web care": QuickBooks takes 100 characters, and no colon, tab or line break.',
  ]);
  expect(warningsFor("x".repeat(101))).toHaveLength(1);
});
