// What stands against an item on a line (docs/quickbooks.md 10).
import { expect, it } from "vitest";
import type { Item } from "../../../src/domain/books.ts";
import { itemProblem } from "../../../src/domain/plan/item-problems.ts";

const item = (change: Partial<Item>): Item => ({
  id: "88",
  name: "Workshop",
  fullName: "Services:Workshop",
  sku: null,
  type: "Service",
  active: true,
  unitPrice: null,
  ...change,
});

it.each([
  ["inactive", { active: false }, "inactive_item"],
  ["a category", { type: "Category" }, "category_item"],
  ["a bundle", { type: "Group" }, "category_item"],
] as const)("%s is refused, naming line, item and the way out", (_name, change, code) => {
  const problem = itemProblem(item(change as Partial<Item>), 2, "pdqb product link 9 --item ID");
  expect(problem).toMatchObject({ code, line: 2 });
  expect(problem?.message).toContain('"Services:Workshop" (id 88)');
  expect(problem?.next).toContain("pdqb product link 9 --item ID");
});

it("a service may stand on a line", () => {
  expect(itemProblem(item({}), 2, "")).toBeUndefined();
});
