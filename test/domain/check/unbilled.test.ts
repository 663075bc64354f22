// What is not billed sums to the bridge's line, by owner, pipeline and currency.
import { expect, it } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import { bridgeOf } from "../../../src/domain/check/bridge.ts";
import { unbilledBy } from "../../../src/domain/check/unbilled.ts";
import type { Deal } from "../../../src/domain/deal/deal.ts";
import { decimal } from "../../../src/domain/money/money.ts";

const deal = (id: number, value: string, more: Partial<Deal> = {}) =>
  ({ id, value: decimal(value), currency: "EUR", ownerId: 1, pipelineId: 2, ...more }) as Deal;

it("is dealt out to owners and pipelines, the largest first", () => {
  const period = { since: "2026-11-01" as CalendarDate, until: "2026-11-30" as CalendarDate };
  const won = [
    deal(1, "10.10"),
    deal(2, "20.20"),
    deal(3, "400", { ownerId: 7 }),
    deal(4, "5", { currency: "CHF" }),
    deal(5, "0"),
  ];
  const checked = { period, won, live: [] };
  const rows = unbilledBy(checked).map((one) => [
    ...[one.currency, one.ownerId, one.pipelineId, one.deals, one.amount.toFixed(2)],
  ]);
  expect(rows).toEqual([
    ["CHF", 1, 2, 1, "5.00"],
    ["EUR", 7, 2, 1, "400.00"],
    ["EUR", 1, 2, 2, "30.30"],
  ]);
  const bridge = bridgeOf(checked).map((row) => [row.currency, row.not_billed.toFixed(2)]);
  expect(bridge).toEqual([
    ["CHF", "-5.00"],
    ["EUR", "-430.30"],
  ]);
});
