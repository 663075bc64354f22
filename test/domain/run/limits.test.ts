import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { amountOf, openLimits } from "../../../src/domain/run/limits.ts";
import type { RunRow } from "../../../src/domain/run/run.ts";

const row = (total: string, currency = "EUR") =>
  ({ currency, totals: { net: total, discount: "0", tax: "0", total } }) as RunRow;
const limit = (amount: string, currency: string | null = null) => ({
  ...{ amount: decimal(amount), currency },
});

describe("a limit", () => {
  it("stops before the invoice that would exceed it, and lets pass what meets it to the cent", () => {
    const gate = openLimits({ totals: [limit("100")] });
    expect(gate.take(row("60"))).toBeUndefined();
    expect(gate.take(row("40.01"))).toBe("--max-total 100 EUR");
    expect(gate.take(row("40"))).toBeUndefined();
  });

  it("counts each currency alone", () => {
    const gate = openLimits({ totals: [limit("100"), limit("10", "USD")] });
    expect(gate.take(row("100"))).toBeUndefined();
    expect(gate.take(row("11", "USD"))).toBe("--max-total 10 USD");
    expect(gate.take(row("100", "SEK"))).toBeUndefined();
  });

  it("of invoices counts those that were made", () => {
    const gate = openLimits({ invoices: 1, totals: [] });
    expect(gate.take(row("1"))).toBeUndefined();
    expect(gate.take(row("1"))).toBe("--max-invoices 1");
    gate.giveBack(row("1"));
    expect(gate.take(row("1"))).toBeUndefined();
  });

  it("gives back the amount of one that was not made", () => {
    const gate = openLimits({ totals: [limit("100")] });
    gate.take(row("100"));
    gate.giveBack(row("100"));
    expect(gate.take(row("100"))).toBeUndefined();
  });
});

it("where QuickBooks computes the tax the net counts, less its discount", () => {
  const totals = { net: "100", discount: "7.50", tax: null, total: null };
  expect(amountOf({ totals })?.toFixed(2)).toBe("92.50");
  expect(amountOf({ totals: null })).toBeNull();
});
