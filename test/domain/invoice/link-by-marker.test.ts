import { expect, it } from "vitest";
import { adoptedAs, linkByMarker } from "../../../src/domain/invoice/link-by-marker.ts";
import { findMarker, isPart, markerText } from "../../../src/domain/invoice/marker.ts";
import { facts, invoice } from "../../support/builders.ts";

const found = (part: string, change: Parameters<typeof invoice>[0] = {}) => {
  const text = markerText({ dealId: 123, part, generation: 2 }, "4410882", "m2q9xw");
  const marker = findMarker(text);
  if (!marker) throw new Error(text);
  return { invoice: invoice({ privateNote: text, ...change }), marker };
};
const at = "2026-11-25T09:00:00Z";

it("has the deal as it is now, and when the books say it was created, in UTC", () => {
  expect(linkByMarker(found("1"), facts().deal, at)).toEqual({
    ...{ invoiceId: "3120", dealId: 123, part: "1", generation: 2 },
    ...{ dealTitle: "Studio refit, phase 1", dealValue: "1653.15", ownerId: 77, pipelineId: 2 },
    ...{ billed: null, createdAt: "2026-11-01T09:00:00.000Z" },
  });
});

it("has what is known where the deal is gone and the books give no time", () => {
  const link = linkByMarker(found("1", { createdAt: "" }), undefined, at);
  expect(link).toMatchObject({ dealTitle: "", dealValue: null, createdAt: at });
});

it("knows a part by its code alone", () => {
  const { part } = linkByMarker(found("percent:30"), undefined, at);
  expect(isPart(part, "percent:30")).toBe(true);
  expect(isPart(part, "percent:31")).toBe(false);
});

it("is kept with the last total above zero that was seen", () => {
  const total = (text: string) => adoptedAs(found("1", { total: text }), undefined, at).known;
  expect(total("80.50").lastTotal?.toFixed(2)).toBe("80.50");
  expect(total("0").lastTotal).toBeNull();
});
