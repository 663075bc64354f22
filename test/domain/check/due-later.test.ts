// What fell due after the deal's first invoice, until the end of the period, and is not billed: once, with all that is missing.
import { expect, it } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import { dueLaterFinding, hasLaterParts } from "../../../src/domain/check/due-later.ts";
import type { Deal, DealLine, Installment } from "../../../src/domain/deal/deal.ts";
import { decimal } from "../../../src/domain/money/money.ts";

const period = { since: "2026-11-01" as CalendarDate, until: "2026-11-30" as CalendarDate };
const deal = { id: 7, title: "Care", currency: "EUR" } as Deal;
const monthly = {
  ...{ id: 1, isEnabled: true, billingFrequency: "monthly", billingCycles: null },
  ...{ billingStart: "2026-09-15" as CalendarDate, sum: decimal("90"), quantity: decimal(1) },
} as DealLine;
const installments = ["2026-10-10", "2026-11-10", "2026-12-10"].map(
  (billingDate, index) =>
    ({ id: index + 1, amount: decimal(100), billingDate }) as unknown as Installment,
);
const found = (facts: Partial<Parameters<typeof dueLaterFinding>[0]>) => {
  const result = dueLaterFinding(
    { deal, lines: [], installments: [], billed: [], ...facts },
    period,
  );
  if (result && "notChecked" in result) return result.notChecked;
  return result && [result.finding.expected?.toFixed(2), result.finding.next];
};

it.each([
  [["1"], ["180.00", "pdqb invoice create --deal 7 --recurring 2"]],
  [
    ["1", "cycle:2"],
    ["90.00", "pdqb invoice create --deal 7 --recurring 3"],
  ],
  [["1", "cycle:2", "cycle:3"], undefined],
])("of a monthly line with %s billed", (billed, expected) => {
  expect(found({ lines: [monthly], billed })).toEqual(expected);
});

it.each([
  [["installment:1"], ["100.00", "pdqb invoice create --deal 7 --installment id:2"]],
  [["installment:1", "installment:2"], undefined],
])("of three installments with %s billed", (billed, expected) => {
  expect(found({ installments, billed })).toEqual(expected);
});

it("names a deal whose later cycles nobody can know, in place of silence", () => {
  const lines = [{ ...monthly, billingStart: null }];
  expect(found({ lines, billed: ["1"] })).toEqual({
    deal: { id: 7, title: "Care" },
    why: "A recurring line has no billing start date.",
  });
});

it("looks at deals whose invoices tell of further parts", () => {
  const links = [
    { part: "1", billed: null },
    { part: "1", billed: { share: null, lines: [], recurs: true } },
    { part: "cycle:2", billed: null },
    { part: "installment:5", billed: null },
  ];
  expect(links.map(hasLaterParts)).toEqual([false, true, true, true]);
});
