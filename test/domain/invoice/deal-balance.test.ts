// A deal of 1000.00 without tax in its value; one of 1255.00 holds 25.5 % tax, its net is 1000.00.
import { describe, expect, it } from "vitest";
import { dealBalance, dealMoney, sharesOf } from "../../../src/domain/invoice/deal-balance.ts";
import type { InvoiceLink } from "../../../src/domain/ledger/ledger.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { billed, facts, known, link } from "../../support/builders.ts";

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

// Amounts by hand. An invoice of 1255.00 with 255.00 tax is 1000.00 net.

const text = (money: ReturnType<typeof dealMoney>) =>
  Object.fromEntries(Object.entries(money).map(([name, amount]) => [name, amount.toFixed(2)]));
const deal = (value: string) => ({ ...facts().deal, value: decimal(value) });

describe("an invoice of several deals", () => {
  const two = [
    link({ dealId: 8, billed: billed("700") }),
    link({ dealId: 7, dealValue: "200.00" }),
  ];

  it("is dealt out as it was planned, the last deal taking the rest", () => {
    const shares = sharesOf(known({ total: "1255", tax: decimal("255") }, two));
    expect(shares.map(({ link, net }) => [link.dealId, net.toFixed(2)])).toEqual([
      [7, "200.00"],
      [8, "800.00"],
    ]);
  });

  it("gives no deal more than there is", () => {
    const shares = sharesOf(known({ total: "150" }, two));
    expect(shares.map(({ net }) => net.toFixed(2))).toEqual(["150.00", "0.00"]);
  });
});

describe("what a deal comes to", () => {
  it("is all unbilled without an invoice", () =>
    expect(text(dealMoney(deal("1000"), []))).toEqual({
      ...{ value: "1000.00", net: "1000.00", tax: "0.00" },
      ...{ billed: "0.00", unbilled: "1000.00", changed: "0.00" },
    }));

  it("leaves what a part left", () => {
    const part = link({ billed: billed("300", "1000"), dealValue: "1000.00" });
    const money = dealMoney(deal("1000"), sharesOf(known({ total: "300" }, [part])));
    expect(text(money)).toMatchObject({ billed: "300.00", unbilled: "700.00", changed: "0.00" });
  });

  it("tells the tax in its value", () => {
    const whole = link({ billed: billed("1000", "1000"), dealValue: "1255.00" });
    const shares = sharesOf(known({ total: "1255", tax: decimal("255") }, [whole]));
    expect(text(dealMoney(deal("1255"), shares))).toMatchObject({
      ...{ value: "1255.00", net: "1000.00", tax: "255.00", unbilled: "0.00", changed: "0.00" },
    });
  });

  it("takes the tax for known where an invoice linked by hand comes to the value with it", () => {
    const shares = sharesOf(known({ total: "1255", tax: decimal("255") }));
    expect(text(dealMoney(deal("1255"), shares))).toMatchObject({ net: "1000.00", tax: "255.00" });
  });

  it("tells what was changed in the books after it was billed", () => {
    const whole = link({ billed: billed("1000", "1000"), dealValue: "1000.00" });
    const money = dealMoney(deal("1000"), sharesOf(known({ total: "950" }, [whole])));
    expect(text(money)).toMatchObject({ billed: "950.00", unbilled: "0.00", changed: "-50.00" });
  });

  it("always adds up: net is billed and unbilled less what changed", () => {
    for (const [value, total] of [
      ["1200", "1000"],
      ["800", "1000"],
      ["1000", "0.01"],
    ] as const) {
      const whole = link({ billed: billed("1000", "1000"), dealValue: "1000.00" });
      const {
        net,
        billed: sum,
        unbilled,
        changed,
      } = dealMoney(deal(value), sharesOf(known({ total }, [whole])));
      expect(sum.plus(unbilled).minus(changed).toFixed()).toBe(net.toFixed());
    }
  });
});
