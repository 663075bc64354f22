import { expect, it } from "vitest";
import { invoiceName, invoiceWord, numberKey } from "../../../src/domain/invoice/invoice.ts";

it("is called by its number, else by its id", () => {
  expect(invoiceName({ number: "1042", id: "3120" })).toBe("1042");
  expect(invoiceName({ number: null, id: "3120" })).toBe("id:3120");
});

it("is a word of a command that a shell takes as one", () => {
  expect(invoiceWord({ number: "1042", id: "1" })).toBe("1042");
  expect(invoiceWord({ number: "A 1; rm -r $HOME", id: "1" })).toBe("'A 1; rm -r $HOME'");
});

it("has one number with any other that differs in case and outer blanks alone", () => {
  expect(numberKey(" Inv-7 ")).toBe(numberKey("INV-7"));
  expect(numberKey("INV 7")).not.toBe(numberKey("INV-7"));
  expect(numberKey(null)).toBeUndefined();
});
