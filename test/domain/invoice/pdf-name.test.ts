// The name of a PDF stays in its folder, whatever the number of the invoice is.
import { expect, it } from "vitest";
import { pdfName } from "../../../src/domain/invoice/pdf-name.ts";

it.each([
  ["1042", "invoice-1042.pdf"],
  ["RE-2026/17", "invoice-RE-2026-17.pdf"],
  ["../../etc/passwd", "invoice-etc-passwd.pdf"],
  ["..", "invoice-id-3120.pdf"],
  ["", "invoice-id-3120.pdf"],
  [null, "invoice-id-3120.pdf"],
  ["a\u0000b\u001b[31m\u202Ec", "invoice-a-b-31m-c.pdf"],
  ["Äiti 7", "invoice-Äiti-7.pdf"],
  ["x".repeat(100_000), `invoice-${"x".repeat(60)}.pdf`],
])("%j", (number, name) => {
  expect(pdfName({ id: "3120", number }, new Set())).toBe(name);
});

it("two of one number are told apart by their ids", () => {
  expect(pdfName({ id: "3121", number: "1042" }, new Set(["invoice-1042.pdf"]))).toBe(
    "invoice-1042-id-3121.pdf",
  );
});
