import { expect, it } from "vitest";
import { counted } from "../../src/domain/counted.ts";

it.each([
  [[0, "invoice"], "0 invoices"],
  [[1, "invoice"], "1 invoice"],
  [[2, "company", "companies"], "2 companies"],
] as [Parameters<typeof counted>, string][])("%j is %s", (asked, text) =>
  expect(counted(...asked)).toBe(text),
);
