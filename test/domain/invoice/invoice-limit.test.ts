// The largest invoice outside an approved run, for each currency by itself.
import { expect, it } from "vitest";
import { overLimit } from "../../../src/domain/invoice/invoice-limit.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { settingFault } from "../../../src/domain/setting-names.ts";

it.each([
  ["100 EUR", "100.00", undefined],
  ["100 EUR", "100.01", "The invoice comes to 100.01 EUR."],
  ["100 USD", "100.01", undefined],
  ["5 USD, 99.99 EUR", "100.00", "allows 99.99 EUR"],
  ["", "1000000.00", undefined],
])("of %s says of %s EUR: %s", (setting, amount, words) => {
  const why = overLimit(setting, { amount: decimal(amount), currency: "EUR" });
  if (words === undefined) expect(why).toBeUndefined();
  else expect(why).toContain(words);
});

it.each(["10000", "10000 eur", "-1 EUR", "10000 EUR 5 USD", "EUR"])("is not %s", (value) => {
  expect(settingFault("limit.invoice", value)).toContain("10000 EUR, 12000 USD");
});
