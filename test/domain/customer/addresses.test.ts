// Addresses by country, from Pipedrive's parts or the text alone (docs/pipedrive.md 6.3), and compared.
import { describe, expect, it } from "vitest";
import type { BillAddress } from "../../../src/domain/address.ts";
import {
  addressLines,
  billAddress,
  isAsTyped,
  textAddress,
} from "../../../src/domain/customer/bill-address.ts";
import { countryCode } from "../../../src/domain/customer/countries.ts";
import { regionCode } from "../../../src/domain/customer/regions.ts";
import { sameAddress } from "../../../src/domain/customer/same-address.ts";
import type { PipedriveAddress } from "../../../src/domain/deal/deal.ts";

const typed = (text: string, parts: Partial<PipedriveAddress> = {}): PipedriveAddress => ({
  text,
  streetNumber: null,
  route: null,
  subpremise: null,
  sublocality: null,
  locality: null,
  region: null,
  postalCode: null,
  country: null,
  ...parts,
});

describe("parts", () => {
  it("stand in the order of the country where the text does not hold the street", () => {
    const parts = { streetNumber: "12", route: "Harbor Road", postalCode: "04101" };
    const us = billAddress(
      typed("The old pier", {
        ...parts,
        locality: "Portland",
        region: "Maine",
        country: "United States",
      }),
    );
    expect(us).toEqual({
      lines: ["12 Harbor Road"],
      city: "Portland",
      region: "ME",
      postalCode: "04101",
      country: "United States",
    });
    const de = billAddress(
      typed("Hafenkante", {
        streetNumber: "7",
        route: "Deichstraße",
        subpremise: "2. OG",
        sublocality: "Altstadt",
        locality: "Hamburg",
        postalCode: "20459",
        country: "Deutschland",
      }),
    );
    expect(de?.lines).toEqual(["Deichstraße 7", "2. OG", "Altstadt"]);
  });

  it("keep all that was typed before the town, and add what is not in it", () => {
    const parts = { locality: "London", postalCode: "SW1A 1AA", country: "UK" };
    const flat = typed("Flat 3, 12 Harbor Road, London SW1A 1AA", {
      ...parts,
      streetNumber: "12",
      route: "Harbor Road",
      subpremise: "3",
    });
    expect(billAddress(flat)?.lines).toEqual(["Flat 3", "12 Harbor Road"]);
    const unit = typed("12 Harbor Road, London", {
      ...parts,
      streetNumber: "12",
      route: "Harbor Road",
      subpremise: "Unit 9",
    });
    expect(billAddress(unit)?.lines).toEqual(["12 Harbor Road", "Unit 9"]);
  });

  it("lose no post box that geocoding does not know as a street", () => {
    const box = typed("PL 123, 00101 Helsinki, Finland", {
      locality: "Helsinki",
      postalCode: "00101",
      country: "Finland",
    });
    expect(billAddress(box)).toMatchObject({ lines: ["PL 123"], city: "Helsinki" });
  });

  it("do not repeat the town where it was typed without a comma", () => {
    const one = typed("Mannerheimintie 12 00100 Helsinki", {
      streetNumber: "12",
      route: "Mannerheimintie",
      locality: "Helsinki",
      postalCode: "00100",
      country: "Finland",
    });
    expect(billAddress(one)?.lines).toEqual(["Mannerheimintie 12"]);
    expect(billAddress({ ...one, text: "1 Main Street, Helsinki" })?.lines).toEqual([
      "Mannerheimintie 12",
    ]);
  });
});

describe("a text alone", () => {
  it("is laid out in lines, no city and no postcode being made up", () => {
    const address = billAddress(typed("Hämeentie 5 B\n00530 Helsinki\r\nFinland"));
    expect(address).toEqual({
      lines: ["Hämeentie 5 B", "00530 Helsinki", "Finland"],
      city: null,
      region: null,
      postalCode: null,
      country: null,
    });
    expect(address && isAsTyped(address)).toBe(true);
    expect(textAddress(" , ")).toBeNull();
  });
});

describe("for people", () => {
  const town = { lines: ["1 Way"], city: "Portland", region: "ME", postalCode: "04101" };
  it("the postcode stands where the country puts it", () => {
    expect(addressLines({ ...town, country: "USA" })).toEqual([
      "1 Way",
      "Portland ME 04101",
      "USA",
    ]);
    expect(addressLines({ ...town, country: "Norge" })[1]).toBe("04101 Portland ME");
  });
});

describe("countries and regions", () => {
  it.each([
    ["Finland", "FI"],
    ["FIN", "FI"],
    ["fi", "FI"],
    ["Suomi", "FI"],
    ["Deutschland", "DE"],
    ["U.S.A.", "US"],
    ["United States", "US"],
    ["Königreich", undefined],
    ["Helsinki", undefined],
  ])("%s is %s", (name, code) => {
    expect(countryCode(name)).toBe(code);
  });

  it("give codes for the states and provinces whose post uses them", () => {
    expect(regionCode("US", "maine")).toBe("ME");
    expect(regionCode("CA", "Québec")).toBe("QC");
    expect(regionCode("AU", "New South Wales")).toBe("NSW");
    expect(regionCode("US", "ME")).toBe("ME");
    expect(regionCode("FI", "Uusimaa")).toBe("Uusimaa");
    expect(regionCode(undefined, "Maine")).toBe("Maine");
  });
});

describe("two addresses", () => {
  const parts: BillAddress = {
    lines: ["Hämeentie 5 B"],
    city: "Helsinki",
    region: null,
    postalCode: "00530",
    country: "FIN",
  };
  it("are the same however they are laid out", () => {
    for (const text of [
      "Hämeentie 5 B, 00530 Helsinki",
      "Hämeentie 5 B, 00530 Helsinki, Finland",
      "HÄMEENTIE 5 B, Helsinki 00530, Suomi",
    ])
      expect(sameAddress(textAddress(text) as BillAddress, parts), text).toBe(true);
    const maine = { ...parts, region: "Maine", country: "United States" };
    expect(sameAddress(maine, { ...maine, region: "ME", country: "USA" })).toBe(true);
  });

  it.each([
    ["Storgatan 1, 111 22 Stockholm", "11122", "Stockholm"],
    ["Storgatan 1, LONDON SW1A 1AA", "SW1A1AA", "London"],
    ["Storgatan 1, Ottawa k1a 0b1", "K1A0B1", "Ottawa"],
  ])("%s has the postcode %s, blank or not", (text, postalCode, city) => {
    const whole = { ...parts, lines: ["Storgatan 1"], city, postalCode };
    expect(sameAddress(textAddress(text) as BillAddress, whole)).toBe(true);
    const other = { ...whole, postalCode: `9${postalCode}` };
    expect(sameAddress(textAddress(text) as BillAddress, other)).toBe(false);
  });

  it("differ by a number, a word or a country", () => {
    expect(sameAddress({ ...parts, lines: ["Hämeentie 6 B"] }, parts)).toBe(false);
    expect(sameAddress({ ...parts, city: "Espoo" }, parts)).toBe(false);
    expect(sameAddress({ ...parts, country: "Sweden" }, parts)).toBe(false);
    expect(sameAddress({ ...parts, country: null }, parts)).toBe(true);
  });
});
