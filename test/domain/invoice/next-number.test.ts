import { expect, it } from "vitest";
import { nextNumber } from "../../../src/domain/invoice/next-number.ts";

it.each([
  [["1042", "1041"], "1043"],
  [["2026-0099", "2026-0098"], "2026-0100"],
  [["RE 9", "RE 12", "88"], "RE 13"],
  [[null, "A-7"], "A-8"],
  [["999"], "1000"],
  // Beyond what a float holds exactly.
  [["900719925474099"], "900719925474100"],
  [[null, "draft"], null],
  [[], null],
])("after %j comes %s", (numbers, next) => {
  expect(nextNumber(numbers)).toBe(next);
});
