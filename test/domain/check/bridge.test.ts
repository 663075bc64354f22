// November 2026, summed by hand: won 1000 + 500 + 300 + 200 = 2000.00 EUR.
import { expect, it } from "vitest";
import { bridgeOf, sharesByDeal } from "../../../src/domain/check/bridge.ts";
import { decimal } from "../../../src/domain/money/money.ts";
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
