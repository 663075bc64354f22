// The builders' first line: 4 × 95.00, item 88, of product 201 if nothing else is said; 25.5 % has the code 5.
import { expect, it } from "vitest";
import { pricedLines } from "../../../src/domain/deal/priced-lines.ts";
import { planLine } from "../../../src/domain/plan/plan-line.ts";
import { choices, facts, line } from "../../support/builders.ts";

function built(change: Parameters<typeof line>[0], chosen: Parameters<typeof choices>[0] = {}) {
  const all = facts({
    lines: [line({ id: 1, price: "95", quantity: "4", sum: "380", ...change })],
  });
  const billable = all.lines.map((one) => ({
    position: 1,
    line: one,
    text: one.name,
    isOnDeal: true,
  }));
  const [priced] = pricedLines(all, billable, "exclusive", {}).lines;
  if (!priced) throw new Error("The line has no price");
  return planLine(all, choices(chosen), priced, "exclusive");
}

it("has its item and its code, and its tax is left to the document", () => {
  const { line: planned, problems, relink, untaxed } = built({});
  expect(planned.item).toEqual({ id: "88", name: "Website care" });
  expect([planned.net.toFixed(2), planned.taxPercent.toFixed()]).toEqual(["380.00", "25.5"]);
  expect([problems, relink, untaxed]).toEqual([[], null, null]);
});

it("without an item names the command that links its product, without a code its percent", () => {
  const {
    line: planned,
    relink,
    untaxed,
  } = built({ productId: 77 }, { items: new Map(), taxCodes: new Map() });
  expect([planned.item, planned.taxCode]).toEqual([null, null]);
  expect([relink, untaxed]).toEqual(["pdqb product link 77 --item <item>", "25.5"]);
});

it("whose item is gone is a problem of its own, and is not asked for twice", () => {
  const goneItems = new Map([[1, { id: "88", name: "Website care" }]]);
  const { problems, relink } = built({ productId: 77 }, { items: new Map(), goneItems });
  expect(problems).toMatchObject([{ line: 1, next: "pdqb product link 77 --item <item>" }]);
  expect(problems[0]?.message).toContain("Website care");
  expect(relink).toBeNull();
});

it("a text beyond 4,000 characters is a problem of its line", () => {
  const codes = (length: number) =>
    built({ name: "x".repeat(length) }).problems.map(({ code }) => code);
  expect(codes(4000)).toEqual([]);
  expect(codes(4001)).toEqual(["too_long"]);
});
