// Which field is the tax ID, and what is known of one that QuickBooks masks (docs/quickbooks.md 9).
import { expect, it } from "vitest";
import {
  isMasked,
  knownTaxId,
  plainTaxId,
  taxIdField,
} from "../../../src/domain/customer/tax-id.ts";
import { customer } from "../../support/builders.ts";

it.each([
  ["US", "12-3456789", "resale"],
  ["IN", "27aapfu0939f1zv", "gstin"],
  ["IN", "27AAPFU0939F1Z", "registration"],
  ["FI", "FI12345671", "registration"],
])("in %s %s is the %s", (country, taxId, field) => {
  expect(taxIdField(country, taxId)).toBe(field);
});

it("of a customer is known where it is shown whole, and unknown where it is masked", () => {
  const ids = { registration: "XXXXX45671", resale: "R-1", gstin: null };
  const one = customer({ taxIds: ids });
  expect(knownTaxId(one, "US")).toBe("R-1");
  expect(knownTaxId(one, "FI")).toBeUndefined();
  expect(knownTaxId(customer(), "FI")).toBeNull();
});

it("is masked by X's before the last five characters", () => {
  expect(["XXXXX45671", " xx12345 ", "FI12345671", "X12345"].map(isMasked)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("is compared without blanks, dots, dashes and case", () => {
  expect(plainTaxId("fi 1234.567-1")).toBe("FI12345671");
});
