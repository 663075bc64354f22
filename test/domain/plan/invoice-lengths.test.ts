// Lengths are those of docs/quickbooks.md 4.3 and 4.8: what fits to the character passes, one more is said.
import { expect, it } from "vitest";
import { tooLong } from "../../../src/domain/plan/invoice-lengths.ts";

const none = {
  ...{ "E-mail address": "", "Copy to": "", "Blind copy to": "", Number: "", Memo: "", Note: "" },
};

it.each([
  ["E-mail address", 100, "--email <address>"],
  ["Copy to", 200, "--cc <addresses>"],
  ["Blind copy to", 200, "--bcc <addresses>"],
  ["Number", 21, "--number <number>"],
  ["Memo", 1000, "--memo <text>"],
  ["Note", 3960, "--note <text>"],
] as const)("%s takes %i characters", (name, max, next) => {
  expect(tooLong({ ...none, [name]: "x".repeat(max) }, [], null)).toEqual([]);
  expect(tooLong({ ...none, [name]: "x".repeat(max + 1) }, [], null)).toEqual([
    {
      code: "too_long",
      message: `${name}: ${max + 1} characters, and QuickBooks takes ${max}.`,
      next,
    },
  ]);
});

it("a custom field takes 31, and its flag is quoted for the shell", () => {
  const field = (length: number) => [{ name: "Cost center", value: "x".repeat(length) }];
  expect(tooLong(none, field(31), null)).toEqual([]);
  expect(tooLong(none, field(32), null)[0]?.next).toBe("--custom-field 'Cost center=<value>'");
});

it("an address that QuickBooks would cut is said", () => {
  const address = {
    lines: ["x".repeat(501)],
    city: null,
    region: null,
    postalCode: null,
    country: null,
  };
  expect(tooLong(none, [], address)).toMatchObject([
    { code: "too_long", next: "--address <address>" },
  ]);
});
