// Codes are those of the posts of the United States, Canada and Australia.
import { expect, it } from "vitest";
import { regionCode } from "../../../src/domain/customer/regions.ts";

it.each([
  ["US", "Maine", "ME"],
  ["US", " new york ", "NY"],
  ["CA", "Québec", "QC"],
  ["AU", "South Australia", "SA"],
])("in %s, %s is %s", (country, name, code) => expect(regionCode(country, name)).toBe(code));

it("stays as it is where no code is known", () => {
  expect(regionCode("FI", "Uusimaa")).toBe("Uusimaa");
  expect(regionCode("US", "ME")).toBe("ME");
  expect(regionCode(undefined, "Maine")).toBe("Maine");
  expect(regionCode("US", null)).toBeNull();
});
