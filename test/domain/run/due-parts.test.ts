// Which parts fall due in November 2026. A cycle is billed whole in the month in which it begins.
import { describe, expect, it } from "vitest";
import { foundPart } from "../../../src/domain/invoice/marker.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { type DueFacts, dueParts } from "../../../src/domain/run/due-parts.ts";
import { day, line } from "../../support/builders.ts";

const due = (change: Partial<DueFacts>) =>
  dueParts({
    ...{ lines: [line()], installments: [], billed: [] },
    ...{ since: day("2026-11-01"), until: day("2026-11-30") },
    ...change,
  });
const short = (change: Partial<DueFacts>) =>
  due(change).parts.map(({ flags, due, isLate }) => [
    ...[flags["recurring"] ?? flags["installment"], due, isLate ? "late" : "now"],
  ]);

describe("installments", () => {
  const installment = (id: number, date: string | null) => ({
    ...{ id, amount: decimal("100"), description: "" },
    billingDate: date === null ? null : day(date),
  });
  const installments = [
    installment(1, "2026-10-31"),
    installment(2, "2026-11-01"),
    installment(3, "2026-11-30"),
    installment(4, "2026-12-01"),
    installment(5, null),
  ];

  it("fall due on their day, both ends of the month included", () =>
    expect(short({ installments })).toEqual([
      ["id:1", "2026-10-31", "late"],
      ["id:2", "2026-11-01", "now"],
      ["id:3", "2026-11-30", "now"],
    ]));

  it("of earlier months are late only where no invoice of them is known", () => {
    expect(short({ installments, billed: ["installment:1"] })).toHaveLength(2);
    expect(short({ installments, billed: [foundPart("installment:1")] })).toHaveLength(2);
  });
});

describe("recurring lines", () => {
  const monthly = (change: Parameters<typeof line>[0] = {}) =>
    line({ billingFrequency: "monthly", billingStart: day("2026-09-15"), ...change });

  it("have the cycle that begins in the month, and those that were never billed as late", () => {
    expect(short({ lines: [monthly()] })).toEqual([
      ["1", "2026-09-15", "late"],
      ["2", "2026-10-15", "late"],
      ["3", "2026-11-15", "now"],
    ]);
    expect(short({ lines: [monthly()], billed: ["1", "cycle:2"] })).toEqual([
      ["3", "2026-11-15", "now"],
    ]);
  });

  it("that begin in the middle of the month are due then, whole; on the 31st, on the last day", () => {
    expect(short({ lines: [monthly({ billingStart: day("2026-11-20") })] })).toEqual([
      ["1", "2026-11-20", "now"],
    ]);
    const last = monthly({ billingStart: day("2026-10-31") });
    expect(short({ lines: [last], billed: ["1"] })).toEqual([["2", "2026-11-30", "now"]]);
  });

  it("end after their cycles, or have not begun", () => {
    expect(short({ lines: [monthly({ billingCycles: 2 })], billed: ["1", "cycle:2"] })).toEqual([]);
    expect(short({ lines: [monthly({ billingStart: day("2026-12-01") })] })).toEqual([]);
  });

  it("are unclear without a start, or where they recur differently", () => {
    expect(due({ lines: [monthly({ billingStart: null })] }).unclear).toContain("no billing start");
    const other = monthly({ billingFrequency: "annually" });
    expect(due({ lines: [monthly(), other] }).unclear).toContain("recur differently");
    expect(due({ lines: [monthly(), line({ isEnabled: false })] }).unclear).toBeNull();
  });
});
