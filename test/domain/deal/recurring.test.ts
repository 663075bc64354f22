// Recurring lines: which cycle is billed, and which days it covers.
import { describe, expect, it } from "vitest";
import { line } from "../../support/builders.ts";
import { codes, nets, plan } from "../../support/planned.ts";

describe("recurring lines", () => {
  const monthly = line({
    id: 2,
    price: "30",
    billingFrequency: "monthly",
    billingCycles: 3,
    billingStart: "2027-01-31" as never,
  });
  const lines = [line({ id: 1, price: "100" }), monthly];

  it("are billed for the first cycle with the one-time lines, for later ones alone", () => {
    expect(codes({ lines })).toEqual(["recurring_lines"]);
    expect(nets({ lines }, { recurring: 1 })).toEqual(["100.00", "30.00"]);
    expect(nets({ lines }, { recurring: 2 })).toEqual(["30.00"]);
    expect(codes({ lines }, { recurring: 4 })).toEqual(["no_lines"]);
  });

  it("say which days they cover, also from the last day of a month", () => {
    expect(plan({ lines }, { recurring: 2 }).lines[0]?.text).toBe(
      "Website care\nmonthly, cycle 2 of 3, 2027-02-28 to 2027-03-30",
    );
  });
});
