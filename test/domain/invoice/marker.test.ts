// The last line of the private note, by which an invoice of ours is found again.
import { describe, expect, it } from "vitest";
import { findMarker, holdsMarker, markerText } from "../../../src/domain/invoice/marker.ts";

describe("marker", () => {
  const marker = markerText({ dealId: 123, part: "1", generation: 1 }, "4410882", "m2q9xw");
  it("is short, and found again below a note and behind a void's word", () => {
    expect(marker).toMatch(/^pdqb 123\/1 [a-z0-9]{2}m2q9xw$/);
    expect(findMarker(`Thanks\n${marker}`)).toMatchObject({
      dealId: 123,
      generation: 1,
      random: "m2q9xw",
    });
    expect(holdsMarker(`Voided - ${marker}`, marker)).toBe(true);
    expect(findMarker("pdqb 123 without a marker")).toBeUndefined();
  });
});

it("tells every one and two of a deal's 65 lines apart", () => {
  const ids = Array.from({ length: 65 }, (_, index) => 141_001 + index);
  const pairs = ids.flatMap((one, at) => ids.slice(at + 1).map((other) => `${one},${other}`));
  const parts = [...ids.map(String), ...pairs];
  const markers = parts.map((part) =>
    markerText({ dealId: 141, part: `lines:${part}`, generation: 1 }, "4410882", "k7m2q9"),
  );
  expect(parts).toHaveLength(2_145);
  expect(new Set(markers).size).toBe(2_145);
});
