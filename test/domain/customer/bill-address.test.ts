// From Pipedrive's address to QuickBooks'.
import { describe, expect, it } from "vitest";
import { billAddress, textAddress } from "../../../src/domain/customer/bill-address.ts";

describe("addresses", () => {
  it("keep the street as typed and take the parts that geocoding gave", () => {
    expect(
      billAddress({
        text: "Mannerheimintie 12, 00100 Helsinki, Finland",
        streetNumber: "12",
        route: "Mannerheimintie",
        subpremise: null,
        sublocality: null,
        locality: "Helsinki",
        region: null,
        postalCode: "00100",
        country: "Finland",
      }),
    ).toEqual({
      lines: ["Mannerheimintie 12"],
      city: "Helsinki",
      region: null,
      postalCode: "00100",
      country: "Finland",
    });
  });

  it("never guess a city out of a text", () => {
    expect(textAddress("Hämeentie 5 B, 00530 Helsinki")).toEqual({
      lines: ["Hämeentie 5 B", "00530 Helsinki"],
      city: null,
      region: null,
      postalCode: null,
      country: null,
    });
    expect(textAddress("a, b, c, d, e, f")?.lines).toEqual(["a", "b", "c", "d", "e, f"]);
  });
});
