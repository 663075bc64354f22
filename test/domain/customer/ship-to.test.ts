// Where the goods go decides the tax in the US, so another state or country is said.
import { describe, expect, it } from "vitest";
import type { BillAddress } from "../../../src/domain/address.ts";
import { planShipTo, type ShipToFacts } from "../../../src/domain/customer/ship-to.ts";

const address = (region: string | null, country: string | null): BillAddress => ({
  ...{ lines: ["1 Main St"], city: "Springfield", postalCode: "04001" },
  ...{ region, country },
});
const plan = (change: Partial<ShipToFacts>) =>
  planShipTo({
    asked: undefined,
    mapped: undefined,
    billing: null,
    customer: undefined,
    ...change,
  });

describe("the ship-to address", () => {
  const customer = { address: address("Maine", "US"), shipAddress: address("NY", "US") };

  it("is what was asked for, before the mapped one, before the customer's", () => {
    expect(plan({ asked: "2 Side St, Boston", customer }).shipTo).toMatchObject({ from: "flag" });
    expect(plan({ customer }).shipTo).toEqual({ address: customer.shipAddress, from: "customer" });
    expect(plan({}).shipTo).toBeNull();
  });

  it("can be the billing one: the invoice's own, else the customer's", () => {
    expect(plan({ asked: " Billing ", customer }).shipTo).toEqual({
      ...{ address: customer.address, from: "flag" },
    });
    const billing = address("VT", "US");
    expect(plan({ asked: "billing", billing, customer }).shipTo?.address).toEqual(billing);
  });

  it("cannot be the billing one where there is none", () => {
    expect(plan({ asked: "billing" }).problems).toMatchObject([
      { code: "no_billing_address", next: "--ship-to <address>" },
    ]);
  });
});

describe("a warning", () => {
  const codes = (bill: BillAddress, ship: BillAddress) =>
    plan({ customer: { address: bill, shipAddress: ship } }).warnings.map(({ code }) => code);

  it.each([
    ["another state", address("Maine", "US"), address("NY", "US")],
    ["another country", address(null, "CA"), address(null, "US")],
  ])("of %s", (_what, bill, ship) => expect(codes(bill, ship)).toEqual(["ship_to_differs"]));

  it.each([
    ["the same state by name and code", address("Maine", "US"), address("ME", "USA")],
    ["a state that only one of them says", address(null, "US"), address("ME", "US")],
    ["a country that neither says", address(null, null), address(null, null)],
  ])("is none of %s", (_what, bill, ship) => expect(codes(bill, ship)).toEqual([]));
});
