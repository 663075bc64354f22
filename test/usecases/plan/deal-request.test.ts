// What a create asks to bill, as text that is the same for the same request and no other: it tells whether an invoice is the one asked for.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import type { CreateInput } from "../../../src/usecases/plan/create-input.ts";
import { dealRequest } from "../../../src/usecases/plan/deal-request.ts";
import { facts, line, net14 } from "../../support/builders.ts";
import { asked } from "../../support/create-input.ts";

const LINES = [55, 31, 42].map((id) => line({ id }));
const deal = facts({ lines: LINES });
const moved = facts({ lines: [...LINES].reverse() });

const text = (change: Partial<CreateInput>, of = deal) => dealRequest(of, asked(change)).text;
const extra = (price: string): CreateInput["extraLines"][number] => ({
  ...{ item: "88", text: "Extra", quantity: decimal("1"), price: decimal(price) },
});

const failure = (change: Partial<CreateInput>, of = deal) => {
  try {
    return dealRequest(of, asked(change));
  } catch (error) {
    const { kind, message, next } = error as Record<string, unknown>;
    return { kind, message, next };
  }
};

describe("the text of a request", () => {
  it("is empty for the deal as it is, whatever else the invoice says", () => {
    expect(text({})).toBe("");
    expect(text({ memo: "Thank you", number: "7", terms: "Net 14", notDuplicate: true })).toBe("");
  });

  it("names lines by their ids, in whatever order they stand in the deal or were given", () => {
    expect(text({ skipLines: ["1", "3"] })).toBe(text({ skipLines: ["id:42", "1"] }));
    expect(text({ skipLines: ["1"] })).toBe(text({ skipLines: ["3"] }, moved));
    const lines = (...all: string[]) => ({ part: { kind: "lines" as const, lines: all } });
    expect(text(lines("1", "2"))).toBe(text(lines("2", "3"), moved));
  });

  it("is another one for each thing that is billed otherwise", () => {
    const requests: Partial<CreateInput>[] = [
      {},
      { part: { kind: "percent", percent: decimal("30") } },
      { part: { kind: "percent", percent: decimal("40") } },
      { part: { kind: "amount", net: decimal("30") } },
      { part: { kind: "rest" } },
      { part: { kind: "lines", lines: ["1"] } },
      { part: { kind: "lines", lines: ["2"] } },
      { discount: { type: "percentage", amount: decimal("5") } },
      { discount: { type: "amount", amount: decimal("5") } },
      { skipLines: ["1"] },
      { changes: [{ line: "1", quantity: decimal("2") }] },
      { changes: [{ line: "1", price: decimal("2") }] },
      { changes: [{ line: "2", price: decimal("2") }] },
      { extraLines: [extra("10")] },
      { extraLines: [extra("10"), extra("10")] },
      { tax: "none" },
    ];
    const texts = requests.map((one) => text(one));
    expect(new Set(texts).size).toBe(requests.length);
  });

  it("is the same for the same amount, however it is written", () => {
    const percent = (amount: string) => ({ kind: "percent" as const, percent: decimal(amount) });
    expect(text({ part: percent("30.0") })).toBe(text({ part: percent("30") }));
    expect(text({ extraLines: [extra("10.00")] })).toBe(text({ extraLines: [extra("10")] }));
  });
});

it("several changes of one line are one, of which the last word counts", () => {
  const changes = [
    { line: "1", quantity: decimal("2"), price: decimal("5") },
    { line: "id:55", price: decimal("7") },
  ];
  const { lineChanges } = dealRequest(deal, asked({ changes })).request;
  expect([...(lineChanges ?? [])]).toEqual([[1, { quantity: decimal("2"), price: decimal("7") }]]);
});

it("terms are those of the books, and others are refused with those that there are", () => {
  expect(dealRequest(deal, asked({ terms: "net 14" })).request.term).toEqual(net14);
  expect(failure({ terms: "Net 90" })).toEqual({
    ...{ kind: "not_found", message: 'QuickBooks has no term "Net 90".' },
    next: ["--terms 'Net 14'"],
  });
});

describe("the deal's value", () => {
  const codes = ["14", "11.5"].map((percent, index) => ({
    ...{ id: String(index), name: `Code ${index}`, active: true },
    rates: [{ id: `r${index}`, percent: decimal(percent) }],
  }));
  const of = (change: Parameters<typeof facts>[0] = {}) =>
    facts({ lines: [], taxCodes: codes, ...change });
  const percent = (change: Partial<CreateInput>, deals = of()) =>
    dealRequest(
      deals,
      asked({ fromValue: true, ...change }),
    ).request.fromValue?.taxPercent.toFixed();

  it("has the percent of the code that is named, or none", () => {
    expect(percent({ taxCode: "Code 1" })).toBe("11.5");
    expect(percent({ tax: "none" })).toBe("0");
    const { company } = of();
    expect(percent({}, of({ company: { ...company, country: "US" } }))).toBe("0");
  });

  it("whose tax nobody named is refused outside the US, and so is that of a deal with lines", () => {
    expect(failure({ fromValue: true }, of())).toMatchObject({
      ...{ kind: "usage", next: ["--tax exclusive --tax-code <code>", "--tax none"] },
    });
    expect(failure({ fromValue: true, tax: "none" })).toMatchObject({
      message: "--from-value is for a deal without lines; deal 123 has 3.",
    });
  });
});
