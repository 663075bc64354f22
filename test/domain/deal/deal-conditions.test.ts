// Days begin in the company's zone: Helsinki is two hours ahead of UTC in November.
import { describe, expect, it } from "vitest";
import {
  askedConditions,
  meetsConditions,
  needsSifting,
} from "../../../src/domain/deal/deal-conditions.ts";
import { day } from "../../support/builders.ts";

const november = { since: day("2026-11-01"), until: day("2026-11-30") };
const deal = {
  ...{ ownerId: 7, organizationId: 402, pipelineId: 2, stageId: 9 },
  wonTime: "2026-11-30T21:59:59Z",
};

describe("a deal meets the conditions", () => {
  it("won in these days, counted where the company is", () => {
    const won = (wonTime: string | null) =>
      meetsConditions({ ...deal, wonTime }, { won: november }, "Europe/Helsinki");
    expect(won("2026-10-31T22:00:00Z")).toBe(true);
    expect(won("2026-10-31T21:59:59Z")).toBe(false);
    expect(won("2026-11-30T21:59:59Z")).toBe(true);
    expect(won("2026-11-30T22:00:00Z")).toBe(false);
    expect(won(null)).toBe(false);
  });

  it("with an end left open", () => {
    const since = { since: null, until: day("2026-11-30") };
    expect(
      meetsConditions({ ...deal, wonTime: "2019-01-01T00:00:00Z" }, { won: since }, null),
    ).toBe(true);
    const until = { since: day("2026-12-01"), until: null };
    expect(meetsConditions(deal, { won: until }, null)).toBe(false);
  });

  it.each([{ ownerId: 8 }, { organizationId: 1 }, { pipelineId: 3 }, { stageId: 1 }])(
    "not of another %j",
    (other) => {
      expect(meetsConditions(deal, other, null)).toBe(false);
      expect(meetsConditions(deal, { ownerId: 7, organizationId: 402 }, null)).toBe(true);
    },
  );
});

describe("what Pipedrive is asked", () => {
  it("begins a day early, since the day begins elsewhere earlier", () =>
    expect(askedConditions({ won: november, ownerId: 7 })).toMatchObject({
      ...{ ownerId: 7, since: "2026-10-31T00:00:00Z" },
    }));

  it("is the filter alone where one is named: it beats everything else", () =>
    expect(askedConditions({ filterId: 12, ownerId: 7, won: november })).toEqual({ filterId: 12 }));

  it("is enough but for days, and for what stands beside a filter", () => {
    expect(needsSifting({ ownerId: 7, pipelineId: 2 })).toBe(false);
    expect(needsSifting({ filterId: 12 })).toBe(false);
    expect(needsSifting({ filterId: 12, ownerId: 7 })).toBe(true);
    expect(needsSifting({ won: november })).toBe(true);
  });
});
