// November 2026, summed by hand: won 1000 + 500 + 300 + 200 = 2000.00 EUR.

import fc from "fast-check";
import { expect, it } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import { bridgeOf, sharesByDeal, unbilledBy } from "../../../src/domain/check/bridge.ts";
import type { Deal } from "../../../src/domain/deal/deal.ts";
import { decimal, sum } from "../../../src/domain/money/money.ts";
import { billed, day, facts, known, link } from "../../support/builders.ts";

const period = { since: day("2026-11-01"), until: day("2026-11-30") };
const deal = (id: number, value: string, currency = "EUR") => ({
  ...facts().deal,
  ...{ id, value: decimal(value), currency },
});
const whole = (dealId: number, net: string, date: string, change = {}) =>
  known({ id: String(3000 + dealId), total: net, date: day(date), ...change }, [
    link({ dealId, billed: billed(net, net), dealValue: `${net}.00` }),
  ]);

const won = [deal(1, "1000"), deal(2, "500"), deal(3, "300"), deal(4, "200")];
const live = [
  whole(1, "1000", "2026-11-12"),
  whole(2, "500", "2026-10-28"),
  whole(3, "300", "2026-12-01"),
  // Deal 4 is not billed; deal 9 was won earlier; nobody knows the deal of the last.
  whole(9, "70", "2026-11-30"),
  known({ id: "4000", total: "12.55", tax: decimal("2.55"), date: day("2026-11-02") }, []),
];

it("leads from what was won to what was invoiced, to the cent", () => {
  const [row, ...others] = bridgeOf({ period, won, live });
  if (!row) throw new Error("no row");
  const { currency, other_parts, ...parts } = row;
  const text = Object.fromEntries(
    Object.entries(parts).map(([name, one]) => [name, one.toFixed(2)]),
  );
  expect([currency, others]).toEqual(["EUR", []]);
  expect(text).toEqual({
    won: "2000.00",
    not_billed: "-200.00",
    billed_before: "-500.00",
    billed_after: "-300.00",
    changed: "0.00",
    other: "80.00",
    invoiced: "1080.00",
  });
  expect([other_parts.other_deals.toFixed(2), other_parts.no_deal.toFixed(2)]).toEqual([
    "70.00",
    "10.00",
  ]);
});

it("keeps currencies apart, in the order of their codes", () => {
  const rows = bridgeOf({
    period,
    won: [deal(1, "1000", "USD"), deal(2, "500", "CAD")],
    live: [whole(2, "500", "2026-11-12", { currency: "EUR" })],
  });
  const text = rows.map(({ currency, won, other, invoiced }) => [
    ...[currency, won.toFixed(0), other.toFixed(0), invoiced.toFixed(0)],
  ]);
  expect(text).toEqual([
    ["CAD", "500", "-500", "0"],
    ["EUR", "0", "500", "500"],
    ["USD", "1000", "0", "0"],
  ]);
});

it("deals out an invoice of several deals to each of them", () => {
  const both = known({ total: "300" }, [
    link({ dealId: 2, billed: billed("100") }),
    link({ dealId: 1, billed: billed("200") }),
  ]);
  const shares = sharesByDeal([both]);
  expect([...shares].map(([id, [share]]) => [id, share?.net.toFixed(0)])).toEqual([
    [1, "200"],
    [2, "100"],
  ]);
});

it("sums exactly, whatever was won, billed, changed and paid in which currency", () => {
  const cents = fc
    .integer({ min: 0, max: 10_000_000 })
    .map((one) => decimal(one).div(100).toFixed(2));
  const currency = fc.constantFrom("EUR", "USD");
  const dealOf = fc.record({ id: fc.integer({ min: 1, max: 8 }), value: cents, currency });
  const linkOf = fc.record({
    dealId: fc.integer({ min: 1, max: 10 }),
    planned: fc.option(cents),
    dealNet: fc.option(cents),
    part: fc.constantFrom("1", "2", "installment:7", "cycle:2"),
  });
  const invoiceOf = fc.record({
    ...{ total: cents, tax: cents, currency, links: fc.array(linkOf, { maxLength: 3 }) },
    date: fc.constantFrom("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(dealOf, { selector: ({ id }) => id }),
      fc.array(invoiceOf, { maxLength: 8 }),
      (deals, invoices) => {
        const live = invoices.map(({ total, tax, links, date, ...more }, index) =>
          known(
            { ...more, id: String(index), total, tax: decimal(tax), date: day(date) },
            links.map(({ dealId, planned, dealNet, part }) =>
              link({
                ...{ dealId, part, dealValue: dealNet },
                billed: planned === null ? null : billed(planned, dealNet ?? undefined),
              }),
            ),
          ),
        );
        const won = deals.map((one) => deal(one.id, one.value, one.currency));
        for (const row of bridgeOf({ period, won, live })) {
          const parts = [row.won, row.not_billed, row.billed_before, row.billed_after];
          const total = sum([...parts, row.changed, row.other]);
          expect(total.toFixed(2)).toBe(row.invoiced.toFixed(2));
          expect(sum(Object.values(row.other_parts)).toFixed(2)).toBe(row.other.toFixed(2));
        }
      },
    ),
    { numRuns: 300 },
  );
});

// What is not billed sums to the bridge's line, by owner, pipeline and currency.

const ownedDeal = (id: number, value: string, more: Partial<Deal> = {}) =>
  ({ id, value: decimal(value), currency: "EUR", ownerId: 1, pipelineId: 2, ...more }) as Deal;

it("is dealt out to owners and pipelines, the largest first", () => {
  const period = { since: "2026-11-01" as CalendarDate, until: "2026-11-30" as CalendarDate };
  const won = [
    ownedDeal(1, "10.10"),
    ownedDeal(2, "20.20"),
    ownedDeal(3, "400", { ownerId: 7 }),
    ownedDeal(4, "5", { currency: "CHF" }),
    ownedDeal(5, "0"),
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
