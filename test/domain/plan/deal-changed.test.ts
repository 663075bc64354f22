import { expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { dealChanged } from "../../../src/domain/plan/deal-changed.ts";

it("says what the deal was worth and is worth", () => {
  expect(dealChanged("1653.15", decimal("1800"))).toMatchObject([{ code: "deal_changed" }]);
  expect(dealChanged("1653.15", decimal("1800"))[0]?.message).toBe(
    "The deal's value was 1,653.15 when it was invoiced and is 1,800.00 now.",
  );
  expect(dealChanged("1653.15", null)[0]?.message).toContain("is empty now");
});

it("has nothing to say where it is the same, or was not kept", () => {
  expect(dealChanged("1653.15", decimal("1653.150"))).toEqual([]);
  expect(dealChanged(null, decimal("1"))).toEqual([]);
});
