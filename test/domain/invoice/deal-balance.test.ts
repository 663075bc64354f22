// A deal of 1000.00 without tax in its value; one of 1255.00 holds 25.5 % tax, its net is 1000.00.
import { describe, expect, it } from "vitest";
import { dealBalance, netNow } from "../../../src/domain/invoice/deal-balance.ts";
import type { InvoiceLink } from "../../../src/domain/ledger/ledger.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { billed, known, link } from "../../support/builders.ts";

const live = (total: string, change: Partial<InvoiceLink>) => {
  const own = link(change);
  return { known: known({ total }, [own]), link: own };
};
const balance = (value: string | null, ...invoices: ReturnType<typeof live>[]) => {
  const { invoiced, left } = dealBalance(
    { value: value === null ? null : decimal(value) },
    invoices,
  );
  return [invoiced.toFixed(2), left?.toFixed(2) ?? null];
};

describe("what is left of a deal", () => {
  it("is its value before anything is billed", () => {
    expect(balance("1000")).toEqual(["0.00", "1000.00"]);
    expect(balance(null)).toEqual(["0.00", null]);
  });

  it("is what the parts leave, and below zero where more is billed", () => {
    const part = live("300", { billed: billed("300", "1000"), dealValue: "1000.00" });
    expect(balance("1000", part)).toEqual(["300.00", "700.00"]);
    const more = live("900", { billed: billed("900", "1000"), dealValue: "1000.00" });
    expect(balance("1000", part, more)).toEqual(["1200.00", "-200.00"]);
  });

  it("leaves later cycles out, which are beyond the deal's value", () => {
    const first = live("1000", { billed: billed("1000", "1000"), dealValue: "1000.00" });
    const second = live("1000", { part: "cycle:2", billed: billed("1000", "1000") });
    expect(balance("1000", first, second)).toEqual(["2000.00", "0.00"]);
  });

  it("is nothing where a deal that was linked by hand has the invoice's total for its value, tax and all", () => {
    const byHand = live("1255", { billed: null });
    const taxed = {
      ...byHand,
      known: known({ total: "1255", tax: decimal("255") }, [byHand.link]),
    };
    expect(balance("1255", taxed)).toEqual(["1000.00", "0.00"]);
    expect(balance("1300", taxed)).toEqual(["1000.00", "300.00"]);
  });

  it("takes the net of an invoice whose share is not known", () =>
    expect(balance("1000", live("400", {}))).toEqual(["400.00", "600.00"]));
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
