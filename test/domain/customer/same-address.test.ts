import { describe, expect, it } from "vitest";
import type { BillAddress } from "../../../src/domain/address.ts";
import { sameAddress } from "../../../src/domain/customer/same-address.ts";

const address = (change: Partial<BillAddress>): BillAddress => ({
  ...{ lines: [], city: null, region: null, postalCode: null, country: null },
  ...change,
});
const helsinki = address({
  lines: ["Laivurinkatu 5 B"],
  city: "Helsinki",
  postalCode: "00150",
  country: "FI",
});

describe("addresses are the same", () => {
  it.each([
    [
      "in one text with its country",
      address({ lines: ["Laivurinkatu 5 B", "00150 Helsinki", "Finland"] }),
    ],
    ["with the country in another language", { ...helsinki, country: "Suomi" }],
    ["without a country", { ...helsinki, country: null }],
    ["in other letters and marks", { ...helsinki, lines: ["LAIVURINKATU, 5 b"] }],
  ])("%s", (_how, other) => expect(sameAddress(helsinki, other)).toBe(true));

  it("with a state by name or code, a postcode with or without its blank", () => {
    const portland = address({
      lines: ["1 Main St"],
      city: "Portland",
      region: "ME",
      country: "US",
    });
    expect(sameAddress(portland, { ...portland, region: "Maine", country: "USA" })).toBe(true);
    const london = address({ city: "London", postalCode: "SW1A 1AA", country: "GB" });
    expect(sameAddress(london, { ...london, postalCode: "SW1A1AA" })).toBe(true);
    const ottawa = address({ city: "Ottawa", postalCode: "K1A 0B1", country: "CA" });
    expect(sameAddress(ottawa, { ...ottawa, postalCode: "K1A0B1" })).toBe(true);
  });
});

describe("addresses differ", () => {
  it.each([
    ["another house", { ...helsinki, lines: ["Laivurinkatu 6 B"] }],
    ["another country", { ...helsinki, country: "SE" }],
    ["a line more", { ...helsinki, lines: ["Laivurinkatu 5 B", "3rd floor"] }],
  ])("by %s", (_what, other) => expect(sameAddress(helsinki, other)).toBe(false));
});
