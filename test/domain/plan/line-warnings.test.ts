import { expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { lineWarnings } from "../../../src/domain/plan/line-warnings.ts";
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
