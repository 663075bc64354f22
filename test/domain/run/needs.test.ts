import { expect, it } from "vitest";
import type { Deal } from "../../../src/domain/deal/deal.ts";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import { missingOf, needsOf } from "../../../src/domain/run/needs.ts";
import type { RunRow } from "../../../src/domain/run/run.ts";
import { choices, facts } from "../../support/builders.ts";

function row(
  dealId: number,
  chosen: Parameters<typeof choices>[0],
  error: RunRow["error"] = null,
  contact: Partial<Deal> = {},
) {
  const deal = { ...facts().deal, ...contact, id: dealId };
  const plan = assemblePlan({ ...facts(), deal }, choices(chosen), {});
  return {
    state: "problem",
    dealId,
    error,
    needs: needsOf(plan, plan.problems),
  } as unknown as RunRow;
}

it("groups what one command frees, the one that frees most deals first", () => {
  const rows = [
    row(1, { taxCodes: new Map() }),
    row(2, { taxCodes: new Map(), items: new Map() }),
    row(3, { items: new Map(), customer: null }),
    row(4, { customer: null }),
    { ...row(5, { customer: null }), state: "ready" } as RunRow,
  ];
  const missing = missingOf(rows).map(({ code, what, deals }) => [code, what, deals]);
  expect(missing).toHaveLength(5);
  expect(missing).toEqual(
    expect.arrayContaining([
      ["unlinked_tax", "25.5 %", [1, 2]],
      ["unlinked_item", "Website care", [2, 3]],
      ["unlinked_item", "Insulation panel 80 mm", [2, 3]],
      ["unlinked_item", "Setup fee", [2, 3]],
      ["unlinked_customer", "Aurora Design Oy", [3, 4]],
    ]),
  );
});

it("a customer is missing once for all persons of an organization, and for each person without one", () => {
  const asked = (dealId: number, contact: Partial<Deal>) =>
    row(dealId, { customer: null }, null, contact);
  const rows = [
    asked(1, { organizationId: 402, personId: 7 }),
    asked(2, { organizationId: 402, personId: 8 }),
    asked(3, { organizationId: null, personId: 7 }),
    asked(4, { organizationId: null, personId: 8 }),
  ];
  const missing = missingOf(rows).filter(({ code }) => code === "unlinked_customer");
  expect(missing.map(({ deals }) => deals)).toEqual([[1, 2], [3], [4]]);
});

it("keeps failures together that one command mends, and each other one by itself", () => {
  const error = {
    kind: "refused" as const,
    message: "QuickBooks refused it.",
    reason: "",
    next: ["pdqb x"],
  };
  const other = { ...error, next: [] };
  const missing = missingOf([1, 2].flatMap((deal) => [row(deal, {}, error), row(deal, {}, other)]));
  const [first] = missing;
  expect(missing.map(({ deals, next }) => [next, deals])).toEqual([
    ["pdqb x", [1, 2]],
    ["pdqb invoice create --deal 1", [1]],
    ["pdqb invoice create --deal 2", [2]],
  ]);
  expect(first).toMatchObject({ code: "refused", what: "QuickBooks refused it.", next: "pdqb x" });
});
