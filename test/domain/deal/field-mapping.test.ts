// A field as it is typed: by code, else by label; two of one label have to be told apart.
import { expect, it } from "vitest";
import type { FieldDefinition } from "../../../src/domain/deal/deal.ts";
import { findField, mappedValue } from "../../../src/domain/deal/field-mapping.ts";

const field = (owner: FieldDefinition["owner"], code: string, label: string) =>
  ({ owner, code, label }) as FieldDefinition;
const definitions = [
  field("deal", "po_1", "PO number"),
  field("organization", "name", "Name"),
  field("organization", "tax_a", "VAT"),
  field("organization", "tax_b", "vat"),
];

it.each([
  ["deal.po_1", "po_1"],
  ["deal.po NUMBER", "po_1"],
  [" Organization.name ", "name"],
  ["organization.tax_b", "tax_b"],
])("%s is found", (text, code) => {
  expect(findField(text, definitions).found?.code).toBe(code);
});

it.each([
  ["organization.VAT", "ambiguous", 2],
  ["deal.VAT", "unknown", 0],
  ["product.name", "malformed", 0],
  ["deal", "malformed", 0],
])("%s is refused: %s", (text, why, candidates) => {
  const { found, ...rest } = findField(text, definitions);
  expect(found).toBeNull();
  expect(rest).toMatchObject({ why, candidates: { length: candidates } });
});

it("takes the value of its owner alone", () => {
  const sources = {
    deal: {},
    person: {},
    organization: { name: { text: "Aurora", number: null } },
  };
  const mapped = { owner: "organization", code: "name", label: "Name" } as const;
  expect(mappedValue(mapped, sources as never)).toEqual({ text: "Aurora", number: null });
  expect(mappedValue({ ...mapped, owner: "deal" }, sources as never)).toBeUndefined();
});
