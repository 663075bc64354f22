import { describe, expect, it } from "vitest";
import {
  type BilledPart,
  billedOf,
  billedOfRemoved,
  billedText,
  isLaterCycle,
  laterCycle,
  netNow,
  parseBilled,
} from "../../../src/domain/invoice/billed.ts";
import { foundPart } from "../../../src/domain/invoice/marker.ts";
import { decimal } from "../../../src/domain/money/money.ts";

const part = (name: string, lines: [number, string][]): BilledPart => ({
  ...{ invoice: "1042", part: name },
  billed: { share: null, lines: lines.map(([lineId, net]) => ({ lineId, net: decimal(net) })) },
});
const parts = [
  part("percent:30", [
    [1, "114.00"],
    [2, "276.95"],
  ]),
  part("percent:20", [[1, "76.00"]]),
  part(laterCycle(2), [[1, "380.00"]]),
  { invoice: "1043", part: "rest", billed: null },
];

describe("what is billed of a line", () => {
  it("is summed over all parts but later cycles, and what is not known counts for nothing", () => {
    expect(billedOf(1, parts).toFixed(2)).toBe("190.00");
    expect(billedOf(2, parts).toFixed(2)).toBe("276.95");
    expect(billedOf(3, parts).isZero()).toBe(true);
  });

  it("of lines that the deal has no more is told apart", () => {
    expect(billedOfRemoved([2], parts).toFixed(2)).toBe("190.00");
    expect(billedOfRemoved([1, 2], parts).isZero()).toBe(true);
  });
});

it("a later cycle is known by its part, and by the code of it in a marker", () => {
  expect([2, 3, 240].every((cycle) => isLaterCycle(laterCycle(cycle)))).toBe(true);
  expect(isLaterCycle(foundPart(laterCycle(12)))).toBe(true);
  for (const other of ["1", "rest", "percent:30", foundPart("percent:30")])
    expect(isLaterCycle(other)).toBe(false);
});

it("comes back from its text as it was", () => {
  const whole = {
    ...{ share: "30 %", request: "percent 30", dealNet: decimal("1653.15") },
    lines: [{ lineId: 7, net: decimal("0.1") }],
  };
  expect(parseBilled(billedText(whole))).toEqual(whole);
  const least = { share: null, lines: [] };
  expect(parseBilled(billedText(least))).toEqual(least);
});

describe("the net of a deal now", () => {
  it("is known from when it was billed, and grows as the value has", () => {
    expect(netNow(decimal("1255"), "1255.00", decimal("1000")).toFixed(2)).toBe("1000.00");
    expect(netNow(decimal("2510"), "1255.00", decimal("1000")).toFixed(2)).toBe("2000.00");
  });

  it("is the value where nothing was known then, or it was zero", () => {
    expect(netNow(decimal("1255"), null, decimal("1000")).toFixed(2)).toBe("1255.00");
    expect(netNow(decimal("1255"), "1255.00", null).toFixed(2)).toBe("1255.00");
    expect(netNow(decimal("5"), "0", decimal("0")).toFixed(2)).toBe("5.00");
  });
});
