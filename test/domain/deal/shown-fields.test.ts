// A field that Pipedrive shows as it was written is not written again.
import { expect, it } from "vitest";
import { shownOtherwise } from "../../../src/domain/deal/shown-fields.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { day, facts } from "../../support/builders.ts";

const deal = {
  ...facts().deal,
  fields: {
    number: { text: "1042" },
    paid: { text: "2,074.70 EUR", number: decimal("2074.7") },
    due: { text: "09.12.2026", date: day("2026-12-09") },
  },
};

it("takes texts, amounts, days and what is empty for what they are", () => {
  const shown = { number: "1042 ", paid: { value: 2074.7, currency: "EUR" }, due: "2026-12-09" };
  expect(shownOtherwise(deal, shown)).toEqual([]);
  expect(shownOtherwise(deal, { paid: 2074.7, status: null, note: "" })).toEqual([]);
});

it("finds each that shows something else", () => {
  const values = { number: "1043", paid: 2074.71, due: "2026-12-10", status: "paid" };
  expect(shownOtherwise(deal, values)).toEqual(["number", "paid", "due", "status"]);
  expect(shownOtherwise(deal, { number: null })).toEqual(["number"]);
});
