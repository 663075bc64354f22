// Pipedrive's JSON as Pipedrive documents it, to values.
import { describe, expect, it } from "vitest";
import {
  toDeal,
  toDealLine,
  toFields,
  toFieldValue,
} from "../../../src/adapters/pipedrive/wire.ts";

describe("a deal", () => {
  it("needs nothing but its id", () => {
    expect(toDeal({ id: 4821 })).toMatchObject({
      id: 4821,
      value: null,
      organizationId: null,
      isArchived: false,
    });
    expect(() => toDeal({ title: "x" })).toThrow(TypeError);
  });

  it("has its value as a decimal and its custom fields by code, without the empty ones", () => {
    const deal = toDeal({
      id: 4821,
      value: 3692.6,
      currency: "EUR",
      status: "won",
      custom_fields: { b7: "PO-20815", "0c": null },
    });
    expect(deal.value?.toFixed(2)).toBe("3692.60");
    expect(deal.fields.b7).toEqual({ text: "PO-20815" });
    expect(deal.fields).not.toHaveProperty("0c");
  });
});

describe("a line", () => {
  const sample = {
    id: 55310,
    product_id: 208,
    name: "Insulation panel 80 mm",
    comments: "",
    item_price: 249.5,
    quantity: 4,
    discount: 7.5,
    discount_type: "percentage",
    tax: 21,
    tax_method: "exclusive",
    sum: 923.15,
    currency: "EUR",
    is_enabled: true,
    billing_frequency: "one-time",
    order_nr: 10,
  };
  it("has exact decimals", () => {
    const line = toDealLine(sample);
    expect(
      [line.price, line.quantity, line.discount, line.sum].map((value) => value?.toFixed()),
    ).toEqual(["249.5", "4", "7.5", "923.15"]);
  });
  it("is refused without a price or a tax method, never guessed", () => {
    expect(() => toDealLine({ ...sample, item_price: null })).toThrow(TypeError);
    expect(() => toDealLine({ ...sample, tax_method: undefined })).toThrow(TypeError);
  });
});

describe("a field", () => {
  it.each([
    ["", undefined],
    [null, undefined],
    [
      [
        { id: 3, label: "Gold" },
        { id: 9, label: "North" },
      ],
      "Gold, North",
    ],
    [{ id: 31, label: "Reduced" }, "Reduced"],
    [{ value: 410.25, currency: "EUR" }, "410.25 EUR"],
    [{ value: "2026-11-01", until: "2026-11-30" }, "2026-11-01 – 2026-11-30"],
    [{ value: "14:30:00", timezone_name: "Europe/Oslo" }, "14:30:00"],
    [{ value: "Hämeentie 5 B", locality: null }, "Hämeentie 5 B"],
  ])("%j reads %j", (value, text) => {
    expect(toFieldValue(value)?.text).toBe(text);
  });
  it("of a date is a date", () => {
    expect(toFieldValue("2026-11-30")).toEqual({ text: "2026-11-30", date: "2026-11-30" });
  });
});

it("a field may be called as a member that every object has, and is missing where it is not there", () => {
  const fields = toFields(JSON.parse('{"custom_fields":{"__proto__":"a","toString":"b"}}'));
  expect(Object.entries(fields)).toEqual([
    ["__proto__", { text: "a" }],
    ["toString", { text: "b" }],
  ]);
  expect(fields.constructor).toBeUndefined();
});
