// Lines and installments as they are named by flags, and how the part that an invoice bills stands in its key.
import { describe, expect, it } from "vitest";
import type { Installment } from "../../../src/domain/deal/deal.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import type { PartInput } from "../../../src/usecases/plan/create-input.ts";
import { linePosition, partOfKey, resolvePart } from "../../../src/usecases/plan/deal-part.ts";
import { facts, line } from "../../support/builders.ts";
import { asked } from "../../support/create-input.ts";

const LINES = [55, 31, 42].map((id) => line({ id }));
const INSTALLMENTS = [{ id: 900 }, { id: 800 }] as Installment[];
const deal = facts({ lines: LINES, installments: INSTALLMENTS });

const failure = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    const { kind, message, reason } = error as Record<string, unknown>;
    return { kind, message, reason };
  }
};

describe("a line", () => {
  it("is its position, or id: and its id", () => {
    expect(linePosition(deal, "2")).toBe(2);
    expect(linePosition(deal, "id:42")).toBe(3);
  });

  it.each(["0", "4", "1.5", "-1", "id:2", "two", "id:", ""])("is not %j", (text) => {
    expect(failure(() => linePosition(deal, text))).toEqual({
      ...{ kind: "usage", message: `Deal 123 has no line "${text}".` },
      reason: "Its lines are 1 to 3; a line is also id: and its id in Pipedrive.",
    });
  });
});

describe("a part", () => {
  it("of lines is each of them once, in the order of the deal", () => {
    const part = { kind: "lines", lines: ["3", "id:55", "3", "1"] } as const;
    expect(resolvePart(deal, { ...part, lines: [...part.lines] })).toEqual({
      ...{ kind: "lines", positions: [1, 3] },
    });
  });

  it("of an installment is its position by date, or id: and its id", () => {
    const at = (installment: string) => resolvePart(deal, { kind: "installment", installment });
    expect(at("1")).toEqual({ kind: "installment", position: 1 });
    expect(at("id:800")).toEqual({ kind: "installment", position: 2 });
    expect(failure(() => at("3"))).toEqual({
      ...{ kind: "usage", message: 'Deal 123 has no installment "3".' },
      reason: "It has 2; one is its position by date from 1, or id: and Pipedrive's id.",
    });
    const none = { ...deal, installments: [] };
    const part = { kind: "installment", installment: "id:800" } as const;
    expect(failure(() => resolvePart(none, part))).toMatchObject({
      reason: "It has none: Pipedrive's plan may not include them.",
    });
  });
});

describe("the key's part", () => {
  const keyed = (part?: PartInput, change: Parameters<typeof asked>[0] = {}) =>
    partOfKey(deal, asked({ part, ...change }));

  it("of the whole deal is that, and of a later cycle its number", () => {
    expect(keyed()).toBe("1");
    expect(keyed(undefined, { recurring: 1 })).toBe("1");
    expect(keyed(undefined, { recurring: 3 })).toBe("cycle:3");
  });

  it("of lines is their ids, so that it stays when the deal's lines change places", () => {
    expect(keyed({ kind: "lines", lines: ["1", "2"] })).toBe("lines:31,55");
    const moved = facts({ lines: [...LINES].reverse() });
    const same = asked({ part: { kind: "lines", lines: ["2", "3"] } });
    expect(partOfKey(moved, same)).toBe("lines:31,55");
  });

  it("of an installment is its id, of a share its number, of the rest that", () => {
    expect(keyed({ kind: "installment", installment: "2" })).toBe("installment:800");
    expect(keyed({ kind: "percent", percent: decimal("30") })).toBe("share:1");
    expect(keyed({ kind: "amount", net: decimal("30") }, { partNumber: 2 })).toBe("share:2");
    expect(keyed({ kind: "rest" })).toBe("rest");
  });
});
