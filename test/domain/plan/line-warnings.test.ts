import { expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import type { InvoiceRequest } from "../../../src/domain/plan/invoice-request.ts";
import { lineWarnings, valueDifference } from "../../../src/domain/plan/line-warnings.ts";
import { planLines } from "../../../src/domain/plan/plan-lines.ts";
import { choices, facts } from "../../support/builders.ts";

const exempt = { id: "9", name: "Exempt", active: true, rates: [] };
function codes(country: string, value = "1653.15") {
  const all = facts();
  all.company.country = country;
  all.deal.value = decimal(value);
  const chosen = choices({ otherTaxCodes: new Map([["25.5", [exempt]]]) });
  return lineWarnings(all, chosen, planLines(all, chosen, {}), {}).map(({ code }) => code);
}

it("codes of one percent are said where a code is sent", () => {
  expect(codes("FI")).toEqual(["several_tax_codes"]);
  expect(codes("US")).toEqual([]);
});

it("a value that the lines do not come to is said last", () =>
  expect(codes("FI", "1700")).toEqual(["several_tax_codes", "value_difference"]));

// The builders' deal: 380.00 + 923.15 + 350.00 = 1653.15 net, 2074.70 with its tax of 421.55.

function difference(value: string | null, request: InvoiceRequest = {}) {
  const all = facts();
  all.deal.value = value === null ? null : decimal(value);
  return valueDifference(all, planLines(all, choices(), request), request);
}

it("is none where the value is the net or the total, or nothing", () => {
  expect(difference("1653.15")).toBeUndefined();
  expect(difference("2074.70")).toBeUndefined();
  expect(difference(null)).toBeUndefined();
});

it("is told with its cause", () => {
  expect(difference("1700")).toBe(
    "The deal's value is 1,700.00 EUR, the invoice's net 1,653.15 EUR: Pipedrive's value does not follow from the lines.",
  );
  expect(difference("1653.15", { skipLines: [3] })).toContain("1,303.15 EUR: a line is left out");
  expect(difference("1653.15", { skipLines: [1, 3] })).toContain("2 lines are left out");
  const extraLines = [{ quantity: decimal("2"), price: decimal("10"), text: "Freight" }];
  expect(difference("1653.15", { extraLines })).toContain("20.00 is not on the deal");
  const lineChanges = new Map([[3, { price: decimal("300") }]]);
  expect(difference("1653.15", { lineChanges })).toContain("1,603.15 EUR: lines are changed");
});

it("is not asked of a part of the deal", () =>
  expect(
    difference("1700", { part: { kind: "percent", percent: decimal("50") } }),
  ).toBeUndefined());
