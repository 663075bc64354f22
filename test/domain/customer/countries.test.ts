// Codes are those of ISO 3166-1.
import { expect, it } from "vitest";
import { countryCode } from "../../../src/domain/customer/countries.ts";

it.each([
  ["Finland", "FI"],
  ["suomi", "FI"],
  ["FIN", "FI"],
  ["de", "DE"],
  ["Allemagne", "DE"],
  ["U.S.A.", "US"],
  ["United States of America", "US"],
  ["UK", "GB"],
  ["Czech Republic", "CZ"],
  ["日本", "JP"],
])("%s is %s", (text, code) => expect(countryCode(text)).toBe(code));

it.each([null, "", "Atlantis", "00100", "Street 5"])("%s is no country", (text) =>
  expect(countryCode(text)).toBeUndefined(),
);
