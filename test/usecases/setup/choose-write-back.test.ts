// Where a result of an invoice may go on a deal: a field that can hold it, one that is still to be made, or nowhere.
import { describe, expect, it } from "vitest";
import type { FieldDefinition } from "../../../src/domain/deal/deal.ts";
import type { Result } from "../../../src/domain/invoice/write-back-choice.ts";
import { fieldChoice, fittingFields } from "../../../src/usecases/setup/choose-write-back.ts";

const field = (label: string, type: string, change: Partial<FieldDefinition> = {}) =>
  ({
    ...{ owner: "deal", code: `code-of-${label}`, label, type, isCustom: true, options: [] },
    ...change,
  }) as FieldDefinition;

const DEFINITIONS = [
  field("PO", "varchar"),
  field("Remarks", "text"),
  field("Budget", "monetary"),
  field("Paid by", "date"),
  field("title", "varchar", { isCustom: false }),
  field("Twice", "varchar"),
  field("Twice", "varchar", { code: "second" }),
  field("Rank", "enum"),
];

const refusal = (result: Result, text: string) => {
  try {
    return fieldChoice(result, text, DEFINITIONS);
  } catch (error) {
    const { kind, message, reason, next } = error as Record<string, unknown>;
    return { kind, message, reason, next };
  }
};

it.each<[Result, string[]]>([
  ["number", ["PO", "Remarks", "Twice", "Twice"]],
  ["balance", ["Budget"]],
  ["due", ["Paid by"]],
])("a %s fits into fields of its types that are the company's own", (result, labels) => {
  expect(fittingFields(result, DEFINITIONS).map(({ label }) => label)).toEqual(labels);
});

describe("a field", () => {
  const po = { field: { code: "code-of-PO", label: "PO", type: "varchar" } };

  it("is named by its label or its code, with or without its owner", () => {
    for (const text of ["PO", "po", "deal.PO", "code-of-PO", "deal.code-of-PO"])
      expect(fieldChoice("number", text, DEFINITIONS), text).toEqual(po);
    const second = { code: "second", label: "Twice", type: "varchar" };
    expect(fieldChoice("number", "second", DEFINITIONS)).toEqual({ field: second });
  });

  it("is none where none is wanted", () => {
    expect(fieldChoice("number", "none", DEFINITIONS)).toEqual({ none: true });
  });

  it("is made, unless one of that name and type is there", () => {
    expect(fieldChoice("number", "new", DEFINITIONS)).toEqual({ make: true });
    const there = field("Invoice number", "text");
    expect(fieldChoice("number", "new", [...DEFINITIONS, there])).toEqual({
      field: { code: there.code, label: "Invoice number", type: "text" },
    });
    const otherwise = field("Invoice number", "enum");
    expect(fieldChoice("number", "new", [...DEFINITIONS, otherwise])).toEqual({ make: true });
  });

  it.each<[string, Result, string, string]>([
    ["is of another type", "number", "Rank", "It is of the type enum; a custom field"],
    ["is too narrow", "balance", "PO", "a custom field of the type monetary or double is needed"],
    ["is built in", "number", "title", "It is built in; a custom field"],
    ["is one of two", "number", "Twice", "Several fields have that label: use the code instead."],
    ["is unknown", "number", "Shoe size", "Pipedrive has no such deal field."],
    ["is a person's", "number", "person.PO", "Pipedrive has no such deal field."],
  ])("that %s is refused, and why", (_why, result, text, reason) => {
    expect(refusal(result, text)).toMatchObject({
      ...{ kind: "usage", message: `"${text}" cannot take the invoice's ${result}.` },
      reason: expect.stringContaining(reason),
    });
  });

  it("that is refused comes with those that fit, five at most, and with a new one", () => {
    expect(refusal("due", "PO")).toMatchObject({
      next: ["pdqb config writeback --due 'deal.Paid by'", "pdqb config writeback --due new"],
    });
    const many = Array.from({ length: 7 }, (_, index) => field(`F${index}`, "date"));
    const offered = (() => {
      try {
        return fieldChoice("due", "PO", [...many, ...DEFINITIONS]);
      } catch (error) {
        return (error as { next: string[] }).next;
      }
    })();
    expect(offered).toHaveLength(6);
  });
});
