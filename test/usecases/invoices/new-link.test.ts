// The link that a person's word makes: as one more invoice of the whole deal, and only of one that stands in the books.
import { describe, expect, it } from "vitest";
import { markerText } from "../../../src/domain/invoice/marker.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { linkOfWhole, nextGeneration, whyEnded } from "../../../src/usecases/invoices/new-link.ts";
import { facts, known, link } from "../../support/builders.ts";

const AT = "2026-11-25T09:00:00Z";
const { deal } = facts();
const marked = (generation: number, dealId = 123) =>
  known(
    { id: "9", privateNote: markerText({ dealId, part: "1", generation }, "9001", "aaaaaa") },
    [],
  );
const there = (...generations: number[]) =>
  generations.map((generation) => known({ id: `1${generation}` }, [link({ generation })]));
const generationOf = (...[one, others]: [ReturnType<typeof known>, ReturnType<typeof known>[]]) =>
  linkOfWhole(one, { deal, there: others, createdAt: AT }).generation;

describe("a link by hand", () => {
  it("keeps the deal as it is now, and knows nothing of single lines", () => {
    expect(linkOfWhole(known({ id: "9" }, []), { deal, there: [], createdAt: AT })).toEqual({
      ...{ invoiceId: "9", dealId: 123, part: "1", generation: 1, billed: null, createdAt: AT },
      ...{ dealTitle: "Studio refit, phase 1", dealValue: "1653.15", ownerId: 77, pipelineId: 2 },
    });
    const worthless = { ...deal, value: null };
    const made = linkOfWhole(known(), { deal: worthless, there: [], createdAt: AT });
    expect(made.dealValue).toBeNull();
  });

  it("is one more beside those that are there, whatever gaps they have", () => {
    expect(generationOf(known({ id: "9" }, []), there(1))).toBe(2);
    expect(generationOf(known({ id: "9" }, []), there(1, 4))).toBe(5);
  });

  it("goes beyond the generation of its own marker, so that it is no copy of the other", () => {
    expect(generationOf(marked(3), there(1))).toBe(4);
    expect(generationOf(marked(3), []), "alone it is the first").toBe(1);
    expect(generationOf(marked(3, 200), there(1)), "another deal's marker").toBe(2);
  });
});

it("generations are counted by deal and part", () => {
  const others = [
    known({ id: "1" }, [link({ generation: 3 }), link({ dealId: 200, generation: 8 })]),
    known({ id: "2" }, [link({ part: "rest", generation: 2 })]),
  ];
  expect(nextGeneration(others, { dealId: 123, part: "1" })).toBe(4);
  expect(nextGeneration(others, { dealId: 123, part: "rest" })).toBe(3);
  expect(nextGeneration([], { dealId: 123, part: "1" })).toBe(1);
});

it("an invoice that ended is told how", () => {
  expect(whyEnded(known())).toBeUndefined();
  expect(whyEnded(known({ deleted: true }))).toBe("It is deleted.");
  const voided = known({ total: "0", tax: decimal("0"), allQuantitiesZero: true });
  expect(whyEnded(voided)).toBe("It is voided.");
});
